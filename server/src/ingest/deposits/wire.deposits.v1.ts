import { presentDate } from '../../lib/dates.ts'
import type { Language } from '../../lib/text.ts'
import { wordsOfFix, type Finding, type Inspection } from '../../analysis/index.ts'
import { presentFix } from '../../analysis/wire.fixes.ts'
import { presentGeo } from '../../analysis/wire.geo.ts'
import { presentFinding } from '../../quality/wire.v1.ts'
import type { Version } from '../../versions/index.ts'
import { presentComparison } from '../../versions/compare/wire.compare.v1.ts'
import { expiryOf, type Deposit, type Report } from './model.ts'

/** A deposit, and its report once it was looked at. */
export const presentDeposit = (deposit: Deposit, report: Report | null, language: Language, baseUrl: string) => ({
  id: deposit.id,
  state: deposit.published ? 'published' : report ? 'ready' : 'looking',
  dataset: deposit.datasetId,
  resource: deposit.published?.resourceId ?? deposit.resourceId,
  file_name: deposit.fileName,
  filesize: deposit.sizeBytes,
  checksum: { type: 'sha1', value: deposit.sha1 },
  sha256: deposit.sha256,
  fixes: deposit.fixes.map(presentFix),
  applied: deposit.fixes.flatMap((fix, index) => {
    const applied = deposit.applied[index]
    return applied ? [wordsOfFix(fix, applied)[language]] : []
  }),
  published_version: deposit.published?.version ?? null,
  created_at: presentDate(deposit.createdAt),
  expires_at: presentDate(expiryOf(deposit)),
  flow: deposit.flowId,
  uri: `${baseUrl}/api/1/datasets/${deposit.datasetId}/deposits/${deposit.id}/`,
  file: `${baseUrl}/api/1/datasets/${deposit.datasetId}/deposits/${deposit.id}/file`,
  report: report && presentReport(report, language, baseUrl),
})

export const presentReport = (
  { verdict, inspection, findings, comparison, overtakenBy }: Report,
  language: Language,
  baseUrl: string,
) => ({
  verdict,
  sentence: sentenceOf(verdict, findings, language),
  findings: findings.map((finding) => presentFinding(finding, language, baseUrl)),
  inspection: presentInspection(inspection, language),
  comparison: comparison && presentComparison(comparison),
  overtaken_by: overtakenBy && presentOvertaking(overtakenBy),
})

export const presentOvertaking = ({ number, createdAt, authorId }: Version) => ({
  ...{ version: number, created_at: presentDate(createdAt), author: authorId },
})

const presentInspection = ({ format, outcome, problem, table, sheets, geo }: Inspection, language: Language) => ({
  ...{ format, outcome, problem: problem && { code: problem.code, message: problem.message[language] }, sheets },
  geo: geo && presentGeo(geo, language),
  table: table && {
    ...{ encoding: table.encoding, separator: table.separator, header_line: table.headerLine },
    ...{ row_count: table.rowCount, duplicate_row_count: table.duplicateRowCount, examined_rows: table.examinedRows },
    columns: table.columns.map(({ name, type, notation, meaning, emptyCount, misfitCount, misfits, profile }) => ({
      ...{ name, type, notation, meaning, empty_count: emptyCount, misfit_count: misfitCount, misfits },
      profile: {
        ...{ distinct_count: profile.distinctCount, top: profile.top, min: profile.min, max: profile.max },
        ...{ mean: profile.mean, standard_deviation: profile.standardDeviation, median: profile.median },
        ...{ histogram: profile.histogram, min_length: profile.minLength, max_length: profile.maxLength },
        mean_length: profile.meanLength,
      },
    })),
    sample: table.sample,
    issues: table.issues.map(({ code, line, message }) => ({ code, line: line ?? null, message: message[language] })),
  },
})

/** The verdict in one sentence, for people in a hurry. */
const sentenceOf = (verdict: Report['verdict'], findings: Report['findings'], language: Language): string => {
  if (verdict === 'unchanged')
    return language === 'fr'
      ? 'Ce fichier est identique, octet pour octet, à la version courante : il n’y a rien à publier.'
      : 'This file is the current version, byte for byte: there is nothing to publish.'
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity && !finding.silenced).length
  const [blockers, warnings] = [count('blocker'), count('warning')]
  if (language === 'en') {
    if (blockers > 0) return `This file needs your confirmation: ${plural(blockers, 'serious problem')}.`
    return warnings > 0 ? `This file can be published, with ${plural(warnings, 'point')} to look at.` : READY.en
  }
  if (blockers > 0) return `Ce fichier demande votre confirmation : ${plural(blockers, 'problème')} à regarder de près.`
  return warnings > 0 ? `Ce fichier peut être publié, avec ${plural(warnings, 'point')} à regarder.` : READY.fr
}
const READY = { fr: 'Ce fichier est prêt à être publié.', en: 'This file is ready to be published.' }
const plural = (count: number, noun: string): string => `${count} ${noun}${count > 1 ? 's' : ''}`

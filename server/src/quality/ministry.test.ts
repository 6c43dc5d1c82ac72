import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LICENSES, type Dataset } from '../catalog/index.ts'
import { skipBecause } from '../testing/skip.ts'
import { METADATA_RULES } from './rules.ts'
import { tagPolicyOf } from './rules/tags.rules.ts'
import { examined, linkOf } from './testing/examined.ts'

/** The ministry's real catalogue, exported from data.gouv.fr: it is kept out of the repository. */
const CATALOGUE = join(import.meta.dirname, '../../../../shared/data/catalogue_culture_global.csv')

test('rules say little, and rightly, of the real datasets of the ministry', (context) => {
  if (!existsSync(CATALOGUE)) return skipBecause(context, `${CATALOGUE} isn’t there`)
  const datasets = readCatalogue(readFileSync(CATALOGUE, 'utf8'))
  expect(datasets).toHaveLength(262)
  const counts = new Map<string, number>()
  for (const dataset of datasets) {
    const others = datasets.filter(
      ({ id, organizationId }) => id !== dataset.id && organizationId === dataset.organizationId,
    )
    const shown = examined({
      ...{ dataset, files: [linkOf({ extras: { 'analysis:last-modified-at': 'known' } })], contactPoints: [] },
      ...{ neighbours: { datasets: others, resources: [] }, tagPolicy: tagPolicyOf(undefined, others), now: EXPORTED },
    })
    for (const finding of METADATA_RULES.flatMap((rule) => rule.check(shown))) {
      counts.set(`${finding.rule} ${finding.severity}`, (counts.get(`${finding.rule} ${finding.severity}`) ?? 0) + 1)
    }
  }
  // Looked at one by one: all sixteen titles come twice, all three licences are missing, all these descriptions are a
  // dot, the title or a few words. The export has no date of the data, so lateness is that of the words.
  expect(Object.fromEntries([...counts].filter(([key]) => !key.endsWith(' advice')))).toEqual({
    'licence-missing blocker': 3,
    'duplicate-title warning': 16,
    'description-quality warning': 21,
    'tags-required warning': 7,
    'frequency-vs-update warning': 52,
  })
  const advice = [...counts].filter(([key]) => key.endsWith(' advice'))
  expect(advice.map(([key]) => key)).not.toContain('description-language advice')
})

const EXPORTED = new Date('2026-06-05T00:00:00Z')

const readCatalogue = (text: string): Dataset[] => {
  const [header = [], ...rows] = readRows(text.replace(/^\uFEFF/, ''))
  return rows
    .filter((row) => row.length === header.length)
    .map((row) => {
      const of = (name: string): string => row[header.indexOf(name)] ?? ''
      const license = LICENSES.find(({ title }) => title === of('license'))?.id ?? null
      return {
        ...examined().dataset,
        ...{ id: of('id'), slug: of('slug'), title: of('title'), acronym: of('acronym') || null, license },
        ...{ description: of('description'), descriptionShort: of('description_short') || null },
        ...{
          frequency: of('frequency'),
          tags: of('tags').split(',').filter(Boolean),
          organizationId: of('organization_id'),
        },
        lastUpdate: new Date(of('last_modified')),
      }
    })
}

/** Semicolons, quotes doubled within quotes. */
const readRows = (text: string): string[][] => {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^;\r\n"]*))(;|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end !== ';') rows.push([])
  }
  return rows
}

import { presentUserRef } from '../accounts/wire.v1.ts'
import { presentFix } from '../analysis/wire.fixes.ts'
import { presentDate } from '../lib/dates.ts'
import type { Language } from '../lib/text.ts'
import type { Finding } from '../analysis/index.ts'
import type { JudgedFinding, PlacedFinding, Silenced } from './model.ts'
import { refusalOf } from './silencing.rules.ts'

/** A finding as every report shows it. */
export const presentFinding = (
  { rule, severity, place, message, examples, fix, silenced }: JudgedFinding,
  language: Language,
  baseUrl: string,
) => ({
  ...{ rule, severity, place, message: message[language] },
  ...{
    examples: examples ?? [],
    fix: fix ? presentFix(fix) : null,
    can_silence: refusalOf({ rule, place }) === null,
    silenced: silenced && presentReason(silenced, baseUrl),
  },
})

const presentReason = ({ id, reason, author, createdAt }: Silenced, baseUrl: string) => ({
  ...{ id, reason, author: author ? presentUserRef(author, baseUrl) : null, created_at: presentDate(createdAt) },
})

export const presentSilenced = (silenced: Silenced, baseUrl: string) => ({
  ...presentReason(silenced, baseUrl),
  ...{ rule: silenced.rule, place: silenced.place },
})

/** What is to act on, and apart from it what was silenced. `resource`: the file that it is about. */
export const presentFindings = (findings: (PlacedFinding & JudgedFinding)[], language: Language, baseUrl: string) => {
  const present = (finding: PlacedFinding & JudgedFinding) => ({
    ...presentFinding(finding, language, baseUrl),
    resource: finding.resourceId,
  })
  const active = findings.filter(({ silenced }) => silenced === null)
  const count = (severity: Finding['severity']) => active.filter((finding) => finding.severity === severity).length
  return {
    counts: { blocker: count('blocker'), warning: count('warning'), advice: count('advice') },
    findings: active.map(present),
    silenced: findings.filter(({ silenced }) => silenced !== null).map(present),
  }
}

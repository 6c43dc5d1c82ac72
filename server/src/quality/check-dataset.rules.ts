import type { Finding, Severity } from '../analysis/index.ts'
import { placeKeyOf } from './finding.rules.ts'
import type { Examined, ExaminedFile, JudgedFinding, PlacedFinding, Silenced } from './model.ts'
import { CONSISTENCY_RULES, METADATA_RULES, PLACED_FILE_RULES } from './rules.ts'
import { refusalOf } from './silencing.rules.ts'

/** Everything that rules say of a dataset as it is: its words, its files together, each file and its content. */
export const checkDataset = (examined: Examined): PlacedFinding[] => [
  ...[...METADATA_RULES, ...CONSISTENCY_RULES].flatMap((rule) => rule.check(examined)).map(about(null)),
  ...examined.files.flatMap((file) =>
    [...placedFindings(file, examined), ...(file.inspection?.findings ?? [])].map(about(file.resourceId)),
  ),
]

/**
 * What is said of a file that would come into the dataset, its content apart: the words as they are and the files as
 * they would be. What the words alone say isn't the file's fault.
 */
export const checkArrival = (file: ExaminedFile, examined: Examined): Finding[] => [
  ...CONSISTENCY_RULES.flatMap((rule) => rule.check(examined)),
  // A finished inspection says itself what went wrong in it; after a failed one, no rule read the content.
  ...placedFindings(file, examined).filter(
    ({ rule }) => rule !== 'analysis-error-present' || file.inspection?.outcome === 'failed',
  ),
]

const placedFindings = (file: ExaminedFile, examined: Examined): Finding[] =>
  PLACED_FILE_RULES.flatMap((rule) => rule.check(file, examined))

const about =
  (resourceId: string | null) =>
  (finding: Finding): PlacedFinding => ({ ...finding, resourceId })

/** What is to act on, the most serious first; what was silenced at the end, still said. */
export const judge = <F extends Finding>(findings: F[], silences: Silenced[]): (F & JudgedFinding)[] => {
  const byKey = new Map(silences.map((silence) => [keyOf(silence), silence]))
  const silenced = (finding: F): Silenced | null => (refusalOf(finding) ? null : (byKey.get(keyOf(finding)) ?? null))
  const judged = findings.map((finding) => ({ ...finding, silenced: silenced(finding) }))
  const rank = ({ silenced, severity }: JudgedFinding): number => (silenced ? 10 : 0) + ORDER.indexOf(severity)
  return judged.toSorted((a, b) => rank(a) - rank(b))
}
const ORDER: Severity[] = ['blocker', 'warning', 'advice']

const keyOf = ({ rule, place }: Pick<Finding, 'rule' | 'place'>): string => `${rule} ${placeKeyOf(place)}`

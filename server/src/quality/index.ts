/** What rules say of a dataset and its files together, and what people called normal. */
export { judgeArrival, listFindings } from './findings.ts'
export type { Arrival } from './examine-dataset.ts'
export type { JudgedFinding, PlacedFinding, Silenced } from './model.ts'
export { CONSISTENCY_RULES, METADATA_RULES, PLACED_FILE_RULES } from './rules.ts'
export { listSilenced, silenceFinding, unsilenceFinding } from './silenced.ts'

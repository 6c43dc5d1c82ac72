/** What a file is: its format, encoding and table; made in a worker under limits, from the bytes alone. */
export { createInspector, type InspectorOptions } from './inspector.ts'

/** The inspection of a stored file, made once for the same bytes; and those already made, by hash. */
export { findInspections, forgetInspection, inspectBlob, type InspectionDeps } from './inspect-blob.ts'

/** The result of an inspection, and the version of the code that makes it. */
export { ANALYSER_VERSION } from './model.ts'
export type {
  Column,
  ComparedTable,
  ColumnType,
  Encoding,
  Geo,
  InspectedFile,
  Inspection,
  Inspector,
  Issue,
  IssueCode,
  Notation,
  Problem,
  ProblemCode,
  Table,
} from './model.ts'

/** For the first look at a deposit: an HTML page, whatever its name. */
export { looksLikeHtml } from './formats/html.rules.ts'

/** What was seen in a file, as extras of its resource; how many findings of each severity. */
export { analysisExtrasOf, countFindings } from './extras.ts'

/** What rules say of a file, and what can be done about it. */
export type { Comparison } from './comparison/model.ts'
export { CONTENT_RULES } from './checks/rules.ts'
export type { Example, FileFix, Finding, Fix, Place, Severity } from './finding.ts'
export type { FileConversion } from './conversions/model.ts'
export type { AppliedFix } from './fixes/model.ts'
export { wordsOfFix } from './fixes/fix-words.rules.ts'

/** A table without the values that only those who may edit the dataset read. */
export { publicTable } from './public-table.ts'

/** The map of a file: its vector tiles, to send. */
export { getTiles, type Tiles } from './find-tiles.ts'

/** Names of columns as words to compare. */
export { labelOf, withoutAccents } from './reference/labels.rules.ts'

/** Types and meanings of columns, as people call them. */
export { typeWords } from './meanings/type-words.rules.ts'

/** Every state of a file, for ever. */
export type { Version } from './model.ts'
export { publishVersion, type NewVersion, type Place } from './publish-version.ts'
export {
  collectGarbage,
  countKeptBytes,
  countPublished,
  findCurrentVersion,
  findVersionBlobs,
  getVersion,
  listCurrentFiles,
  listVersions,
  type FindBlobsInUse,
} from './versions.ts'
export { compareBlobs, writeDifference } from './compare/compare-blobs.ts'
export { COMPARISON_RULES, comparisonFindings, NO_TABLE_ANY_MORE } from './compare/findings.rules.ts'
export { labelVersion, purgeVersion, restoreVersion } from './take-back.ts'
export { listChanges, type Change } from './change-log.ts'

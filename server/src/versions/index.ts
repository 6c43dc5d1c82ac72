/** Every state of a file, for ever. */
export type { Version } from './model.ts'
export { publishVersion, type NewVersion, type Place } from './publish-version.ts'
export {
  collectGarbage,
  findCurrentVersion,
  findVersionBlobs,
  getVersion,
  listVersions,
  type FindBlobsInUse,
} from './versions.ts'

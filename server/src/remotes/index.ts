/** Other servers of udata’s API. */
export { isPassingFailure, RemoteFailure, type RemoteReason } from './failure.ts'
export type {
  Perimeter,
  Remote,
  RemoteAccount,
  RemoteDataset,
  RemoteFile,
  RemoteServer,
  Upload,
  Uploaded,
  Words,
} from './model.ts'
export { openRemote } from './open-remote.ts'

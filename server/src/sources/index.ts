/** Places that files come from: buckets, servers, folders. */
export {
  isPassing,
  SECRET_NAMES,
  SourceFailure,
  type FolderSpec,
  type FtpsSpec,
  type InboxSpec,
  type S3Spec,
  type Secrets,
  type SeenObject,
  type SftpSpec,
  type Source,
  type SourceReason,
  type SourceSpec,
  type WebSpec,
} from './model.ts'
export { openSource, type OutsideSpec } from './open-source.ts'
export type { Patience, SourceDeps } from './deps.ts'
export { readHostKey } from './sftp/connect.ts'

import { boundedSource } from './bounded-source.ts'
import { openFolder } from './folder/open-folder.ts'
import type { SourceDeps } from './deps.ts'
import type { InboxSpec, Secrets, Source, SourceSpec } from './model.ts'
import { openFtps } from './ftps/open-ftps.ts'
import { openS3 } from './s3/open-s3.ts'
import { openSftp } from './sftp/open-sftp.ts'
import { openWeb } from './web/open-web.ts'

/** What is opened here: an inbox belongs to whoever receives its files. */
export type OutsideSpec = Exclude<SourceSpec, InboxSpec>

/**
 * Opens a place that files come from. Its secrets are looked at now, where the protocol has a way to. Throws
 * `SourceFailure`, as all that it gives does. To be closed.
 */
export const openSource = async (spec: OutsideSpec, secrets: Secrets, deps: SourceDeps): Promise<Source> =>
  boundedSource(await openKind(spec, secrets, deps))

const openKind = async (spec: OutsideSpec, secrets: Secrets, deps: SourceDeps): Promise<Source> => {
  switch (spec.kind) {
    case 's3':
      return openS3(spec, secrets, deps)
    case 'web':
      return openWeb(spec, secrets, deps)
    case 'sftp':
      return openSftp(spec, secrets, deps)
    case 'ftps':
      return openFtps(spec, secrets, deps)
    case 'folder':
      return openFolder(spec, deps)
  }
}

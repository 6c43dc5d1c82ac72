import { openSource, type Source } from '../sources/index.ts'
import { readSecrets } from './credentials.ts'
import type { FlowDeps } from './deps.ts'
import { openInbox } from './inbox/inbox-source.ts'
import type { FilesDefinition, Flow } from './model.ts'

/** Opens where a flow's files come from. Throws `SourceFailure`. */
export const openFlowSource = async (
  deps: Pick<FlowDeps, 'db' | 'blobs' | 'outgoing' | 'folderRoot' | 'secretKey'>,
  flow: Flow,
  { source }: FilesDefinition,
): Promise<Source> => {
  if (source.kind === 'inbox') return openInbox(deps, flow.id)
  return openSource(source, await readSecrets(deps.db, deps.secretKey, flow.id), deps)
}

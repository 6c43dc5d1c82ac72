import { SECRET_NAMES } from '../sources/index.ts'
import type { FlowDefinition } from './model.ts'

/** What a definition may be given: those of its source, and the key of the server that it sends to or reads. */
export const secretNamesOf = (definition: FlowDefinition): readonly string[] => {
  if (definition.kind === 'mirror') return ['api_key']
  const names = SECRET_NAMES[definition.source.kind]
  return definition.destination.kind === 'udata' ? [...names, 'api_key'] : names
}

/**
 * Where secrets are sent. Those that were typed for one place are never sent to another: whoever may change a flow's
 * address must not learn its password so.
 */
export const placesOf = (definition: FlowDefinition): string => {
  if (definition.kind === 'mirror') return definition.server
  const { source, destination } = definition
  const elsewhere = destination.kind === 'udata' ? destination.server : ''
  if (source.kind === 's3') return `${source.endpoint} ${elsewhere}`
  if (source.kind === 'web') return `${URL.parse(source.url)?.origin ?? source.url} ${elsewhere}`
  if (source.kind === 'sftp' || source.kind === 'ftps') return `${source.host}:${source.port} ${elsewhere}`
  return elsewhere
}

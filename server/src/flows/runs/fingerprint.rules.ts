import { createHash } from 'node:crypto'
import type { SeenObject } from '../../sources/index.ts'
import type { FilesDefinition } from '../model.ts'

/**
 * What tells one state of a file from another: what the source computed of its bytes, otherwise its size and its date.
 * Null when the source says nothing: only the bytes can tell then. The salt is of what the flow makes of a file: when
 * that changes, every file is looked at again.
 */
export const fingerprintOf = ({ etag, sizeBytes, modifiedAt }: SeenObject, salt: string): string | null => {
  if (etag) return `${salt} ${etag} ${sizeBytes ?? ''}`
  return modifiedAt ? `${salt} ${modifiedAt.toISOString()} ${sizeBytes ?? ''}` : null
}

export const saltOf = ({ mapping, owns, destination }: FilesDefinition): string =>
  hashOf(JSON.stringify([mapping, owns, destination])).slice(0, 12)

/** The name of what came so far of this very state, whichever run goes on with it. */
export const partialOf = (flowId: string, { key, etag, sizeBytes, modifiedAt, versionId }: SeenObject): string =>
  `flow-${hashOf(JSON.stringify([flowId, key, etag, sizeBytes, modifiedAt, versionId])).slice(0, 40)}`

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Dataset, RemoteResource, Resource } from './model.ts'

/** What people write of a resource. The rest of a hosted one is ours: what clients send of it is ignored. */
export type ResourceChanges = Partial<Pick<Resource, 'title' | 'description' | 'type' | 'schema' | 'extras'>> &
  Partial<Pick<RemoteResource, 'url' | 'format' | 'mime' | 'filesize' | 'checksum'>>

/** The words of a resource that has none yet. */
export const newWords = (id: string, datasetId: string, now: Date) => ({
  id,
  datasetId,
  community: null,
  title: '',
  description: null,
  type: 'main' as const,
  schema: null,
  extras: {},
  metrics: {},
  harvest: null,
  createdAt: now,
})

/** A link as it starts. */
export const newLink = (dataset: Pick<Dataset, 'id'>, input: ResourceChanges): RemoteResource => {
  const now = new Date()
  return {
    ...newWords(randomUUID(), dataset.id, now),
    type: 'other',
    format: null,
    mime: null,
    filesize: null,
    checksum: null,
    ...definedOf(input),
    title: input.title ?? '',
    url: input.url?.trim() ?? '',
    filetype: 'remote',
    lastModified: now,
  }
}

/**
 * A resource with what was given of it; what is ours in a hosted one stays. Its date moves only if something changed:
 * clients send back whole lists to change one word.
 */
export const changedResource = (resource: Resource, changes: ResourceChanges): Resource => {
  const { url, format, mime, filesize, checksum, ...words } = definedOf(changes)
  if (words.extras) words.extras = storedExtras(resource, words.extras)
  const isHosted = resource.filetype === 'file'
  const address = isHosted
    ? {}
    : { ...definedOf({ format, mime, filesize, checksum }), url: url?.trim() ?? resource.url }
  const changed = { ...resource, ...words, ...address } as Resource
  return isDeepStrictEqual(changed, resource) ? resource : { ...changed, lastModified: new Date() }
}

/** Whether a link is new, or leads elsewhere. A file that we hold changes by another way. */
export const leadsElsewhere = (before: Resource | undefined, after: Resource): boolean =>
  !before || (before.filetype === 'remote' && after.filetype === 'remote' && before.url !== after.url)

/** What we saw in a file that we hold is ours to say; what a crawler saw behind a link is the client's. */
export const storedExtras = ({ filetype }: Resource, extras: Record<string, unknown>): Record<string, unknown> =>
  filetype === 'remote'
    ? extras
    : Object.fromEntries(Object.entries(extras).filter(([key]) => !key.startsWith('analysis:')))

/** Without the keys that are undefined: spread over a row they would erase it. */
const definedOf = <T extends object>(changes: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

import type { Dataset, Resource } from '@cimaise/client'
import { dayOf, print, printTable, sizeOf } from '../terminal/output.ts'

/** A dataset for eyes. */
export const showDataset = (dataset: Dataset): void => {
  print(dataset.title)
  for (const [name, value] of factsOf(dataset)) if (value) print(`  ${name.padEnd(13)} ${value}`)
  if (dataset.description) print(`\n${dataset.description}`)
  print('')
  if (dataset.resources.length === 0) print('No file.')
  else {
    print(`${dataset.resources.length} ${dataset.resources.length > 1 ? 'files' : 'file'}:`)
    printTable(['ID', 'TITLE', 'FORMAT', 'SIZE', 'MODIFIED', 'STABLE ADDRESS'], dataset.resources.map(rowOf))
  }
}

const rowOf = ({ id, title, format, filesize, last_modified, latest, url }: Resource): string[] => [
  ...[id, title, format ?? '-', sizeOf(filesize ?? null), dayOf(last_modified), latest ?? url],
]

const factsOf = (dataset: Dataset): [string, string | null | undefined][] => [
  ['id', dataset.id],
  ['page', pageOf(dataset)],
  ['organization', dataset.organization?.name],
  ['owner', dataset.owner && `${dataset.owner.first_name} ${dataset.owner.last_name}`],
  ['state', stateOf(dataset)],
  ['licence', dataset.license],
  ['frequency', dataset.frequency],
  [
    'period',
    dataset.temporal_coverage && `${dataset.temporal_coverage.start} – ${dataset.temporal_coverage.end ?? ''}`,
  ],
  ['tags', dataset.tags?.join(', ')],
  ['updated', dayOf(dataset.last_update ?? dataset.last_modified)],
]

export const stateOf = ({ deleted, archived, private: isPrivate }: Dataset): string =>
  deleted ? 'deleted' : archived ? 'archived' : isPrivate ? 'private' : 'public'

/** Its page for people; udata has had several names for it. */
export const pageOf = (dataset: Dataset & { self_web_url?: string | null; uri?: string }): string =>
  dataset.page ?? dataset.self_web_url ?? dataset.uri ?? dataset.id

import { demand, type Asker } from './ask.ts'
import { RemoteFailure } from './failure.ts'
import { notUdata } from './failure.rules.ts'
import { isRecord, numberIn, recordsIn, textIn } from './json.rules.ts'
import type { Perimeter, RemoteDataset } from './model.ts'
import { DATASET_FIELDS, datasetIn, eachOnce } from './read-answer.rules.ts'

const PAGE_SIZE = 20
/** Two catalogues of 50,000: a server that never says the end isn't followed for ever. */
const MAX_PAGES = 5_000

/**
 * See `Remote.listDatasets`. The next page is asked of the address that we know: what a server says of its own may be
 * another's, or what its proxy doesn't tell it.
 */
export async function* listDatasets(asker: Asker, perimeter: Perimeter): AsyncGenerator<RemoteDataset[]> {
  const { filter } = await findPerimeter(asker, perimeter)
  let firstBefore: string | undefined
  for (let page = 1; page <= MAX_PAGES; page++) {
    const { datasets, isLast } = await readPage(asker, filter, page)
    const first = datasets[0]?.id
    if (first !== undefined && first === firstBefore) break
    if (datasets.length > 0) yield datasets
    if (isLast || datasets.length === 0) return
    firstBefore = first
  }
  throw new RemoteFailure('protocol', notUdata(asker.host, 'sa liste est sans fin', 'its list has no end'))
}

/** See `Remote.describePerimeter`. */
export const describePerimeter = async (asker: Asker, perimeter: Perimeter) => {
  const { filter, name } = await findPerimeter(asker, perimeter)
  const answer = await asker.ask(PATH, {
    query: { ...filter, page_size: '1' },
    headers: { 'x-fields': 'total,message' },
  })
  return { name, total: demand((isRecord(answer) ? numberIn(answer, 'total') : null) ?? undefined, asker.host) }
}

/** A filter that udata doesn't know filters nothing: what it names is looked up first (udata-api.md §2.1.1). */
const findPerimeter = async (
  { ask, host }: Asker,
  { by, value }: Perimeter,
): Promise<{ filter: Record<string, string>; name: string }> => {
  if (by === 'tag') return { filter: { tag: value }, name: value }
  const path = by === 'organization' ? '/api/1/organizations/' : '/api/2/topics/'
  const found = await ask(`${path}${encodeURIComponent(value)}/`, { headers: { 'x-fields': 'id,name,message' } })
  const id = demand((isRecord(found) && textIn(found, 'id')) || undefined, host)
  return { filter: { [by]: id }, name: (isRecord(found) && textIn(found, 'name')) || value }
}

const PATH = '/api/1/datasets/'

const readPage = async (
  { ask, host }: Asker,
  filter: Record<string, string>,
  page: number,
): Promise<{ datasets: RemoteDataset[]; isLast: boolean }> => {
  const found = await ask(PATH, {
    // What is added while we read comes at the end.
    query: { ...filter, sort: 'created', page: String(page), page_size: String(PAGE_SIZE) },
    headers: { 'x-fields': `data{${DATASET_FIELDS}},next_page,message` },
  }).catch((error: unknown) => {
    // A list that became shorter meanwhile: the page after its last one is none (§1.4).
    if (page > 1 && error instanceof RemoteFailure && error.reason === 'not_found') return { data: [] }
    throw error
  })
  const answer = demand(isRecord(found) && Array.isArray(found.data) ? found : undefined, host)
  const datasets = eachOnce(recordsIn(answer, 'data').map((one) => demand(datasetIn(one), host)))
  return { datasets, isLast: textIn(answer, 'next_page') === null }
}

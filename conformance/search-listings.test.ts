/** udata-api.md §13: search of reuses, APIs, topics and discussions. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, get, idsOf, newDataset, read, worldOfFile } from './datasets.kit.ts'
import { datasetRef, newDataservice, newDiscussion, newReuse, newTopic, soon } from './world-b.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
type Kind = 'reuses' | 'dataservices' | 'topics' | 'discussions'
const pathOf = (kind: Kind) => `/api/2/${kind}/search/`
const made = {} as Record<`${'org' | 'own'} ${Kind}`, { id: string }>

beforeAll(async () => {
  const { editor, owner, outsider, siteAdmin } = world.as
  const organization = world.organization.id
  await siteAdmin.call('POST', `/api/1/organizations/${organization}/badges/`, { kind: 'company' })
  const dataset = await newDataset(owner)
  const org = { organization, tags: ['forge', 'fer'] }
  made['org reuses'] = await newReuse(editor, { title: 'Carte des forges', ...org, datasets: [dataset.id] })
  made['own reuses'] = await newReuse(owner, {
    title: 'Article sur les forges',
    tags: ['forge'],
    type: 'news_article',
    topic: 'education_and_research',
    datasets: [dataset.id],
  })
  made['org dataservices'] = await newDataservice(editor, { title: 'Interface des forges', ...org })
  made['own dataservices'] = await newDataservice(owner, {
    title: 'Annuaire des forges',
    tags: ['forge'],
    access_type: 'restricted',
  })
  made['org topics'] = await newTopic(editor, { name: 'Les forges', ...org })
  made['own topics'] = await newTopic(owner, { name: 'Forges et enclumes', tags: ['forge'] })
  const hidden = { private: true, organization }
  await newReuse(editor, { title: 'Forges privées', datasets: [dataset.id], ...hidden })
  await newDataservice(editor, { title: 'Forges privées', ...hidden })
  await newTopic(editor, { name: 'Forges privées', ...hidden })
  made['org discussions'] = await newDiscussion(outsider, datasetRef(dataset), { title: 'Quelles forges ?' })
  made['own discussions'] = await newDiscussion(owner, datasetRef(dataset), { title: 'Forges fermées ?' })
  await bodyOf(owner.call('POST', `/api/1/discussions/${made['own discussions'].id}/`, { close: true }))
  const secret = await newDataset(owner, { private: true })
  await newDiscussion(owner, datasetRef(secret), { title: 'Forges secrètes' })
  for (const kind of ['reuses', 'dataservices', 'topics'] as const) {
    const version = kind === 'topics' ? 2 : 1
    await siteAdmin.call('POST', `/api/${version}/${kind}/${made[`own ${kind}`].id}/featured/`)
  }
  // What is published is found at once, or soon: the checks below start when it is, and say so when it is not.
  await soon(async () => expect((await read(visitor(), pathOf('discussions'))).total).toBe(2)).catch(() => undefined)
}, 30_000)

const ids = async (kind: Kind, query: string): Promise<string[]> =>
  idsOf(await read(visitor(), `${pathOf(kind)}?${query}`))
const foundBy = async (kind: Kind, query: string): Promise<string[]> => {
  const found = await ids(kind, encodeURI(query))
  return (['org', 'own'] as const).filter((whose) => found.includes(made[`${whose} ${kind}`].id))
}

const FACETS: Record<Kind, string[]> = {
  reuses: ['producer_type', 'organization_id_with_name', 'topic', 'type', 'tag', 'badge', 'last_update'],
  dataservices: ['access_type', 'producer_type', 'organization_id_with_name', 'tag', 'badge', 'last_update'],
  topics: ['tag', 'organization_id_with_name', 'producer_type', 'last_update'],
  discussions: ['object_type', 'last_update'],
}
const KINDS = Object.keys(FACETS) as Kind[]

test.each(KINDS)('%s: a page of what is public, with its counters', async (kind) => {
  const page = await read(visitor(), pathOf(kind))
  expect(page).toMatchObject({ page: 1, page_size: 20, total: 2, next_page: null, previous_page: null })
  expect(idsOf(page).sort()).toEqual([made[`org ${kind}`].id, made[`own ${kind}`].id].sort())
  expect(Object.keys(page.facets)).toEqual(expect.arrayContaining(FACETS[kind]))
  for (const name of FACETS[kind]) expect([name, page.facets[name][0]]).toEqual([name, { name: 'all', count: 2 }])
})

const FILTERS: [Kind, string, string[]][] = [
  ['reuses', 'q=forges', ['org', 'own']],
  ['reuses', 'q=article forges', ['own']],
  ['reuses', 'tag=forge', ['org', 'own']],
  ['reuses', 'tag=fer', ['org']],
  ['reuses', 'type=news_article', ['own']],
  ['reuses', 'topic=education_and_research', ['own']],
  ['reuses', 'featured=true', ['own']],
  ['reuses', 'organization_badge=company', ['org']],
  ['reuses', 'producer_type=company', ['org']],
  ['reuses', 'producer_type=user', ['own']],
  ['reuses', 'last_update_range=last_30_days', ['org', 'own']],
  ['dataservices', 'q=interface', ['org']],
  ['dataservices', 'tag=fer', ['org']],
  ['dataservices', 'featured=true', ['own']],
  ['dataservices', 'access_type=restricted', ['own']],
  ['dataservices', 'access_type=open', ['org']],
  ['dataservices', 'producer_type=user', ['own']],
  ['topics', 'q=enclumes', ['own']],
  ['topics', 'tag=fer', ['org']],
  ['topics', 'featured=true', ['own']],
  ['topics', 'producer_type=company', ['org']],
  ['discussions', 'q=fermées', ['own']],
  ['discussions', 'closed=true', ['own']],
  ['discussions', 'closed=false', ['org']],
  ['discussions', 'last_update_range=last_30_days', ['org', 'own']],
]
test.each(FILTERS)('%s: %s filters', async (kind, query, names) => {
  expect(await foundBy(kind, query)).toEqual(names)
})

test('by organization and by owner', async () => {
  const organization = `organization=${world.organization.id}`
  for (const kind of ['reuses', 'dataservices', 'topics'] as const)
    expect([kind, await foundBy(kind, organization)]).toEqual([kind, ['org']])
  expect(await foundBy('reuses', `owner=${world.people.owner.user.id}`)).toEqual(['own'])
})

test('counters of values, under the other filters', async () => {
  const facetsOf = async (kind: Kind, query = '') => (await read(visitor(), `${pathOf(kind)}?${query}`)).facets
  const reuses = await facetsOf('reuses', 'type=news_article')
  expect(reuses.type).toEqual(
    expect.arrayContaining([
      { name: 'news_article', count: 1 },
      { name: 'visualization', count: 1 },
    ]),
  )
  expect(reuses.producer_type).toEqual(
    expect.arrayContaining([
      { name: 'all', count: 1 },
      { name: 'user', count: 1 },
    ]),
  )
  expect(reuses.producer_type).not.toContainEqual({ name: 'company', count: 1 })
  const { id, name } = world.organization
  const { organization_id_with_name } = await facetsOf('topics')
  expect(organization_id_with_name).toContainEqual({ name: `${id}|${name}`, count: 1 })
  expect((await facetsOf('discussions')).object_type).toContainEqual({ name: 'Dataset', count: 2 })
})

const SORTS: Record<Kind, string[]> = {
  reuses: ['created', 'datasets', 'followers', 'views'],
  dataservices: ['created', 'views', 'followers'],
  topics: ['name', 'created', 'last_modified'],
  discussions: ['created', 'closed'],
}
test.each(KINDS)('%s sort both ways', async (kind) => {
  for (const key of SORTS[kind])
    for (const sort of [key, `-${key}`]) expect([sort, (await ids(kind, `sort=${sort}`)).length]).toEqual([sort, 2])
  const [first, second] = await ids(kind, 'sort=created')
  expect(await ids(kind, 'sort=-created')).toEqual([second, first])
})

test.each<[Kind, string]>([
  ['reuses', 'sort=title'],
  ['reuses', 'type=sculpture'],
  ['reuses', 'producer_type=martiens'],
  ['dataservices', 'access_type=secret'],
  ['dataservices', 'featured=maybe'],
  ['topics', 'last_update_range=hier'],
  ['discussions', 'closed=maybe'],
  ['discussions', 'sort=title'],
  ['topics', 'page=501'],
])('%s: %s is refused', async (kind, query) => {
  expect((await get(visitor(), `${pathOf(kind)}?${query}`)).status).toBe(400)
})

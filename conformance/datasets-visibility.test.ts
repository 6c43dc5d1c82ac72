/** udata-api.md §2.1.1, §2.1.4 and §8: who sees which dataset. One matrix a state, over the seven roles. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, deleteDataset, get, newDataset, newLink, read, titlesOf, worldOfFile } from './datasets.kit.ts'
import { ROLES, statusesOf, type RoleName } from './world.ts'

const world = worldOfFile()
const STATES = ['public', 'private', 'archived', 'deleted', 'private and deleted'] as const
type State = (typeof STATES)[number]
interface Made {
  id: string
  link: string
}
const ofOrganization = {} as Record<State, Made>
const ofPerson = {} as Record<State, Made>

const make = async (kind: 'org' | 'own', state: State): Promise<Made> => {
  const caller = kind === 'org' ? world.as.editor : world.as.owner
  const { id } = await newDataset(caller, {
    title: `${kind} ${state}`,
    tags: ['visible'],
    private: state.startsWith('private'),
    ...(kind === 'org' ? { organization: world.organization.id } : {}),
    ...(state === 'archived' ? { archived: '2025-01-01' } : {}),
  })
  const link = await newLink(caller, id, { extras: { secret: 'oui' } })
  if (state.endsWith('deleted')) await deleteDataset(caller, id)
  return { id, link: link.id }
}

beforeAll(async () => {
  for (const state of STATES) {
    ofOrganization[state] = await make('org', state)
    ofPerson[state] = await make('own', state)
  }
}, 30_000)

/** Outsiders get `status`, those who belong to it `inside`. */
const insiders = (kind: 'org' | 'own'): RoleName[] =>
  kind === 'org' ? ['partial', 'editor', 'admin', 'siteAdmin'] : ['owner', 'siteAdmin']
const table = (kind: 'org' | 'own', outside: number, inside: number): Record<RoleName, number> =>
  Object.fromEntries(ROLES.map((role) => [role, insiders(kind).includes(role) ? inside : outside])) as Record<
    RoleName,
    number
  >

const OUTSIDE: Record<State, number | null> = {
  public: null,
  archived: null,
  private: 404,
  deleted: 410,
  'private and deleted': 404,
}
const READS: [name: string, path: (made: Made) => string, success: number][] = [
  ['the dataset', ({ id }) => `/api/1/datasets/${id}/`, 200],
  ['the dataset, version 2', ({ id }) => `/api/2/datasets/${id}/`, 200],
  ['its resource', ({ id, link }) => `/api/1/datasets/${id}/resources/${link}/`, 200],
  ['its resources, version 2', ({ id }) => `/api/2/datasets/${id}/resources/`, 200],
  ['its schemas', ({ id }) => `/api/2/datasets/${id}/schemas/`, 200],
  ['its extras', ({ id }) => `/api/2/datasets/${id}/extras/`, 200],
]
const CASES = STATES.flatMap((state) => READS.map(([name, path, success]) => ({ state, name, path, success })))

test.each(CASES)('$name, $state, of an organization', async ({ state, path, success }) => {
  const statuses = await statusesOf(world, (caller) => get(caller, path(ofOrganization[state])))
  expect(statuses).toEqual(table('org', OUTSIDE[state] ?? success, success))
})

test.each(CASES.filter(({ state }) => state !== 'public'))('$name, $state, of a person', async (row) => {
  const statuses = await statusesOf(world, (caller) => get(caller, row.path(ofPerson[row.state])))
  expect(statuses).toEqual(table('own', OUTSIDE[row.state] ?? row.success, row.success))
})

test.each(STATES)('the permalink to a file of a dataset that is %s', async (state) => {
  for (const [kind, made] of [
    ['org', ofOrganization[state]],
    ['own', ofPerson[state]],
  ] as const) {
    const statuses = await statusesOf(world, (caller) => get(caller, `/api/1/datasets/r/${made.link}`))
    expect(statuses).toEqual(table(kind, OUTSIDE[state] ?? 302, 302))
  }
})

test.each(['private', 'private and deleted'] as const)(
  'a resource by its id alone tells nothing of a dataset that is %s',
  async (state) => {
    const { link } = ofOrganization[state]
    for (const role of ['anonymous', 'outsider', 'owner'] as const)
      expect((await get(world.as[role], `/api/2/datasets/resources/${link}/`)).status).toBe(404)
    expect((await read(world.as.editor, `/api/2/datasets/resources/${link}/`)).resource.id).toBe(link)
  },
)

const ALWAYS = ['org public', 'own public']
const OWN = ['own archived', 'own deleted', 'own private', 'own private and deleted']
const ORG = ['org archived', 'org deleted', 'org private', 'org private and deleted']
const LISTED: Record<RoleName, string[]> = {
  anonymous: ALWAYS,
  outsider: ALWAYS,
  owner: [...ALWAYS, ...OWN],
  partial: [...ALWAYS, ...ORG],
  editor: [...ALWAYS, ...ORG],
  admin: [...ALWAYS, ...ORG],
  siteAdmin: [...ALWAYS, ...ORG, ...OWN],
}

test.each(ROLES)('the lists hold for %s what is public and what is theirs', async (role) => {
  for (const base of ['/api/1', '/api/2']) {
    const page = await read(world.as[role], `${base}/datasets/?tag=visible&page_size=50`)
    expect(titlesOf(page).sort()).toEqual([...LISTED[role]].sort())
    expect(page.total).toBe(LISTED[role].length)
  }
})

const STATE_FILTERS: [query: string, keeps: (title: string) => boolean][] = [
  ['private=true', (title) => title.includes('private')],
  ['private=false', (title) => !title.includes('private')],
  ['deleted=true', (title) => title.includes('deleted')],
  ['deleted=false', (title) => !title.includes('deleted')],
  ['archived=true', (title) => title.includes('archived')],
  ['archived=false', (title) => !title.includes('archived')],
  ['private=true&deleted=false', (title) => title.endsWith('private')],
]

test.each(STATE_FILTERS)('?%s narrows what one may see, and never widens it', async (query, keeps) => {
  for (const role of ['outsider', 'owner', 'editor', 'siteAdmin'] as const) {
    const page = await read(world.as[role], `/api/1/datasets/?tag=visible&page_size=50&${query}`)
    expect([role, titlesOf(page).sort()]).toEqual([role, LISTED[role].filter(keeps).sort()])
  }
})

test('/me/datasets/ is a bare list of what one owns, private and deleted too', async () => {
  const mine = await read(world.as.owner, '/api/1/me/datasets/')
  expect(titlesOf({ data: mine }).sort()).toEqual(['own public', ...OWN].sort())
  expect(await read(world.as.outsider, '/api/1/me/datasets/')).toEqual([])
})

test('an organization’s datasets: archived and deleted for all, private for its members', async () => {
  const path = `/api/1/organizations/${world.organization.id}/datasets/?page_size=50`
  const open = ['org archived', 'org deleted', 'org public']
  expect(titlesOf(await read(world.as.anonymous, path)).sort()).toEqual(open)
  expect(titlesOf(await read(world.as.partial, path)).sort()).toEqual([...ORG, 'org public'].sort())
})

test('suggestions hold public datasets only, even for those who see more', async () => {
  const found = await bodyOf(get(world.as.editor, '/api/1/datasets/suggest/?q=org&size=20'))
  expect(found.map(({ title }: { title: string }) => title)).toEqual(['org public'])
})

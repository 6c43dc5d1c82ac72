/** udata-api.md §8: who may write, one table a route, for a person's dataset and for an organization's. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, deleteDataset, LINK, newDataset, newLink, worldOfFile } from './datasets.kit.ts'
import { ROLES, statusesOf, type Answer, type Caller, type RoleName } from './world.ts'

const world = worldOfFile()

/** Whose the dataset is; `assigned` is the organization's and was made by its partial editor. */
const KINDS = ['own', 'org', 'assigned'] as const
type Kind = (typeof KINDS)[number]
const MAKER: Record<Kind, 'owner' | 'editor' | 'partial'> = { own: 'owner', org: 'editor', assigned: 'partial' }
const WRITERS: Record<Kind, RoleName[]> = {
  own: ['owner', 'siteAdmin'],
  org: ['editor', 'admin', 'siteAdmin'],
  assigned: ['partial', 'editor', 'admin', 'siteAdmin'],
}
interface Made {
  id: string
  link: string
}

const make = async (kind: Kind): Promise<Made> => {
  const maker = world.as[MAKER[kind]]
  const organization = kind === 'own' ? {} : { organization: world.organization.id }
  const { id } = await newDataset(maker, { title: `À écrire, ${kind}`, extras: { reste: 1 }, ...organization })
  return { id, link: (await newLink(maker, id, { extras: { reste: 1 } })).id }
}
const shared = {} as Record<Kind, Made>
beforeAll(async () => {
  for (const kind of KINDS) shared[kind] = await make(kind)
})

/** Writers succeed, who is known is refused, who is not must sign in. */
const table = (kind: Kind, success: number): Record<RoleName, number> => {
  const status = (role: RoleName) => (WRITERS[kind].includes(role) ? success : role === 'anonymous' ? 401 : 403)
  return Object.fromEntries(ROLES.map((role) => [role, status(role)])) as Record<RoleName, number>
}

interface Route {
  name: string
  success: number
  call: (caller: Caller, made: Made) => Promise<Answer>
  /** What must be there before each call, because the one before took it away. */
  fresh?: (kind: Kind) => Promise<Made>
}
const freshlyDeleted = async (kind: Kind): Promise<Made> => {
  const made = await make(kind)
  await deleteDataset(world.as.siteAdmin, made.id)
  return made
}
const withKeys = async (kind: Kind): Promise<Made> => {
  const { id, link } = shared[kind]
  for (const path of [`${id}/extras/`, `${id}/resources/${link}/extras/`])
    await bodyOf(world.as.siteAdmin.call('PUT', `/api/2/datasets/${path}`, { reste: 1, oter: 1 }))
  return { id, link }
}
const withLink = async (kind: Kind): Promise<Made> => {
  const { id } = shared[kind]
  return { id, link: (await newLink(world.as.siteAdmin, id)).id }
}
const v1 = (method: string, path: (made: Made) => string, body?: unknown) => (caller: Caller, made: Made) =>
  caller.call(method, `/api/1/datasets/${path(made)}`, body)
const v2 = (method: string, path: (made: Made) => string, body?: unknown) => (caller: Caller, made: Made) =>
  caller.call(method, `/api/2/datasets/${path(made)}`, body)
const upload = (path: (made: Made) => string) => (caller: Caller, made: Made) =>
  caller.upload(`/api/1/datasets/${path(made)}`, 'musees.txt', `musées ${Math.random()}`)

const ROUTES: Route[] = [
  { name: 'PUT a dataset', success: 200, call: v1('PUT', ({ id }) => `${id}/`, { acronym: 'ECR' }) },
  { name: 'archive a dataset', success: 200, call: v1('PUT', ({ id }) => `${id}/`, { archived: '2025-01-01' }) },
  { name: 'DELETE a dataset', success: 204, call: v1('DELETE', ({ id }) => `${id}/`), fresh: make },
  {
    name: 'restore a dataset',
    success: 200,
    call: v1('PUT', ({ id }) => `${id}/`, { deleted: null }),
    fresh: freshlyDeleted,
  },
  { name: 'POST a link', success: 201, call: v1('POST', ({ id }) => `${id}/resources/`, LINK), fresh: make },
  {
    name: 'PUT the order of resources',
    success: 200,
    call: (caller, { id, link }) => caller.call('PUT', `/api/1/datasets/${id}/resources/`, [link]),
    fresh: make,
  },
  {
    name: 'PUT a resource',
    success: 200,
    call: v1('PUT', ({ id, link }) => `${id}/resources/${link}/`, { title: 'x' }),
  },
  {
    name: 'DELETE a resource',
    success: 204,
    call: v1('DELETE', ({ id, link }) => `${id}/resources/${link}/`),
    fresh: withLink,
  },
  { name: 'upload a file', success: 201, call: upload(({ id }) => `${id}/upload/`) },
  { name: 'replace a file', success: 200, call: upload(({ id, link }) => `${id}/resources/${link}/upload/`) },
  { name: 'PUT extras', success: 200, call: v2('PUT', ({ id }) => `${id}/extras/`, { a: 1 }) },
  { name: 'DELETE extras', success: 204, call: v2('DELETE', ({ id }) => `${id}/extras/`, ['oter']), fresh: withKeys },
  {
    name: 'PUT extras of a resource',
    success: 200,
    call: v2('PUT', ({ id, link }) => `${id}/resources/${link}/extras/`, { a: 1 }),
  },
  {
    name: 'DELETE extras of a resource',
    success: 204,
    call: v2('DELETE', ({ id, link }) => `${id}/resources/${link}/extras/`, ['oter']),
    fresh: withKeys,
  },
]
const CASES = ROUTES.flatMap((route) => KINDS.map((kind) => ({ ...route, kind })))

test.each(CASES)('$name ($kind): who may, who may not', async ({ kind, success, call, fresh }) => {
  const statuses = await statusesOf(world, async (caller) => call(caller, fresh ? await fresh(kind) : shared[kind]))
  expect(statuses).toEqual(table(kind, success))
})

const REFUSED = { anonymous: 401, outsider: 403, owner: 403, partial: 403, editor: 403, admin: 403 }

test.each(KINDS)('only a site’s administrator features and gives badges (%s)', async (kind) => {
  const { id } = shared[kind]
  const on = (method: string, path: string, body?: unknown) =>
    statusesOf(world, (caller) => caller.call(method, `/api/1/datasets/${id}/${path}`, body))
  expect(await on('POST', 'featured/')).toEqual({ ...REFUSED, siteAdmin: 200 })
  expect(await on('DELETE', 'featured/')).toEqual({ ...REFUSED, siteAdmin: 200 })
  expect(await on('POST', 'badges/', { kind: 'sl' })).toEqual({ ...REFUSED, siteAdmin: 201 })
  expect(await on('DELETE', 'badges/sl/')).toEqual({ ...REFUSED, siteAdmin: 204 })
})

test('who may create: everybody who is signed in, for themselves', async () => {
  const body = { title: 'À soi', description: 'Pour soi.' }
  const statuses = await statusesOf(world, (caller) => caller.call('POST', '/api/1/datasets/', body))
  expect(statuses).toEqual({
    anonymous: 401,
    outsider: 201,
    owner: 201,
    partial: 201,
    editor: 201,
    admin: 201,
    siteAdmin: 201,
  })
})

test('who may create for an organization: its members, whatever their role', async () => {
  const body = { title: 'À nous', description: 'Pour nous.', organization: world.organization.id }
  const statuses = await statusesOf(world, (caller) => caller.call('POST', '/api/1/datasets/', body))
  expect(statuses).toEqual({
    anonymous: 401,
    outsider: 400,
    owner: 400,
    partial: 201,
    editor: 201,
    admin: 201,
    siteAdmin: 201,
  })
})

test('who may change the producer: a site’s administrator', async () => {
  const { id } = await make('org')
  const owner = world.people.editor.user.id
  const statuses = await statusesOf(world, (caller) => caller.call('PUT', `/api/1/datasets/${id}/`, { owner }))
  expect(statuses).toEqual({
    anonymous: 401,
    outsider: 403,
    owner: 403,
    partial: 403,
    editor: 400,
    admin: 400,
    siteAdmin: 200,
  })
})

test('rights are judged before the body: who may not write learns nothing of what would be accepted', async () => {
  const { id, link } = shared.org
  for (const [method, path] of [
    ['PUT', `/api/1/datasets/${id}/`],
    ['POST', `/api/1/datasets/${id}/resources/`],
    ['PUT', `/api/1/datasets/${id}/resources/${link}/`],
    ['PUT', `/api/2/datasets/${id}/extras/`],
  ] as const) {
    const body = { title: '', url: 'ici' }
    expect([path, (await world.as.anonymous.call(method, path, body)).status]).toEqual([path, 401])
    expect([path, (await world.as.outsider.call(method, path, body)).status]).toEqual([path, 403])
  }
})

test.each(KINDS)('the object says to each what they may do (%s)', async (kind) => {
  const { id } = shared[kind]
  for (const role of ROLES) {
    const may = WRITERS[kind].includes(role)
    const answers = await Promise.all(
      ['/api/1', '/api/2'].map((base) => world.as[role].call('GET', `${base}/datasets/${id}/`)),
    )
    for (const { json } of answers)
      expect([role, json.permissions]).toEqual([role, { delete: may, edit: may, edit_resources: may }])
  }
})

test('anybody who is signed in follows', async () => {
  const path = `/api/1/datasets/${(await make('org')).id}/followers/`
  const statuses = await statusesOf(world, (caller) => caller.call('POST', path))
  expect(statuses).toEqual({
    anonymous: 401,
    outsider: 201,
    owner: 201,
    partial: 201,
    editor: 201,
    admin: 201,
    siteAdmin: 201,
  })
})

test('a partial editor writes what is assigned to them, as long as it is', async () => {
  const { id } = await make('org')
  const member = `/api/1/organizations/${world.organization.id}/member/${world.people.partial.user.id}`
  const write = async () => (await world.as.partial.call('PUT', `/api/1/datasets/${id}/`, { acronym: 'ASS' })).status
  expect(await write()).toBe(403)
  await bodyOf(world.as.admin.call('PUT', `${member}/assignments/`, [{ class: 'Dataset', id }]))
  expect(await write()).toBe(200)
  await bodyOf(world.as.admin.call('PUT', `${member}/assignments/`, []))
  expect(await write()).toBe(403)
})

test('who leaves the organization leaves its datasets', async () => {
  const { id } = await make('org')
  const write = async () => (await world.as.editor.call('PUT', `/api/1/datasets/${id}/`, { acronym: 'FIN' })).status
  expect(await write()).toBe(200)
  const member = `/api/1/organizations/${world.organization.id}/member/${world.people.editor.user.id}/`
  await bodyOf(world.as.admin.call('DELETE', member), 204)
  expect(await write()).toBe(403)
})

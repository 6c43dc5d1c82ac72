/** udata-api.md §8: who may write reuses, APIs and topics, one table a route. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, newDataset, worldOfFile } from './datasets.kit.ts'
import {
  KINDS,
  MAKER,
  newAddress,
  newDataservice,
  newReuse,
  newTopic,
  PICTURE,
  producerOf,
  REUSE,
  SIGNED_IN,
  SITE_ADMIN,
  tableOf,
  WRITERS,
  type Kind,
} from './world-b.ts'
import { statusesOf, type Answer, type Caller } from './world.ts'

const world = worldOfFile()
interface Thing {
  path: string
  update: 'PUT' | 'PATCH'
  restore: object
  make: (caller: Caller, changes?: object) => Promise<{ id: string }>
  body: () => object
}
const THINGS: Record<'reuse' | 'dataservice' | 'topic', Thing> = {
  reuse: {
    path: '/api/1/reuses/',
    update: 'PUT',
    restore: { deleted: null },
    make: newReuse,
    body: () => ({ ...REUSE, url: newAddress() }),
  },
  dataservice: {
    path: '/api/1/dataservices/',
    update: 'PATCH',
    restore: { deleted_at: null },
    make: newDataservice,
    body: () => ({ title: 'Une interface' }),
  },
  topic: {
    path: '/api/2/topics/',
    update: 'PUT',
    restore: {},
    make: newTopic,
    body: () => ({ name: 'Un thème' }),
  },
}
type Name = keyof typeof THINGS
const NAMES = Object.keys(THINGS) as Name[]
const make = async (name: Name, kind: Kind): Promise<string> =>
  `${THINGS[name].path}${(await THINGS[name].make(world.as[MAKER[kind]], producerOf(world, kind))).id}/`

const shared = {} as Record<Name, Record<Kind, string>>
let dataset: { id: string }
let dataservice: { id: string }
beforeAll(async () => {
  dataset = await newDataset(world.as.outsider)
  for (const name of NAMES) {
    shared[name] = {} as Record<Kind, string>
    for (const kind of KINDS) shared[name][kind] = await make(name, kind).catch(() => '/api/1/none/')
  }
  dataservice = await newDataservice(world.as.outsider).catch(() => ({ id: '' }))
})

const CASES = NAMES.flatMap((name) => KINDS.map((kind) => ({ name, kind })))
test.each(CASES)('change a $name ($kind)', async ({ name, kind }) => {
  const call = (caller: Caller) =>
    caller.call(THINGS[name].update, shared[name][kind], { description: `Écrit ${Math.random()}.` })
  expect(await statusesOf(world, call)).toEqual(tableOf(200, WRITERS[kind]))
})

test.each(CASES)('delete a $name ($kind)', async ({ name, kind }) => {
  const call = async (caller: Caller) => caller.call('DELETE', await make(name, kind))
  expect(await statusesOf(world, call)).toEqual(tableOf(204, WRITERS[kind]))
})

test.each(CASES.filter(({ name }) => name !== 'topic'))('restore a $name ($kind)', async ({ name, kind }) => {
  const call = async (caller: Caller) => {
    const path = await make(name, kind)
    await bodyOf(world.as.siteAdmin.call('DELETE', path), 204)
    return caller.call(THINGS[name].update, path, THINGS[name].restore)
  }
  expect(await statusesOf(world, call)).toEqual(tableOf(200, WRITERS[kind]))
})

test.each(NAMES)('create a %s: everybody who is signed in, for themselves', async (name) => {
  const { path, body } = THINGS[name]
  expect(await statusesOf(world, (caller) => caller.call('POST', path, body()))).toEqual(tableOf(201, SIGNED_IN))
})

test.each(NAMES)('create a %s for an organization: its members', async (name) => {
  const { path, body } = THINGS[name]
  const organization = world.organization.id
  const statuses = await statusesOf(world, (caller) => caller.call('POST', path, { ...body(), organization }))
  expect(statuses).toEqual(tableOf(201, ['partial', 'editor', 'admin', 'siteAdmin'], { outsider: 400, owner: 400 }))
})

test.each(NAMES)('create a %s in another’s name: the site’s administrators', async (name) => {
  const { path, body } = THINGS[name]
  const owner = world.people.outsider.user.id
  const sent = (caller: Caller) => caller.call('POST', path, { ...body(), owner })
  expect((await sent(world.as.owner)).status).toBe(400)
  expect((await bodyOf(sent(world.as.siteAdmin), 201)).owner.id).toBe(owner)
})

test.each(NAMES)('feature a %s: the site’s administrators', async (name) => {
  for (const method of ['POST', 'DELETE']) {
    const statuses = await statusesOf(world, (caller) => caller.call(method, `${shared[name].org}featured/`))
    expect(statuses).toMatchObject(tableOf(statuses.siteAdmin, SITE_ADMIN))
    expect([200, 201, 204]).toContain(statuses.siteAdmin)
  }
})

interface Part {
  name: string
  success: number
  on: Name
  call: (caller: Caller, path: string) => Promise<Answer>
}
const PARTS: Part[] = [
  {
    name: 'add a dataset to a reuse',
    on: 'reuse',
    success: 201,
    call: (caller, path) => caller.call('POST', `${path}datasets/`, { id: dataset.id }),
  },
  {
    name: 'add an API to a reuse',
    on: 'reuse',
    success: 201,
    call: (caller, path) => caller.call('POST', `${path}dataservices/`, { id: dataservice.id }),
  },
  {
    name: 'give a reuse a picture',
    on: 'reuse',
    success: 200,
    call: (caller, path) => caller.upload(`${path}image/`, 'carte.png', PICTURE),
  },
  {
    name: 'add datasets to an API',
    on: 'dataservice',
    success: 201,
    call: (caller, path) => caller.call('POST', `${path}datasets/`, [{ id: dataset.id }]),
  },
  {
    name: 'add elements to a topic',
    on: 'topic',
    success: 201,
    call: (caller, path) => caller.call('POST', `${path}elements/`, [{ title: 'Un' }]),
  },
  {
    name: 'empty a topic',
    on: 'topic',
    success: 204,
    call: (caller, path) => caller.call('DELETE', `${path}elements/`),
  },
]
test.each(PARTS.flatMap((part) => KINDS.map((kind) => ({ ...part, kind }))))(
  '$name ($kind)',
  async ({ on, kind, success, call }) => {
    const statuses = await statusesOf(world, async (caller) => call(caller, await make(on, kind)))
    expect(statuses).toEqual(tableOf(success, WRITERS[kind]))
  },
)

test.each(KINDS)('remove a dataset from an API (%s)', async (kind) => {
  const statuses = await statusesOf(world, async (caller) => {
    const path = await make('dataservice', kind)
    await bodyOf(world.as.siteAdmin.call('POST', `${path}datasets/`, [{ id: dataset.id }]), 201)
    return caller.call('DELETE', `${path}datasets/${dataset.id}/`)
  })
  expect(statuses).toEqual(tableOf(204, WRITERS[kind]))
})

test.each(KINDS)('change and remove an element of a topic (%s)', async (kind) => {
  const path = await make('topic', kind)
  const element = async () =>
    `${path}elements/${(await bodyOf(world.as.siteAdmin.call('POST', `${path}elements/`, [{ title: 'Un' }]), 201))[0].id}/`
  const changed = await statusesOf(world, async (caller) => caller.call('PUT', await element(), { title: 'Deux' }))
  expect(changed).toEqual(tableOf(200, WRITERS[kind]))
  const removed = await statusesOf(world, async (caller) => caller.call('DELETE', await element()))
  expect(removed).toEqual(tableOf(204, WRITERS[kind]))
})

/** udata-api.md §8: who may write in an organization, one table a route. */
import { expect, test } from 'vitest'
import { bodyOf, worldOfFile } from './datasets.kit.ts'
import { join, statusesOf, type Answer, type Caller } from './world.ts'
import { newOrganization, next, ORG_ADMINS, PICTURE, SIGNED_IN, SITE_ADMIN, tableOf } from './world-b.ts'

const world = worldOfFile()
const BASE = '/api/1/organizations/'
const of = (path: string) => `${BASE}${world.organization.id}/${path}`
const somebody = () => world.person(`Quelqu${next()} Un`)

interface Route {
  name: string
  success: number
  /** What must be there before each call; its answer is the path. */
  fresh?: () => Promise<string>
  call: (caller: Caller, path: string) => Promise<Answer>
}
const requested = async (verb: string) => {
  const person = await somebody()
  const { id } = await bodyOf(person.call('POST', of('membership/'), { comment: 'Bonjour.' }), 201)
  return of(`membership/${id}/${verb}/`)
}
const invited = async () => {
  const body = { email: `invite${next()}@ailleurs.example` }
  const { id } = await bodyOf(world.as.siteAdmin.call('POST', of('member/'), body), 201)
  return of(`membership/${id}/cancel/`)
}
const member = async (role: string) => {
  const person = await somebody()
  await join(world.organization.id, world.people.admin, person, role)
  return of(`member/${person.user.id}/`)
}
const send =
  (method: string, body?: unknown): Route['call'] =>
  (caller, path) =>
    caller.call(method, path, body)

const ROUTES: Route[] = [
  { name: 'change it', success: 200, call: (caller) => caller.call('PUT', of(''), { acronym: 'MC' }) },
  { name: 'give it a logo', success: 200, call: (caller) => caller.upload(of('logo/'), 'logo.png', PICTURE) },
  {
    name: 'set extras',
    success: 200,
    call: (caller) => caller.call('PUT', `/api/2/organizations/${world.organization.id}/extras/`, { a: 1 }),
  },
  {
    name: 'remove extras',
    success: 204,
    call: (caller) => caller.call('DELETE', `/api/2/organizations/${world.organization.id}/extras/`, ['a']),
  },
  { name: 'read requests', success: 200, call: (caller) => caller.call('GET', of('membership/')) },
  { name: 'read assignments', success: 200, call: (caller) => caller.call('GET', of('assignments/')) },
  {
    name: 'invite',
    success: 201,
    call: (caller) => caller.call('POST', of('member/'), { email: `de${next()}@ailleurs.example` }),
  },
  { name: 'take an invitation back', success: 200, fresh: invited, call: send('POST') },
  { name: 'accept a request', success: 200, fresh: () => requested('accept'), call: send('POST') },
  { name: 'refuse a request', success: 200, fresh: () => requested('refuse'), call: send('POST', { comment: 'Non.' }) },
]

test.each(ROUTES)('$name: its administrators, and the site’s', async ({ success, fresh, call }) => {
  const statuses = await statusesOf(world, async (caller) => call(caller, (await fresh?.()) ?? ''))
  expect(statuses).toEqual(tableOf(success, ORG_ADMINS))
})

test('change a role, give, remove: its administrators, and the site’s', async () => {
  const path = await member('partial_editor')
  const roles = await statusesOf(world, (caller) => caller.call('PUT', path, { role: 'partial_editor' }))
  expect(roles).toEqual(tableOf(200, ORG_ADMINS))
  const given = await statusesOf(world, (caller) => caller.call('PUT', `${path}assignments/`, []))
  expect(given).toEqual(tableOf(200, ORG_ADMINS))
  const removed = await statusesOf(world, async (caller, role) =>
    caller.call('DELETE', role === 'siteAdmin' ? await member('editor') : path),
  )
  expect(removed).toEqual(tableOf(204, ORG_ADMINS))
})

test('delete: its administrators, and the site’s', async () => {
  const statuses = await statusesOf(world, async (caller) => {
    const { id } = await newOrganization(world.as.siteAdmin)
    await join(id, world.people.siteAdmin, world.people.admin, 'admin')
    await join(id, world.people.siteAdmin, world.people.editor, 'editor')
    await join(id, world.people.siteAdmin, world.people.partial, 'partial_editor')
    return caller.call('DELETE', `${BASE}${id}/`)
  })
  expect(statuses).toEqual(tableOf(204, ORG_ADMINS))
})

test('badges: the site’s administrators only', async () => {
  const given = await statusesOf(world, (caller) => caller.call('POST', of('badges/'), { kind: 'company' }))
  expect(given).toEqual(tableOf(201, SITE_ADMIN))
  const taken = await statusesOf(world, (caller) => caller.call('DELETE', of('badges/company/')))
  expect(taken).toEqual(tableOf(204, SITE_ADMIN))
})

test('create: everybody who is signed in', async () => {
  const body = { name: 'Nouvelle', description: 'Nouvelle.' }
  const statuses = await statusesOf(world, (caller) => caller.call('POST', BASE, body))
  expect(statuses).toEqual(tableOf(201, SIGNED_IN))
})

test('no member sends another away: only administrators do, and here whoever leaves', async () => {
  for (const [role, other] of [
    ['partial', 'editor'],
    ['editor', 'partial'],
  ] as const) {
    const path = of(`member/${world.people[other].user.id}/`)
    expect([role, (await world.as[role].call('DELETE', path)).status]).toEqual([role, 403])
  }
})

test('the administrator of another organization is a stranger here', async () => {
  await newOrganization(world.as.outsider)
  expect((await world.as.outsider.call('PUT', of(''), { acronym: 'X' })).status).toBe(403)
  expect((await world.as.outsider.call('POST', of('member/'), { email: 'x@ailleurs.example' })).status).toBe(403)
})

test('rights are judged before the body', async () => {
  for (const path of ['', 'member/', 'logo/']) {
    const method = path === '' ? 'PUT' : 'POST'
    const anonymous = await world.as.anonymous.call(method, of(path), { name: '', role: 'chief' })
    const outsider = await world.as.outsider.call(method, of(path), { name: '', role: 'chief' })
    expect([path, anonymous.status, outsider.status]).toEqual([path, 401, 403])
  }
})

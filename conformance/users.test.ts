/** udata-api.md §2.4.3: accounts, as the public sees them and as the site's administrators keep them. */
import { expect, test } from 'vitest'
import { bodyOf, DATE_TIME, get, idsOf, newDataset, read, UNKNOWN_ID, worldOfFile } from './datasets.kit.ts'
import {
  datasetRef,
  newContact,
  newDiscussion,
  newOrganization,
  next,
  PICTURE,
  SENTENCE,
  SITE_ADMIN,
  tableOf,
} from './world-b.ts'
import { join, statusesOf } from './world.ts'

const world = worldOfFile()
const USERS = '/api/1/users/'
const somebody = (name = 'Perrin') => world.person(`Camille${next()} ${name}`)
const newUser = (changes: object = {}) => ({
  first_name: 'Nouvelle',
  last_name: 'Venue',
  email: `venue${next()}@culture.example`,
  ...changes,
})

test('the public reads a person by id and by slug, without what is theirs', async () => {
  const { id, email } = world.people.owner.user
  for (const name of [id, 'octave-proprio']) {
    const seen = await read(world.as.anonymous, `${USERS}${name}/`)
    expect(seen).toMatchObject({ id, slug: 'octave-proprio', first_name: 'Octave', last_name: 'Proprio', email: null })
    expect(seen).toMatchObject({ last_login_at: null, password_rotation_demanded: null })
    expect(seen.since).toMatch(DATE_TIME)
    expect(JSON.stringify(seen)).not.toContain(email)
  }
})

test('addresses are for the site’s administrators', async () => {
  const { id, email } = world.people.owner.user
  expect((await read(world.as.siteAdmin, `${USERS}${id}/`)).email).toBe(email)
  expect((await read(world.as.outsider, `${USERS}${id}/`)).email).toBeNull()
})

test('somebody unknown is 404', async () => {
  expect((await get(world.as.anonymous, `${USERS}${UNKNOWN_ID}/`)).status).toBe(404)
  expect((await get(world.as.anonymous, `${USERS}personne/`)).status).toBe(404)
})

test('the list: a page, by words and in order', async () => {
  const { user } = await somebody('Tisserand')
  const page = await read(world.as.siteAdmin, `${USERS}?q=tisserand`)
  expect([page.total, idsOf(page), page.data[0].email]).toEqual([1, [user.id], user.email])
  for (const sort of ['last_name', '-first_name', 'datasets', 'reuses', 'followers', 'views', '-created'])
    expect([sort, (await get(world.as.siteAdmin, `${USERS}?sort=${sort}`)).status]).toEqual([sort, 200])
  expect((await get(world.as.siteAdmin, `${USERS}?sort=email`)).status).toBe(400)
})

test('an account is made by the site’s administrators, with roles', async () => {
  const body = newUser({ roles: ['admin'], about: 'Nouvelle.', active: true })
  const made = await bodyOf(world.as.siteAdmin.call('POST', USERS, body), 201)
  expect(made).toMatchObject({ first_name: 'Nouvelle', email: body.email, roles: ['admin'], active: true })
  expect(made.slug).toMatch(/^nouvelle-venue/)
})

test.each([
  ['an address that is none', { email: 'adresse' }, 'email'],
  ['no address', { email: undefined }, 'email'],
  ['an address in a name', { first_name: 'https://spam.example' }, 'first_name'],
  ['a website that is none', { website: 'pas une adresse' }, 'website'],
])('an account with %s is refused on its field', async (_, change, field) => {
  const answer = await world.as.siteAdmin.call('POST', USERS, newUser(change))
  expect([answer.status, answer.json.errors?.[field]]).toEqual([400, expect.stringMatching(SENTENCE)])
})

test('an address has one account, an unknown role is refused', async () => {
  const { email, id } = world.people.outsider.user
  expect((await world.as.siteAdmin.call('POST', USERS, newUser({ email }))).status).toBe(400)
  expect((await world.as.siteAdmin.call('POST', USERS, newUser({ roles: ['roi'] }))).status).toBe(400)
  expect((await world.as.siteAdmin.call('PUT', `${USERS}${id}/`, { roles: ['roi'] })).status).toBe(400)
})

test('a name changes, the slug of a person stays', async () => {
  const { user } = await somebody()
  const changed = await bodyOf(world.as.siteAdmin.call('PUT', `${USERS}${user.id}/`, { last_name: 'Martin' }))
  expect(changed).toMatchObject({ last_name: 'Martin', first_name: user.firstName, slug: user.slug })
})

test('who is made administrator is one, who is no more is none', async () => {
  const person = await somebody()
  const path = `${USERS}${person.user.id}/`
  await bodyOf(world.as.siteAdmin.call('PUT', path, { roles: ['admin'] }))
  expect((await get(person, USERS)).status).toBe(200)
  await bodyOf(world.as.siteAdmin.call('PUT', path, { roles: [] }))
  expect((await get(person, USERS)).status).toBe(403)
})

test('who is made inactive is gone for all but the site’s administrators', async () => {
  const person = await somebody()
  const path = `${USERS}${person.user.id}/`
  await bodyOf(world.as.siteAdmin.call('PUT', path, { active: false }))
  expect((await get(world.as.anonymous, path)).status).toBe(410)
  expect((await get(person, '/api/1/me/')).status).toBe(401)
  expect((await read(world.as.siteAdmin, path)).active).toBe(false)
})

test('a deleted person is anonymous, has left, and cannot be deleted again', async () => {
  const person = await somebody()
  const organization = await newOrganization(world.as.owner)
  await join(organization.id, world.people.owner, person, 'editor')
  const path = `${USERS}${person.user.id}/`
  expect((await world.as.siteAdmin.call('DELETE', path)).status).toBe(204)
  expect((await get(world.as.anonymous, path)).status).toBe(410)
  expect((await get(person, '/api/1/me/')).status).toBe(401)
  const seen = await read(world.as.siteAdmin, path)
  expect(seen).toMatchObject({ first_name: 'DELETED', last_name: 'DELETED', active: false, about: null })
  expect(seen.email).toBe(`${person.user.id}@deleted`)
  expect((await read(world.as.owner, `/api/1/organizations/${organization.id}/`)).members).toHaveLength(1)
  expect((await world.as.siteAdmin.call('DELETE', path)).status).toBe(410)
})

test('what a deleted person said stays, unless it is asked to go', async () => {
  const dataset = await newDataset(world.as.owner)
  const contentAfter = async (query: string) => {
    const person = await somebody()
    const { id } = await newDiscussion(person, datasetRef(dataset), { comment: 'Ce que je disais.' })
    await bodyOf(world.as.siteAdmin.call('DELETE', `${USERS}${person.user.id}/${query}`), 204)
    return (await read(world.as.anonymous, `/api/1/discussions/${id}/`)).discussion[0].content
  }
  expect(await contentAfter('')).toBe('Ce que je disais.')
  expect(await contentAfter('?delete_comments=true')).toBe('DELETED')
})

test('a deleted person follows nothing, and is no contact any more', async () => {
  const person = await somebody()
  const followed = await newDataset(world.as.owner)
  await bodyOf(person.call('POST', `/api/1/datasets/${followed.id}/followers/`), 201)
  const contact = await newContact(person)
  const own = await newDataset(person, { contact_points: [contact.id] })
  await bodyOf(world.as.siteAdmin.call('DELETE', `${USERS}${person.user.id}/`), 204)
  expect((await read(world.as.anonymous, `/api/1/datasets/${followed.id}/`)).metrics.followers).toBe(0)
  expect((await read(world.as.anonymous, `/api/1/datasets/${own.id}/`)).contact_points).toEqual([])
  expect((await get(world.as.anonymous, `/api/1/contacts/${contact.id}/`)).status).toBe(404)
})

test('nobody deletes themselves here', async () => {
  const { id } = world.people.siteAdmin.user
  expect((await world.as.siteAdmin.call('DELETE', `${USERS}${id}/`)).status).toBe(403)
})

test('who must change their password can’t enter with the old one', async () => {
  const person = await somebody()
  const enter = () =>
    world.as.anonymous.call('POST', '/login/', { email: person.user.email, password: person.password })
  expect((await enter()).status).toBe(200)
  expect((await world.as.siteAdmin.call('POST', `${USERS}${person.user.id}/rotate_password/`)).status).toBe(204)
  const refused = await enter()
  expect([refused.status, Object.keys(refused.json.response)]).toEqual([
    400,
    expect.arrayContaining(['errors', 'field_errors']),
  ])
  expect((await read(world.as.siteAdmin, `${USERS}${person.user.id}/`)).password_rotation_demanded).toMatch(DATE_TIME)
})

test('a picture, given by an administrator', async () => {
  const { user } = await somebody()
  const sent = await bodyOf(world.people.siteAdmin.upload(`${USERS}${user.id}/avatar/`, 'elle.png', PICTURE))
  expect(sent).toMatchObject({ success: true, image: expect.stringMatching(/^http/) })
  expect((await read(world.as.anonymous, `${USERS}${user.id}/`)).avatar).toMatch(/^http/)
})

test('contacts of a person: a page', async () => {
  const person = await somebody()
  const { id } = await newContact(person)
  expect(await read(world.as.anonymous, `${USERS}${person.user.id}/contacts/`)).toMatchObject({
    total: 1,
    data: [{ id, role: 'contact' }],
  })
})

test('suggestions: by a part of the slug, addresses starred', async () => {
  const { user } = await somebody('Zephirin')
  const [found, ...others] = await read(world.as.owner, `${USERS}suggest/?q=zephi`)
  expect(others).toEqual([])
  expect(found).toMatchObject({ id: user.id, first_name: user.firstName, last_name: 'Zephirin', slug: user.slug })
  expect(Object.keys(found)).toEqual(expect.arrayContaining(['avatar_url', 'email']))
  expect(found.email).toMatch(/\*@culture\.example$/)
  expect(await read(world.as.owner, `${USERS}suggest/?q=introuvable`)).toEqual([])
})

test.each([
  ['size=1', 200],
  ['size=20', 200],
  ['size=0', 400],
  ['size=21', 400],
  ['size=dix', 400],
])('suggestions with %s: %i', async (query, status) => {
  expect((await get(world.as.owner, `${USERS}suggest/?q=a&${query}`)).status).toBe(status)
})

test('names of roles', async () => {
  expect(await read(world.as.anonymous, `${USERS}roles/`)).toContainEqual({ name: 'admin' })
})

test('only the site’s administrators list, make, change, picture, rotate, delete', async () => {
  const target = `${USERS}${(await somebody()).user.id}/`
  const on = (method: string, path: string, body?: () => unknown) =>
    statusesOf(world, (caller) => caller.call(method, path, body?.()))
  expect(await on('GET', USERS)).toEqual(tableOf(200, SITE_ADMIN))
  expect(await on('POST', USERS, newUser)).toEqual(tableOf(201, SITE_ADMIN))
  expect(await on('PUT', target, () => ({ about: 'Dit par un autre.' }))).toEqual(tableOf(200, SITE_ADMIN))
  const pictures = await statusesOf(world, (caller) => caller.upload(`${target}avatar/`, 'a.png', PICTURE))
  expect(pictures).toEqual(tableOf(200, SITE_ADMIN))
  expect(await on('POST', `${target}rotate_password/`)).toEqual(tableOf(204, SITE_ADMIN))
  expect(await on('DELETE', target)).toEqual(tableOf(204, SITE_ADMIN))
})

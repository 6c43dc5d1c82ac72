/** clients.md §2.9: addresses that the back-office of data.gouv.fr (cdata) writes without their final slash. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, newDataset, rawCall, worldOfFile } from './datasets.kit.ts'

const world = worldOfFile()
let id: string
beforeAll(async () => {
  id = (await newDataset(world.as.editor, { organization: world.organization.id })).id
})

/** As a browser: a redirect is followed, with the same method and body. */
const asAdmin = (method: string, path: string, body?: unknown) =>
  rawCall(`${world.url}${path}?lang=fr`, {
    method,
    redirect: 'follow',
    headers: { 'X-API-KEY': world.people.siteAdmin.key, 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })

const NO_SLASH: [method: string, path: string, status: number, body?: object][] = [
  ['GET', '/api/1/datasets/badges', 200],
  ['PUT', '/api/1/datasets/{d}', 200, { acronym: 'SLA' }],
  ['POST', '/api/1/datasets/{d}/featured', 200],
  ['DELETE', '/api/1/datasets/{d}/featured', 200],
  ['GET', '/api/1/organizations/{o}', 200],
  ['PUT', '/api/1/organizations/{o}', 200, { url: 'https://www.example.org' }],
  ['PUT', '/api/1/organizations/{o}/member/{u}', 200, { role: 'editor' }],
  ['GET', '/api/1/users/{u}', 200],
  ['PUT', '/api/1/users/{u}', 200, { about: 'Une personne.' }],
  ['GET', '/api/1/me', 200],
  ['PUT', '/api/1/me', 200, { about: 'Moi.' }],
  ['GET', '/api/2/datasets', 200],
  ['GET', '/api/2/reuses', 200],
  ['GET', '/get-csrf', 200],
]

test.each(NO_SLASH)('%s %s, without its final slash, as cdata writes it: %i', async (method, path, status, body) => {
  const filled = path
    .replace('{d}', id)
    .replace('{o}', world.organization.id)
    .replace('{u}', world.people.partial.user.id)
  expect((await asAdmin(method, filled, body)).status).toBe(status)
})

test('reuses, dataservices, posts and reports are read and published without the slash too', async () => {
  const title = { title: 'Sans barre', description: 'x' }
  const reuse = { ...title, type: 'visualization', topic: 'others', url: 'https://www.example.org/r' }
  const madeReuse = await bodyOf(asAdmin('POST', '/api/1/reuses/', reuse), 201)
  const service = await bodyOf(asAdmin('POST', '/api/1/dataservices/', title), 201)
  const post = await bodyOf(asAdmin('POST', '/api/1/posts/', { name: 'Billet', content: 'Texte.' }), 201)
  const report = { subject: { class: 'Dataset', id }, reason: 'spam', message: 'x' }
  const madeReport = await bodyOf(asAdmin('POST', '/api/1/reports/', report), 201)
  for (const path of [
    `reuses/${madeReuse.id}`,
    `dataservices/${service.id}`,
    `posts/${post.id}`,
    `reports/${madeReport.id}`,
  ])
    expect([path, (await asAdmin('GET', `/api/1/${path}`)).status]).toEqual([path, 200])
  expect([200, 204]).toContain((await asAdmin('POST', `/api/1/posts/${post.id}/publish`)).status)
})

test('a request to join is accepted, another refused, without the slash', async () => {
  const path = `/api/1/organizations/${world.organization.id}/membership/`
  const ask = async (role: 'outsider' | 'owner') =>
    (await bodyOf(world.as[role].call('POST', path, { comment: 'Je voudrais vous rejoindre.' }), 201)).id
  expect((await asAdmin('POST', `${path}${await ask('outsider')}/accept`)).status).toBe(200)
  expect((await asAdmin('POST', `${path}${await ask('owner')}/refuse`, { comment: 'Pas cette fois.' })).status).toBe(
    200,
  )
  const member = `/api/1/organizations/${world.organization.id}/member/${world.people.outsider.user.id}`
  expect((await asAdmin('DELETE', member)).status).toBe(204)
})

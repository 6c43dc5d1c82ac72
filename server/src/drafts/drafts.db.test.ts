import { afterAll, beforeAll, expect, test } from 'vitest'
import { daysAfter } from '../lib/dates.ts'
import { inTransaction } from '../db/index.ts'
import { publish } from '../events/index.ts'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { purgeDrafts } from './index.ts'

let app: TestApp
let camille: Person
let alix: Person
let sacha: Person
let organization: string
beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
  alix = await app.person('Alix Moreau')
  sacha = await app.person('Sacha Roy')
  const words = { name: 'Musées', description: 'Les musées.' }
  organization = (await camille.call('POST', '/api/1/organizations/', words)).json.id
  const requests = `/api/1/organizations/${organization}/membership/`
  const { id } = (await alix.call('POST', requests, { comment: 'Bonjour' })).json
  expect((await camille.call('POST', `${requests}${id}/accept/`)).status).toBe(200)
})
afterAll(() => app.close())

const newDataset = async () => {
  const words = { title: 'Musées', description: 'Les musées de France.', organization }
  const { headers, json } = await camille.call('POST', '/api/1/datasets/', words)
  return { id: json.id as string, path: `/api/1/datasets/${json.id}/`, etag: headers.get('etag') }
}
const draftOf = (title: string, revision = 1) => ({ fields: { title }, before: { title: 'Musées' }, revision })
const mine = async (person: Person, path: string) => (await person.call('GET', `${path}draft/`)).json.draft

test('what one types is kept, replaced by what one types next, and forgotten on demand', async () => {
  const { path, etag } = await newDataset()
  expect((await camille.call('GET', `${path}draft/`)).json).toEqual({ draft: null, others: [], etag })
  const first = (await camille.call('PUT', `${path}draft/`, draftOf('Musées de F'))).json.draft
  const { draft } = (await camille.call('PUT', `${path}draft/`, draftOf('Musées de France'))).json
  expect(draft).toMatchObject({ ...draftOf('Musées de France'), begun_at: first.begun_at })
  expect(await mine(camille, path)).toEqual(draft)
  expect((await camille.call('GET', path)).json.title).toBe('Musées')
  expect((await camille.call('DELETE', `${path}draft/`)).status).toBe(204)
  expect((await camille.call('DELETE', `${path}draft/`)).status).toBe(204)
  expect(await mine(camille, path)).toBe(null)
})

test('back to what was there: nothing typed is no draft', async () => {
  const { path } = await newDataset()
  await camille.call('PUT', `${path}draft/`, draftOf('Festivals'))
  const none = { fields: {}, before: {}, revision: 1 }
  expect((await camille.call('PUT', `${path}draft/`, none)).json.draft).toBe(null)
})

test('two people on one form know of each other, not what the other types; who saved is seen by the tag', async () => {
  const { path, etag } = await newDataset()
  await camille.call('PUT', `${path}draft/`, draftOf('Secret'))
  const seen = await alix.call('GET', `${path}draft/`)
  expect(seen.json).toMatchObject({ draft: null, etag })
  expect(seen.json.others).toMatchObject([{ user: { id: camille.user.id, first_name: 'Camille' }, fields: ['title'] }])
  expect(seen.text).not.toContain('Secret')
  await alix.call('PUT', path, { acronym: 'MF' })
  expect((await camille.call('GET', `${path}draft/`)).json.etag).not.toBe(etag)
})

test('a draft goes when its author saves one of its fields, and for no other reason', async () => {
  const { path } = await newDataset()
  await camille.call('PUT', `${path}draft/`, draftOf('Musées de France'))
  await alix.call('PUT', `${path}draft/`, draftOf('Musées nationaux'))
  await camille.call('PUT', path, { private: true })
  expect(await mine(camille, path)).not.toBe(null)
  await camille.call('PUT', path, { title: 'Musées de France' })
  expect(await mine(camille, path)).toBe(null)
  expect(await mine(alix, path)).toMatchObject({ fields: { title: 'Musées nationaux' } })
})

test('of a draft, what is saved goes and the rest stays', async () => {
  const { path } = await newDataset()
  const fields = { title: 'Musées de F', description: 'Les musées, u' }
  const before = { title: 'Musées', description: 'Les musées de France.' }
  await camille.call('PUT', `${path}draft/`, { fields, before, revision: 1 })
  await camille.call('PUT', path, { title: 'Musées de France' })
  expect(await mine(camille, path)).toMatchObject({
    fields: { description: 'Les musées, u' },
    before: { description: 'Les musées de France.' },
  })
})

test('a key of the organization has no draft: what is typed is a person’s', async () => {
  const { path } = await newDataset()
  await camille.call('PUT', `${path}draft/`, draftOf('Musées de F'))
  const { token } = (await camille.call('POST', '/api/1/me/api_tokens/', { name: 'Script', organization })).json
  const ask = (method: string) =>
    fetch(`${app.url}${path}draft/`, { method, headers: { 'X-API-KEY': token } }).then(({ status }) => status)
  expect([await ask('GET'), await ask('DELETE')]).toEqual([403, 403])
  expect(await mine(camille, path)).not.toBe(null)
})

test('only who may edit the dataset has a draft of it', async () => {
  const { path } = await newDataset()
  for (const [method, body] of [['GET'], ['PUT', draftOf('x')], ['DELETE']] as const) {
    expect((await sacha.call(method, `${path}draft/`, body)).status).toBe(403)
    expect((await anonymous(app.url).call(method, `${path}draft/`, body)).status).toBe(401)
    expect((await camille.call(method, `/api/1/datasets/${'0'.repeat(24)}/draft/`, body)).status).toBe(404)
  }
  await camille.call('PUT', path, { private: true })
  expect((await sacha.call('GET', `${path}draft/`)).status).toBe(404)
})

test('what makes no sense is refused, and what was kept stays', async () => {
  const { path } = await newDataset()
  await camille.call('PUT', `${path}draft/`, draftOf('Musées de France'))
  const put = async (body: unknown) => (await camille.call('PUT', `${path}draft/`, body)).status
  expect(await put({ fields: { title: 'x' }, before: {}, revision: 1 })).toBe(400)
  expect(await put({ fields: { 'Titre !': 'x' }, before: { 'Titre !': 'y' }, revision: 1 })).toBe(400)
  expect(await put({ fields: 'x', before: {}, revision: 1 })).toBe(400)
  expect(await put({ fields: { title: 'x' }, before: { title: 'y' }, revision: -1 })).toBe(400)
  const many = Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`f${'_'.repeat(i)}`, 'x']))
  expect(await put({ fields: many, before: many, revision: 1 })).toBe(400)
  expect(await put(draftOf('x'.repeat(900_000)))).toBe(413)
  expect(await mine(camille, path)).toMatchObject({ fields: { title: 'Musées de France' } })
})

test('a purged dataset, an author who leaves and thirty days take drafts away', async () => {
  const [left, purged, old] = [await newDataset(), await newDataset(), await newDataset()]
  for (const { path } of [left, purged, old]) await camille.call('PUT', `${path}draft/`, draftOf('x'))
  await alix.call('PUT', `${left.path}draft/`, draftOf('y'))
  const subject = { class: 'Dataset', id: purged.id }
  await inTransaction(app.database.db, (tx) =>
    publish(tx, { type: 'dataset:purged', actorId: null, subject, organizationId: null }),
  )
  expect(await mine(camille, purged.path)).toBe(null)
  expect((await alix.call('DELETE', '/api/1/me/')).status).toBe(204)
  expect((await camille.call('GET', `${left.path}draft/`)).json.others).toEqual([])
  await purgeDrafts(app.database.db, daysAfter(new Date(), 29))
  expect(await mine(camille, left.path)).not.toBe(null)
  await purgeDrafts(app.database.db, daysAfter(new Date(), 31))
  expect(await mine(camille, old.path)).toBe(null)
})

test('Markdown comes back as pages show it, for who is signed in', async () => {
  const { json } = await camille.call('POST', '/api/1/markdown/', { text: '# Titre\n\n<script>x</script> **gras**' })
  expect(json.html).toContain('<h3>Titre</h3>')
  expect(json.html).toContain('<strong>gras</strong>')
  expect(json.html).not.toContain('<script>')
  expect((await anonymous(app.url).call('POST', '/api/1/markdown/', { text: 'x' })).status).toBe(401)
  expect((await camille.call('POST', '/api/1/markdown/', { text: 'x'.repeat(100_001) })).status).toBe(400)
})

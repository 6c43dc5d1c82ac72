import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Answer, Person } from '../testing/test-app.ts'
import { NEXT, openNewsroom, TABLE, type Newsroom } from '../testing/newsroom.ts'

let room: Newsroom
beforeAll(async () => {
  room = await openNewsroom()
})
beforeEach(() => room.fourEyes(true))
afterAll(() => room.app.close())

const submit = (who: Person, dataset: string, body: object = {}): Promise<Answer> =>
  who.call('POST', `/api/1/datasets/${dataset}/publications/`, { submit: true, ...body })
const act = (who: Person, id: string, verb: string, body: object = {}): Promise<Answer> =>
  who.call('POST', `/api/1/publications/${id}/${verb}/`, body)
const needed = ({ status, json }: Answer) => {
  expect([status, json.code]).toEqual([403, 'second_person_needed'])
  expect(json.message).toContain('soumettez')
}
test('an editor makes nothing public alone, by any way in', async () => {
  const draft = await room.dataset({ draft: true })
  const shown = await room.dataset()
  const file = await room.file(shown)
  await room.admin.upload(`/api/1/datasets/${shown}/resources/${file}/upload/`, 'musees.csv', NEXT)
  const here = `/api/1/datasets/${shown}`
  const link = { title: 'Lien', url: 'https://musees.example/a.csv', filetype: 'remote', type: 'main', format: 'csv' }
  const known = (await room.admin.call('POST', `${here}/resources/`, link)).json
  const elsewhere = { ...link, url: 'https://ailleurs.example/b.csv' }
  const { id } = await room.deposit(room.camille, shown, `${NEXT}4;Guimet\n`, file)
  const words = { title: 'Nouveau', description: 'x', organization: room.organization.id }
  const call = (method: string, path: string, body?: unknown) => room.camille.call(method, path, body)

  needed(await call('PUT', `/api/1/datasets/${draft}/`, { private: false }))
  needed(await call('POST', '/api/1/datasets/', words))
  needed(await call('POST', `${here}/resources/`, link))
  needed(await call('PUT', `${here}/resources/${known.id}/`, elsewhere))
  needed(await call('PUT', `${here}/resources/${file}/`, elsewhere))
  needed(await call('PUT', `${here}/resources/`, [{ ...known, ...elsewhere }, { id: file }]))
  needed(await call('PUT', `${here}/`, { resources: [{ ...known, ...elsewhere }, { id: file }] }))
  needed(await call('POST', `${here}/resources/${known.id}/copy/`))
  needed(await call('POST', `${here}/deposits/${id}/publish/`, {}))
  needed(await call('POST', `${here}/resources/${file}/versions/1/restore/`, {}))
  needed(await call('POST', `${here}/publications/`, { deposit: id, publish_at: room.inMinutes(60) }))
  needed(await call('POST', `/api/1/datasets/${draft}/publications/`, { publish_at: room.inMinutes(60) }))
  for (const path of ['upload/', `resources/${file}/upload/`])
    expect((await room.camille.upload(`${here}/${path}`, 'autre.csv', `${TABLE}7;x\n`)).status).toBe(403)
  expect(await room.online(shown, file)).toBe(NEXT)
  expect(await room.isPublic(draft)).toBe(false)
})

test('her own dataset moved into the organization is public there by somebody else', async () => {
  const own = (await room.camille.call('POST', '/api/1/datasets/', { title: 'À moi', description: 'x' })).json
  const organization = room.organization.id
  needed(await room.camille.call('PUT', `/api/1/datasets/${own.id}/`, { organization }))
  const moved = await room.camille.call('PUT', `/api/1/datasets/${own.id}/`, { organization, private: true })
  expect(moved.status).toBe(200)
})

test('drafts, their files, words of what is public, deposits and taking away stay free', async () => {
  const draft = await room.dataset({ draft: true })
  const shown = await room.dataset()
  const file = await room.file(shown)
  const call = async (method: string, path: string, body?: unknown) =>
    (await room.camille.call(method, `/api/1/datasets/${path}`, body)).status
  expect((await room.camille.upload(`/api/1/datasets/${draft}/upload/`, 'a.csv', TABLE)).status).toBe(201)
  expect(await call('PUT', `${shown}/`, { description: 'Mieux dit.' })).toBe(200)
  expect(await call('PUT', `${shown}/resources/${file}/`, { title: 'Les musées' })).toBe(200)
  expect((await room.deposit(room.camille, shown, NEXT, file)).id).toBeTruthy()
  const dry = `/api/1/datasets/${shown}/upload/?dry_run=true`
  expect((await room.camille.upload(dry, 'a.csv', NEXT)).json.dry_run).toBe(true)
  expect(await call('PUT', `${shown}/`, { private: true })).toBe(200)
  expect(await call('DELETE', `${shown}/`)).toBe(204)
  const words = { title: 'Brouillon', description: 'x', organization: room.organization.id, private: true }
  expect((await room.camille.call('POST', '/api/1/datasets/', words)).status).toBe(201)
})

test('administrators, of the organization and of the site, publish as before; so does everybody elsewhere', async () => {
  const draft = await room.dataset({ draft: true })
  expect((await room.admin.call('PUT', `/api/1/datasets/${draft}/`, { private: false })).status).toBe(200)
  const root = await room.app.person('Rose Site', { siteAdmin: true })
  expect((await root.upload(`/api/1/datasets/${draft}/upload/`, 'a.csv', TABLE)).status).toBe(201)
  await room.fourEyes(false)
  const other = await room.dataset({ draft: true })
  expect((await room.camille.call('PUT', `/api/1/datasets/${other}/`, { private: false })).status).toBe(200)
})

test('an editor submits, administrators are told, one refuses with a reason, then accepts', async () => {
  const shown = await room.dataset()
  const file = await room.file(shown)
  const { id: deposit } = await room.deposit(room.camille, shown, NEXT, file)
  const { status, json } = await submit(room.camille, shown, { deposit, reason: 'Le Mucem rouvre' })
  expect([status, json.state, json.permissions]).toEqual([201, 'submitted', { decide: false, cancel: true }])
  const told = (await room.app.outbox()).findLast(({ to }) => to === room.admin.user.email)
  expect([told?.subject, told?.text]).toEqual([
    'À approuver : Musées de France',
    expect.stringContaining(`/admin/organisations/${room.organization.slug}/publications`),
  ])

  expect((await act(room.alix, json.id, 'accept')).status).toBe(403)
  expect((await act(room.alix, json.id, 'refuse', { reason: 'Non' })).status).toBe(403)
  expect((await act(room.outsider, json.id, 'accept')).status).toBe(404)
  expect((await act(room.admin, json.id, 'refuse', { reason: ' ' })).status).toBe(400)
  const refused = await act(room.admin, json.id, 'refuse', { reason: 'Il manque Guimet.' })
  expect(refused.json).toMatchObject({ state: 'refused', decision_reason: 'Il manque Guimet.' })
  expect((await act(room.admin, json.id, 'accept')).status).toBe(409)
  const answer = (await room.app.outbox()).findLast(({ to }) => to === room.camille.user.email)
  expect(answer?.text).toContain('Il manque Guimet.')

  const again = (await submit(room.camille, shown, { deposit, reason: 'Guimet est fermé' })).json
  const accepted = await act(room.admin, again.id, 'accept')
  expect([accepted.status, accepted.json.state]).toEqual([200, 'done'])
  expect(await room.online(shown, file)).toBe(NEXT)
  const { json: versions } = await room.camille.call('GET', `/api/1/datasets/${shown}/resources/${file}/versions/`)
  expect(versions[0]).toMatchObject({ reason: 'Guimet est fermé', author: { first_name: 'Anne' } })
})

test('what was agreed to for a date comes at that date, and only administrators move it', async () => {
  const draft = await room.dataset({ draft: true })
  const { id } = (await submit(room.camille, draft, { publish_at: room.inMinutes(60) })).json
  await room.wait(30)
  const accepted = await act(room.admin, id, 'accept', { reason: 'Bien vu' })
  expect(accepted.json).toMatchObject({ state: 'planned', decided_by: { first_name: 'Anne' } })
  const later = { publish_at: room.inMinutes(90) }
  needed(await room.camille.call('PUT', `/api/1/publications/${id}/`, later))
  expect((await room.admin.call('PUT', `/api/1/publications/${id}/`, later)).status).toBe(200)
  await room.wait(60)
  expect(await room.isPublic(draft)).toBe(false)
  await room.wait(30)
  expect(await room.isPublic(draft)).toBe(true)
})

test('a date that is past when somebody agrees means at once; another date may be chosen', async () => {
  const draft = await room.dataset({ draft: true })
  const { id } = (await submit(room.camille, draft, { publish_at: room.inMinutes(10) })).json
  await room.wait(20)
  expect(await room.isPublic(draft)).toBe(false)
  expect((await act(room.admin, id, 'accept')).json.state).toBe('done')
  const other = await room.dataset({ draft: true })
  const second = (await submit(room.camille, other)).json
  expect((await act(room.admin, second.id, 'accept', { publish_at: room.inMinutes(-1) })).status).toBe(400)
  expect((await act(room.admin, second.id, 'accept', { publish_at: room.inMinutes(5) })).json.state).toBe('planned')
})

test('what was planned before four eyes were wanted is not published without them', async () => {
  await room.fourEyes(false)
  const draft = await room.dataset({ draft: true })
  await room.camille.call('POST', `/api/1/datasets/${draft}/publications/`, { publish_at: room.inMinutes(5) })
  await room.fourEyes(true)
  await room.wait(5)
  const [failed] = (await room.admin.call('GET', `/api/1/datasets/${draft}/publications/`)).json
  expect([failed.state, await room.isPublic(draft)]).toEqual(['failed', false])
})

test('another file came before the administrator agreed: told at once, nothing is overwritten', async () => {
  const shown = await room.dataset()
  const file = await room.file(shown)
  const { id: deposit } = await room.deposit(room.camille, shown, NEXT, file)
  const { id } = (await submit(room.camille, shown, { deposit })).json
  const urgent = `${TABLE}9;Urgent\n`
  await room.admin.upload(`/api/1/datasets/${shown}/resources/${file}/upload/`, 'musees.csv', urgent)
  expect((await act(room.admin, id, 'accept')).status).toBe(409)
  expect((await act(room.admin, id, 'accept', { publish_at: room.inMinutes(60) })).status).toBe(409)
  expect(await room.online(shown, file)).toBe(urgent)
  expect((await act(room.camille, id, 'cancel')).json.state).toBe('canceled')
})

test('numbers of social security: who sent them submits, and somebody else publishes', async () => {
  await room.fourEyes(false)
  const shown = await room.dataset()
  const rows = ['2690549588157 80', '1850578006084 91', '2840613055042 06'].map(
    (nir, i) => `${i};${nir.replace(' ', '')}`,
  )
  const { id: deposit } = await room.deposit(room.admin, shown, `id;nir\n${rows.join('\n')}\n`)
  const decision = { deposit, confirm: true, reason: 'Numéros fictifs', publish_at: room.inMinutes(5) }
  const planned = await room.admin.call('POST', `/api/1/datasets/${shown}/publications/`, decision)
  expect(planned.status).toBe(403)
  expect((await submit(room.admin, shown, decision)).status).toBe(201)
})

test('a person’s own dataset has nobody to agree', async () => {
  const own = (await room.camille.call('POST', '/api/1/datasets/', { title: 'x', description: 'x', private: true }))
    .json
  expect((await submit(room.camille, own.id)).status).toBe(409)
})

test('required tags: a draft needs them to be public, what is public already stays editable', async () => {
  await room.fourEyes(false)
  const shown = await room.dataset()
  const settings = `/api/1/organizations/${room.organization.id}/settings/`
  await room.admin.call('PUT', settings, { required_tags: ['culture', 'musees'] })
  const draft = await room.dataset({ draft: true, tags: ['culture'] })
  for (const [path, body] of [
    [`/api/1/datasets/${draft}/`, { private: false }],
    [`/api/2/datasets/${draft}/`, { private: false }],
  ] as const) {
    const { status, json } = await room.camille.call('PUT', path, body)
    if (status === 404 || status === 405) continue
    expect([status, json.errors.tags[0]]).toEqual([400, expect.stringContaining('«\u00a0musees\u00a0»')])
  }
  const planned = { publish_at: room.inMinutes(5) }
  expect((await room.camille.call('POST', `/api/1/datasets/${draft}/publications/`, planned)).status).toBe(400)
  const words = { title: 'x', description: 'x', organization: room.organization.id }
  expect((await room.camille.call('POST', '/api/1/datasets/', words)).status).toBe(400)
  expect((await room.camille.call('PUT', `/api/1/datasets/${shown}/`, { tags: ['autre'] })).status).toBe(200)
  const tags = { tags: ['culture', 'musees'], private: false }
  expect((await room.camille.call('PUT', `/api/1/datasets/${draft}/`, tags)).status).toBe(200)
  await room.admin.call('PUT', settings, { required_tags: [] })
})

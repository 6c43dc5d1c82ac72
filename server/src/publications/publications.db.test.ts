import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { purgeDeposits } from '../ingest/index.ts'
import type { Answer, Person } from '../testing/test-app.ts'
import { findOpenPublications, listWaitingFor } from './publications.ts'
import { publishPlanned } from './publish-planned.ts'
import { actorOf, NEXT, openNewsroom, TABLE, type Newsroom } from '../testing/newsroom.ts'

let room: Newsroom
beforeAll(async () => {
  room = await openNewsroom()
})
beforeEach(() => room.fourEyes(false))
afterAll(() => room.app.close())

const ask = (who: Person, dataset: string, body: object): Promise<Answer> =>
  who.call('POST', `/api/1/datasets/${dataset}/publications/`, body)
const act = (who: Person, id: string, verb: string, body?: object): Promise<Answer> =>
  who.call('POST', `/api/1/publications/${id}/${verb}/`, body)
const stateOf = async (dataset: string): Promise<string> => (await theirs(dataset))[0].state
const theirs = async (dataset: string) =>
  (await room.admin.call('GET', `/api/1/datasets/${dataset}/publications/`)).json
const newsOf = async (who: Person): Promise<string[]> =>
  (await who.call('GET', '/api/1/notifications/?page_size=100')).json.data.flatMap(
    ({ details }: { details: { status: string; message: string } }) => `${details.status}: ${details.message}`,
  )

test('a draft is published when its time has come, in the name of who planned it', async () => {
  const draft = await room.dataset({ draft: true })
  const { status, json } = await ask(room.camille, draft, { publish_at: room.inMinutes(60), reason: 'Ouverture' })
  expect([status, json.state, json.kind, json.asked_by.first_name]).toEqual([201, 'planned', 'dataset', 'Camille'])
  expect(json.publish_at).toBe('2026-11-28T10:00:00+00:00')
  await room.wait(59)
  expect([await room.isPublic(draft), await stateOf(draft)]).toEqual([false, 'planned'])
  await room.wait(1)
  expect([await room.isPublic(draft), await stateOf(draft)]).toEqual([true, 'done'])
  expect(await newsOf(room.camille)).toContain(
    'done: La publication prévue du jeu de données « Musées de France » est faite : c’est en ligne.',
  )
  const { data } = (await room.admin.call('GET', `/api/1/activity/?related_to=${draft}`)).json
  expect(data[0].actor.first_name).toBe('Camille')
})

test('a deposit becomes the current file at its time, and waits longer than a week for it', async () => {
  const dataset = await room.dataset()
  const resource = await room.file(dataset)
  const { id, sha256 } = await room.deposit(room.camille, dataset, NEXT, resource)
  const month = 30 * 24 * 60
  const asked = { deposit: id, sha256, publish_at: room.inMinutes(month), reason: 'Édition de décembre' }
  expect((await ask(room.camille, dataset, asked)).status).toBe(201)
  await room.app.database.pool.query(`update deposits set created_at = now() - interval '20 days' where id = $1`, [id])
  await purgeDeposits(room.app.database.db, new Date(room.inMinutes(month)))
  await room.wait(month)
  expect(await room.online(dataset, resource)).toBe(NEXT)
  const { json } = await room.admin.call('GET', `/api/1/datasets/${dataset}/resources/${resource}/versions/`)
  expect(json[0]).toMatchObject({ reason: 'Édition de décembre', author: { first_name: 'Camille' } })
})

test('what can’t be published, or makes no sense, is refused when it is asked', async () => {
  const draft = await room.dataset({ draft: true })
  const at = room.inMinutes(60)
  for (const [body, status] of [
    [{}, 400],
    [{ publish_at: room.inMinutes(-5) }, 400],
    [{ publish_at: room.inMinutes(0.5) }, 400],
    [{ publish_at: room.inMinutes(400 * 24 * 60) }, 400],
    [{ publish_at: '2026-12-01T08:00:00' }, 400],
    [{ publish_at: 'demain' }, 400],
    [{ publish_at: at, deposit: 'inconnu' }, 404],
  ] as const)
    expect([body, (await ask(room.camille, draft, body)).status]).toEqual([body, status])
  const shown = await room.dataset()
  expect((await ask(room.camille, shown, { publish_at: at })).status).toBe(409)
  const { json: empty } = await room.camille.call('POST', '/api/1/datasets/', {
    ...{ title: 'Sans description', private: true, organization: room.organization.id },
    description: 'x',
  })
  await room.camille.call('PUT', `/api/1/datasets/${empty.id}/`, { description: '' })
  const lacking = await ask(room.camille, empty.id, { publish_at: at })
  expect([lacking.status, Object.keys(lacking.json.errors)]).toEqual([400, ['description']])
  const resource = await room.file(shown)
  const same = await room.deposit(room.camille, shown, TABLE, resource)
  expect((await ask(room.camille, shown, { publish_at: at, deposit: same.id })).status).toBe(409)
})

test('whoever may not edit the dataset neither sees, asks nor decides', async () => {
  const draft = await room.dataset({ draft: true })
  const at = { publish_at: room.inMinutes(60) }
  expect((await ask(room.outsider, draft, at)).status).toBe(404)
  expect((await ask(room.partial, draft, at)).status).toBe(403)
  const { id } = (await ask(room.camille, draft, at)).json
  for (const who of [room.outsider, room.partial]) {
    expect((await act(who, id, 'cancel')).status).toBe(404)
    expect((await who.call('PUT', `/api/1/publications/${id}/`, at)).status).toBe(404)
  }
  expect((await room.partial.call('GET', `/api/1/datasets/${draft}/publications/`)).status).toBe(403)
  const list = `/api/1/organizations/${room.organization.id}/publications/?state=planned`
  expect((await room.outsider.call('GET', list)).status).toBe(403)
  const { data } = (await room.alix.call('GET', list)).json
  expect(data.map((one: { id: string }) => one.id)).toContain(id)
  expect((await act(room.camille, '00000000-0000-4000-8000-000000000000', 'cancel')).status).toBe(404)
  await act(room.camille, id, 'cancel')
})

test('one at a time; it is moved, then canceled by a colleague, who is named to the one who asked', async () => {
  const draft = await room.dataset({ draft: true })
  const { id } = (await ask(room.camille, draft, { publish_at: room.inMinutes(10) })).json
  expect((await ask(room.alix, draft, { publish_at: room.inMinutes(20) })).status).toBe(409)
  const moved = await room.alix.call('PUT', `/api/1/publications/${id}/`, { publish_at: room.inMinutes(30) })
  expect(moved.status).toBe(200)
  expect((await room.alix.call('PUT', `/api/1/publications/${id}/`, { publish_at: null })).status).toBe(400)
  await room.wait(15)
  expect(await stateOf(draft)).toBe('planned')
  expect((await act(room.alix, id, 'cancel')).json.state).toBe('canceled')
  expect((await newsOf(room.camille)).join()).toContain('canceled: Alix Moreau a annulé')
  expect((await act(room.camille, id, 'cancel')).status).toBe(409)
  await room.wait(60)
  expect(await room.isPublic(draft)).toBe(false)
  expect((await ask(room.camille, draft, { publish_at: room.inMinutes(10) })).status).toBe(201)
})

test('another file published in between is not overwritten: it failed, and people are told what to do', async () => {
  const dataset = await room.dataset()
  const resource = await room.file(dataset)
  const { id } = await room.deposit(room.camille, dataset, NEXT, resource)
  await ask(room.camille, dataset, { deposit: id, publish_at: room.inMinutes(5) })
  const urgent = `${TABLE}9;Correction urgente\n`
  await room.admin.upload(`/api/1/datasets/${dataset}/resources/${resource}/upload/`, 'musees.csv', urgent)
  await room.wait(5)
  const [failed] = await theirs(dataset)
  expect(failed).toMatchObject({ state: 'failed', error: expect.stringContaining('Rien n’a été écrasé') })
  expect(await room.online(dataset, resource)).toBe(urgent)
  const mail = (await room.app.outbox()).findLast(({ to }) => to === room.camille.user.email)
  expect(mail?.text).toContain('puis publiez ou programmez de nouveau')
})

test('a deposit fixed since, or given up, is not published', async () => {
  const dataset = await room.dataset()
  const fixed = await room.deposit(room.camille, dataset, Buffer.from('id;nom\n1;Musée\n2;Théâtre\n', 'latin1'))
  await ask(room.camille, dataset, { deposit: fixed.id, publish_at: room.inMinutes(5) })
  const fixes = { fixes: [{ action: 'to_utf8' }] }
  const path = `/api/1/datasets/${dataset}/deposits/${fixed.id}/fixes/`
  expect((await room.alix.call('POST', path, fixes)).json.sha256).not.toBe(fixed.sha256)
  await room.wait(5)
  expect((await theirs(dataset))[0]).toMatchObject({ state: 'failed', error: expect.stringContaining('relisez') })

  const gone = await room.deposit(room.camille, dataset, `${NEXT}4;Guimet\n`)
  await ask(room.camille, dataset, { deposit: gone.id, publish_at: room.inMinutes(60) })
  await room.alix.call('DELETE', `/api/1/datasets/${dataset}/deposits/${gone.id}/`)
  await room.wait(1)
  expect((await theirs(dataset))[0]).toMatchObject({ state: 'failed', error: expect.stringContaining('abandonné') })
})

test('what somebody published by hand meanwhile is done', async () => {
  const draft = await room.dataset({ draft: true })
  await ask(room.camille, draft, { publish_at: room.inMinutes(60) })
  await room.alix.call('PUT', `/api/1/datasets/${draft}/`, { private: false })
  const dataset = await room.dataset()
  const { id } = await room.deposit(room.camille, dataset, NEXT)
  await ask(room.camille, dataset, { deposit: id, publish_at: room.inMinutes(60) })
  await room.alix.call('POST', `/api/1/datasets/${dataset}/deposits/${id}/publish/`, {})
  await room.wait(1)
  expect([await stateOf(draft), await stateOf(dataset)]).toEqual(['done', 'done'])
})

test('whoever lost the right meanwhile publishes nothing', async () => {
  const leaver = await room.app.person('Léa Blanc')
  await room.join(leaver, 'editor')
  const draft = await room.dataset({ draft: true })
  await ask(leaver, draft, { publish_at: room.inMinutes(5) })
  await room.admin.call('DELETE', `/api/1/organizations/${room.organization.id}/member/${leaver.user.id}/`)
  await room.wait(5)
  expect([await room.isPublic(draft), (await theirs(draft))[0]]).toMatchObject([false, { state: 'failed' }])

  const closed = await room.app.person('Luc Noir')
  await room.join(closed, 'editor')
  const other = await room.dataset({ draft: true })
  await ask(closed, other, { publish_at: room.inMinutes(5) })
  await room.app.database.pool.query(`update users set active = false where id = $1`, [closed.user.id])
  await room.wait(5)
  expect((await theirs(other))[0].error).toContain('compte actif')
})

test('a deleted dataset is not brought back by its plan', async () => {
  const draft = await room.dataset({ draft: true })
  await ask(room.camille, draft, { publish_at: room.inMinutes(5) })
  await room.alix.call('DELETE', `/api/1/datasets/${draft}/`)
  await room.wait(5)
  const list = `/api/1/organizations/${room.organization.id}/publications/?state=failed`
  const { data } = (await room.alix.call('GET', list)).json
  expect(data.map((one: { dataset: { id: string } }) => one.dataset.id)).toContain(draft)
})

test('several nodes at once publish it once, and a server that was off catches up when it starts', async () => {
  const dataset = await room.dataset()
  const resource = await room.file(dataset)
  const { id } = await room.deposit(room.camille, dataset, NEXT, resource)
  await ask(room.camille, dataset, { deposit: id, publish_at: room.inMinutes(5) })
  room.clock.now = new Date(room.inMinutes(24 * 60))
  await Promise.all([1, 2, 3, 4].map(() => publishPlanned(room.deps)))
  await publishPlanned(room.deps)
  const { json } = await room.admin.call('GET', `/api/1/datasets/${dataset}/resources/${resource}/versions/`)
  expect([json.length, await stateOf(dataset)]).toEqual([2, 'done'])
})

test('what a full disk or a stopped database refused is tried again, then told', async () => {
  const dataset = await room.dataset()
  const { id } = await room.deposit(room.camille, dataset, NEXT)
  await ask(room.camille, dataset, { deposit: id, publish_at: room.inMinutes(5) })
  room.clock.now = new Date(room.inMinutes(5))
  const broken = { ...room.deps, blobs: { ...room.deps.blobs, has: async () => Promise.reject(new Error('disk')) } }
  for (let attempt = 1; attempt <= 4; attempt++) await expect(publishPlanned(broken)).rejects.toThrow('disk')
  expect(await stateOf(dataset)).toBe('planned')
  await expect(publishPlanned(broken)).rejects.toThrow('disk')
  expect((await theirs(dataset))[0]).toMatchObject({ state: 'failed', error: expect.stringContaining('inattendue') })
  // The deposit is still there: it is planned again, and goes.
  expect((await ask(room.camille, dataset, { deposit: id, publish_at: room.inMinutes(2) })).status).toBe(201)
  await room.wait(2)
  expect(await stateOf(dataset)).toBe('done')
})

test('other modules ask what is to come, and what waits for somebody', async () => {
  const { db } = room.app.database
  const draft = await room.dataset({ draft: true })
  const { id } = (await ask(room.camille, draft, { submit: true })).json
  expect((await findOpenPublications(db, [draft])).get(draft)?.[0]).toMatchObject({ id, state: 'submitted' })
  const anne = actorOf(room.admin, room.organization.id, 'admin')
  expect((await listWaitingFor(db, anne)).map(({ publication }) => publication.id)).toContain(id)
  expect(await listWaitingFor(db, actorOf(room.camille, room.organization.id, 'editor'))).toEqual([])
  expect(await listWaitingFor(db, { kind: 'anonymous' })).toEqual([])
  await act(room.camille, id, 'cancel')
})

/** A flow whose files go to another server of udata's API: a second one of ours plays it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { museums, startDesk, type Desk, type Json } from '../testing/flow-desk.ts'

let desk: Desk
let national: TestApp
let bob: Person
let server: string
beforeAll(async () => {
  national = await startTestApp({ name: 'national.example' })
  bob = await national.person('Bob Martin')
  server = `http://national.example:${new URL(national.url).port}`
  desk = await startDesk({ sites: { 'national.example': '127.0.0.1' } })
})
afterAll(async () => {
  await desk.close()
  await national.close()
})

const there = async (title: string): Promise<string> =>
  (await bob.call('POST', '/api/1/datasets/', { title, description: 'Des musées.' })).json.id
const filesThere = async (id: string): Promise<Json[]> =>
  (await bob.call('GET', `/api/1/datasets/${id}/`)).json.resources
const versionOf = (file: Json): number => file.extras['cimaise:version']
const sending = async (folder: string, dataset_id: string, more: object = {}) =>
  desk.newFlow(folder, {
    destination: { kind: 'udata', server, dataset_id },
    credentials: { api_key: bob.key },
    mapping: { resource: { title: 'Liste {annee}', description: 'Mots du flux.' } },
    ...more,
  })

test('files go there once, their next state takes their place, and words are written the first time only', async () => {
  const id = await there('Envoyés')
  desk.put('envoi/liste_2024.csv', museums(20))
  desk.put('envoi/liste_2025.csv', museums(30))
  const slug = await sending('envoi', id)
  expect(await desk.activate(slug)).toMatchObject({ state: 'done', counts: { published: 2 } })
  const [a] = (await filesThere(id)).filter(({ title }) => title === 'Liste 2025')
  expect(a).toMatchObject({ description: 'Mots du flux.', type: 'main' })
  await bob.call('PUT', `/api/1/datasets/${id}/resources/${a.id}/`, { title: 'À moi', description: 'Mes mots.' })
  desk.wait(24)
  expect(await desk.nextRun(slug)).toMatchObject({ counts: { unchanged: 2 } })
  desk.put('envoi/liste_2025.csv', museums(31))
  desk.wait(24)
  expect(await desk.nextRun(slug)).toMatchObject({ counts: { published: 1 } })
  const after = await filesThere(id)
  expect(after).toHaveLength(2)
  const b = after.find((file) => file.id === a.id)
  expect([b.title, b.description, versionOf(b)]).toEqual(['À moi', 'Mes mots.', 2])
  // Nothing of it is ours.
  expect((await desk.get('/api/1/datasets/')).total).toBe(0)
})

test('the same gates hold them here; released, they go; rejected, they never do', async () => {
  const id = await there('Retenus')
  desk.put('garde/liste_2025.csv', museums(50))
  const slug = await sending('garde', id)
  await desk.activate(slug)
  const holdOf = async (rows: number) => {
    desk.wait(24)
    desk.put('garde/liste_2025.csv', museums(rows))
    expect(await desk.nextRun(slug)).toMatchObject({ counts: { held: 1, published: 0 } })
    return (await desk.held(slug))[0]
  }
  const first = await holdOf(5)
  expect(first).toMatchObject({ deposit: null, dataset: null })
  expect(first.reasons[0].message).toContain('(50 → 5)')
  await desk.camille.call('POST', `/api/1/flows/held/${first.id}/reject/`, {})
  expect(versionOf((await filesThere(id))[0])).toBe(1)
  const second = await holdOf(6)
  const released = await desk.camille.call('POST', `/api/1/flows/held/${second.id}/release/`, { reason: 'Tri.' })
  expect(released.json, released.text).toMatchObject({ state: 'released' })
  expect(await filesThere(id)).toMatchObject([{ extras: { 'cimaise:version': 2 } }])
  desk.wait(24)
  expect(await desk.nextRun(slug)).toMatchObject({ counts: { unchanged: 1 } })
})

test('social security numbers wait for a second person before they leave', async () => {
  const id = await there('Personnes')
  const rows = Array.from({ length: 20 }, (_, i) => `Personne ${i};184127645108946`).join('\n')
  desk.put('nir/liste_2025.csv', `nom;nir\n${rows}\n`)
  const gates = { blocker: 'publish', warning: 'publish', rules: { nir: 'publish' } }
  const slug = await sending('nir', id, { gates })
  expect(await desk.activate(slug)).toMatchObject({ counts: { held: 1 } })
  const [held] = await desk.held(slug)
  const alix = await desk.app.person('Alix Moreau')
  await desk.join(alix, 'editor')
  const release = (person: Person) => person.call('POST', `/api/1/flows/held/${held.id}/release/`, { reason: 'Faux.' })
  expect((await release(desk.camille)).status).toBe(403)
  expect(await filesThere(id)).toEqual([])
  expect((await release(alix)).json).toMatchObject({ state: 'released' })
  expect(await filesThere(id)).toHaveLength(1)
})

test('a key that is refused, and a dataset that isn’t there, are said in words; nothing is sent twice after', async () => {
  const id = await there('Clé')
  desk.put('cle/liste_2025.csv', museums(9))
  const slug = await sending('cle', id, { credentials: { api_key: 'fausse-cle-0001' } })
  const refused = await desk.activate(slug)
  expect(refused).toMatchObject({ state: 'failed', counts: { failed: 1 }, failure: { code: 'credentials' } })
  expect(JSON.stringify(refused)).not.toContain('fausse-cle-0001')
  await desk.camille.call('PUT', `/api/1/flows/${slug}/`, { credentials: { api_key: bob.key } })
  expect(await desk.nextRun(slug)).toMatchObject({ state: 'done', counts: { published: 1 } })
  expect(await filesThere(id)).toHaveLength(1)
  const lost = await sending('cle', 'nulle-part')
  expect(await desk.activate(lost)).toMatchObject({ state: 'failed', failure: { code: 'not_found' } })
})

test('sent to another dataset from now on, every file goes there, as one that it never had', async () => {
  const [first, second] = [await there('Premier'), await there('Second')]
  const here = await desk.newDataset('Ici')
  desk.put('ailleurs/liste_2025.csv', museums(30))
  const slug = await desk.newFlow('ailleurs', { dataset: here, mapping: { resource: { title: 'Liste {annee}' } } })
  expect(await desk.activate(slug)).toMatchObject({ counts: { published: 1 } })
  const goTo = async (dataset_id: string) => {
    const { definition } = await desk.get(`/api/1/flows/${slug}/`)
    const changes = {
      definition: { ...definition, destination: { kind: 'udata', server, dataset_id } },
      credentials: { api_key: bob.key },
    }
    const changed = await desk.camille.call('PUT', `/api/1/flows/${slug}/`, changes)
    expect(changed.status, changed.text).toBe(200)
    desk.wait(24)
    return desk.nextRun(slug)
  }
  expect(await goTo(first)).toMatchObject({ state: 'done', counts: { published: 1 } })
  expect(await goTo(second)).toMatchObject({ state: 'done', counts: { published: 1 } })
  expect([await filesThere(first), await filesThere(second)]).toMatchObject([[{ title: 'Liste 2025' }], [{}]])
  desk.put('ailleurs/liste_2025.csv', museums(31))
  desk.wait(24)
  expect(await desk.nextRun(slug)).toMatchObject({ state: 'done', counts: { published: 1 } })
  expect(versionOf((await filesThere(first))[0])).toBe(1)
  expect(versionOf((await filesThere(second))[0])).toBe(2)
})

test('a run without effect sends nothing', async () => {
  const id = await there('À blanc')
  desk.put('sec/liste_2025.csv', museums(9))
  const slug = await sending('sec', id)
  await desk.camille.call('POST', `/api/1/flows/${slug}/runs/`, { dry: true })
  await desk.app.runTasks()
  expect(await desk.lastRun(slug)).toMatchObject({ state: 'done', counts: { published: 1 } })
  expect(await filesThere(id)).toEqual([])
})

test('a catalogue is copied by a flow: counted first, then made, and the second time nothing changes', async () => {
  const organization = (await bob.call('POST', '/api/1/organizations/', { name: 'Archives', description: 'x' })).json
  for (const title of ['Fonds A', 'Fonds B']) {
    const one = (await bob.call('POST', '/api/1/datasets/', { title, description: 'x', organization: organization.id }))
      .json
    await bob.upload(`/api/1/datasets/${one.id}/upload/`, 'fonds.csv', museums(3, title.replace(' ', '')))
  }
  const perimeter = { by: 'organization', value: organization.slug }
  const definition = { kind: 'mirror', server, perimeter, schedule: { kind: 'manual' } }
  const body = { name: 'Recopie', organization: desk.organization, definition, credentials: { api_key: bob.key } }
  const flow = (await desk.camille.call('POST', '/api/1/flows/', body)).json
  expect(flow.credentials).toMatchObject({ set: ['api_key'], accepted: ['api_key'] })
  const run = async (body: object = {}) => {
    expect((await desk.camille.call('POST', '/api/1/flows/recopie/runs/', body)).status).toBe(201)
    await desk.app.runTasks()
    return desk.lastRun('recopie')
  }
  const copies = async () => (await desk.get(`/api/1/datasets/?organization=${desk.organization}&q=Fonds`)).data
  expect(await run({ dry: true })).toMatchObject({ state: 'done', progress: { seen: 2 } })
  expect((await desk.decisions('recopie'))[0].message).toContain('2 jeux de données')
  expect(await copies()).toEqual([])
  await desk.camille.call('POST', '/api/1/flows/recopie/activate/')
  const first = await run()
  expect(first, JSON.stringify(first)).toMatchObject({ state: 'done', failure: null })
  expect(first.counts.published).toBeGreaterThan(0)
  const made = await copies()
  expect(made).toHaveLength(2)
  expect(await run()).toMatchObject({ state: 'done', counts: { published: 0, failed: 0 } })
  expect(await copies()).toMatchObject(made.map(({ id, last_modified }: Json) => ({ id, last_modified })))
  // No mapping, no inbox: what it has not is said.
  const preview = { organization: desk.organization, definition }
  expect((await desk.camille.call('POST', '/api/1/flows/preview/', preview)).status).toBe(400)
  expect((await desk.camille.call('POST', '/api/1/flows/recopie/addresses/inbox/')).status).toBe(409)
})

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UserActor } from '../lib/actor.ts'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { mirrorCatalogue, releaseMirror, type Mirror, type MirrorEvent } from './index.ts'

/** `distant` is the server that is copied, `app` the one that copies. */
let distant: TestApp
let app: TestApp
let theirs: Person
let camille: Person
let museums: string
let ministry: string
let actor: UserActor
beforeAll(async () => {
  distant = await startTestApp({ name: 'distant.example' })
  app = await startTestApp({ sites: { 'distant.example': '127.0.0.1' } })
  theirs = await distant.person('Sacha Morel')
  camille = await app.person('Camille Perrin')
  museums = await organization(theirs, 'Musées')
  ministry = await organization(camille, 'Ministère')
  actor = actorIn(ministry)
})
afterAll(async () => {
  await distant.close()
  await app.close()
})

const organization = async (person: Person, name: string): Promise<string> =>
  (await person.call('POST', '/api/1/organizations/', { name, description: 'Une organisation.' })).json.id
const actorIn = (organizationId: string): UserActor => ({
  kind: 'user',
  userId: camille.user.id,
  siteAdmin: false,
  memberships: [{ organizationId, role: 'admin', assigned: [] }],
  sessionIdHash: null,
})
const server = () => distant.url.replace('127.0.0.1', 'distant.example')
const run = async (
  change: Partial<Mirror> = {},
  observer: (event: MirrorEvent) => void = () => {},
  who = actor,
): Promise<MirrorEvent[]> => {
  const events: MirrorEvent[] = []
  const { blobs, inspector, outgoing } = app
  const deps = { db: app.database.db, blobs, inspector, outgoing, maxUploadBytes: 5_000_000, quotaBytes: null }
  const mirror: Mirror = {
    ...{ flowId: 'musees', server: server(), apiKey: null, organizationId: ministry, files: 'copy' },
    ...{ perimeter: { by: 'organization', value: museums } },
    ...change,
  }
  await mirrorCatalogue(deps, who, mirror, (event) => {
    events.push(event)
    observer(event)
  })
  return events
}
const told = (events: MirrorEvent[]) => events.map(({ title, outcome }) => `${title} ${outcome}`)
const create = async (title: string, rest: object = {}): Promise<string> =>
  (await theirs.call('POST', '/api/1/datasets/', { title, description: `${title}.`, organization: museums, ...rest }))
    .json.id
const addLink = async (dataset: string, title: string): Promise<string> => {
  const body = {
    title,
    filetype: 'remote',
    type: 'api',
    format: 'json',
    url: `https://api.example/${encodeURI(title)}`,
  }
  return (await theirs.call('POST', `/api/1/datasets/${dataset}/resources/`, body)).json.id
}
// What the wire holds is what a test looks into, whatever its shape.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const here = async (of = ministry): Promise<any[]> =>
  (await anonymous(app.url).call('GET', `/api/1/datasets/?organization=${of}&sort=created&page_size=100`)).json.data
const named = async (title: string, of = ministry) => (await here(of)).find((dataset) => dataset.title === title)
const bytesOf = async (dataset: string, index: number): Promise<string> => {
  const { resources } = (await camille.call('GET', `/api/1/datasets/${dataset}/`)).json
  return (await fetch(resources[index].url)).text()
}
const countVersions = async (): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from versions`.execute(app.database.db)
  return rows[0]?.n ?? NaN
}

let list: string
let visits: string
let file: string
test('a catalogue is copied: words, files and links in their order, and where they come from', async () => {
  list = await create('Liste des musées', {
    ...{
      acronym: 'LM',
      description: 'Les **musées**.',
      license: 'lov2',
      frequency: 'annual',
      tags: ['musees', 'france'],
    },
    ...{ temporal_coverage: { start: '2020-01-01', end: '2024-12-31' }, spatial: { zones: ['country:fr'] } },
  })
  file = (await theirs.upload(`/api/1/datasets/${list}/upload/`, 'Musées 2024.csv', 'nom;ville\nLouvre;Paris\n')).json
    .id
  await theirs.call('PUT', `/api/1/datasets/${list}/resources/${file}/`, { title: 'Les musées en 2024' })
  await theirs.upload(`/api/1/datasets/${list}/upload/`, 'notice.txt', 'Comment lire ce fichier.')
  await addLink(list, 'API')
  visits = await create('Fréquentation')

  const events = await run()
  expect(told(events)).toEqual([
    'Liste des musées published',
    'API published',
    'notice.txt published',
    'Les musées en 2024 published',
    'Fréquentation published',
  ])
  const copied = await named('Liste des musées')
  expect(events[3]).toMatchObject({
    ...{ key: `${list}/${file}`, datasetId: copied.id, resourceId: copied.resources[2].id, bytes: 23 },
  })
  expect(copied).toMatchObject({
    ...{ acronym: 'LM', description: 'Les **musées**.', license: 'lov2', frequency: 'annual', private: false },
    ...{ tags: ['france', 'musees'], temporal_coverage: { start: '2020-01-01', end: '2024-12-31' } },
    ...{ spatial: { zones: ['country:fr'] }, organization: { id: ministry } },
    extras: { 'cimaise:mirror': `${server()}/datasets/liste-des-musees` },
    resources: [
      { title: 'API', filetype: 'remote', type: 'api', format: 'json', url: 'https://api.example/API' },
      { title: 'notice.txt', filetype: 'file', type: 'main' },
      { title: 'Les musées en 2024', filetype: 'file', format: 'csv', checksum: { type: 'sha1' } },
    ],
  })
  expect(await bytesOf(copied.id, 2)).toBe('nom;ville\nLouvre;Paris\n')
})

test('a second run changes nothing', async () => {
  const [before, versions] = [JSON.stringify(await here()), await countVersions()]
  expect(told(await run())).toEqual(['Liste des musées unchanged', 'Fréquentation unchanged'])
  expect([JSON.stringify(await here()), await countVersions()]).toEqual([before, versions])
})

test('what changes there comes, each by itself', async () => {
  const before = await named('Liste des musées')
  await theirs.upload(
    `/api/1/datasets/${list}/resources/${file}/upload/?keep_title=true`,
    'm.csv',
    'nom;ville\nOrsay;Paris\n',
  )
  await theirs.call('PUT', `/api/1/datasets/${list}/`, {
    tags: ['musees'],
    temporal_coverage: '2020-01-01 - 2025-12-31',
  })
  await addLink(list, 'Site')
  expect(told(await run())).toEqual([
    'Liste des musées published',
    'Site published',
    'API unchanged',
    'notice.txt unchanged',
    'Les musées en 2024 published',
    'Fréquentation unchanged',
  ])
  const after = await named('Liste des musées')
  expect(after).toMatchObject({ id: before.id, tags: ['musees'], temporal_coverage: { end: '2025-12-31' } })
  expect(after.resources.map(({ id }: { id: string }) => id).slice(1)).toEqual(
    before.resources.map(({ id }: { id: string }) => id),
  )
  expect(after.resources[0].title).toBe('Site')
  expect(await bytesOf(after.id, 3)).toBe('nom;ville\nOrsay;Paris\n')
  const { id } = after.resources[3]
  const versions = (await camille.call('GET', `/api/1/datasets/${after.id}/resources/${id}/versions/`)).json
  expect(versions.map(({ via }: { via: string }) => via)).toEqual(['flow', 'flow'])
})

test('what a person wrote here is theirs, the rest goes on following, and so does the order', async () => {
  const mine = await named('Liste des musées')
  const { json: read } = await camille.call('GET', `/api/1/datasets/${mine.id}/`)
  await camille.call('PUT', `/api/1/datasets/${mine.id}/`, { ...read, description: 'Notre description.' })
  const own = await camille.call('POST', `/api/1/datasets/${mine.id}/resources/`, {
    ...{ title: 'À nous', filetype: 'remote', url: 'https://nous.example/a.csv' },
  })
  await camille.call('PUT', `/api/1/datasets/${mine.id}/resources/${mine.resources[3].id}/`, { title: 'Notre titre' })
  await theirs.call('PUT', `/api/1/datasets/${list}/`, {
    tags: ['musees'],
    description: 'Leur description.',
    title: 'Tous les musées',
  })
  await theirs.call('PUT', `/api/1/datasets/${list}/resources/${file}/`, { title: 'Leur titre', description: 'Neuf.' })
  const { resources } = (await theirs.call('GET', `/api/1/datasets/${list}/`)).json
  await theirs.call(
    'PUT',
    `/api/1/datasets/${list}/resources/`,
    resources.map(({ id }: { id: string }) => id).reverse(),
  )
  await run()
  const after = await named('Tous les musées')
  expect(after).toMatchObject({ id: mine.id, description: 'Notre description.' })
  expect(after.extras).toEqual({ 'cimaise:mirror': `${server()}/datasets/tous-les-musees` })
  expect(after.resources.map(({ title }: { title: string }) => title)).toEqual([
    ...['À nous', 'Notre titre', 'notice.txt', 'API', 'Site'],
  ])
  expect(after.resources[1].description).toBe('Neuf.')

  // People moved them: their order stays.
  const moved = [3, 0, 1, 2, 4].map((i) => after.resources[i].id)
  await camille.call('PUT', `/api/1/datasets/${mine.id}/resources/`, moved)
  await addLink(list, 'Nouveau')
  await run()
  const ids = (await named('Tous les musées')).resources.map(({ id }: { id: string }) => id)
  expect(ids.slice(1)).toEqual(moved)
  await camille.call('DELETE', `/api/1/datasets/${mine.id}/resources/${own.json.id}/`)
})

test('what a person gives back to the mirror follows again', async () => {
  const mine = await named('Tous les musées')
  await camille.call('PUT', `/api/1/datasets/${mine.id}/`, { tags: mine.tags, description: 'Leur description.' })
  await run()
  await theirs.call('PUT', `/api/1/datasets/${list}/`, { tags: ['musees'], description: 'Encore une autre.' })
  await run()
  expect((await named('Tous les musées')).description).toBe('Encore une autre.')
})

test('what somebody deleted here is not made again, until it is restored', async () => {
  const mine = await named('Tous les musées')
  await camille.call('DELETE', `/api/1/datasets/${mine.id}/resources/${mine.resources[0].id}/`)
  const frequentation = await named('Fréquentation')
  await camille.call('DELETE', `/api/1/datasets/${frequentation.id}/`)
  await theirs.call('PUT', `/api/1/datasets/${list}/`, { tags: ['musees', 'art'] })
  await theirs.call('PUT', `/api/1/datasets/${visits}/`, { tags: ['visites'] })
  const events = await run()
  expect(told(events)).toContain('Nouveau ignored')
  expect(told(events)).toContain('Fréquentation ignored')
  expect(events.find(({ outcome }) => outcome === 'ignored')?.text?.fr).toMatch(/supprimé ici/)
  expect(await named('Fréquentation')).toBeUndefined()
  await camille.call('PUT', `/api/1/datasets/${frequentation.id}/`, { deleted: null })
  await run()
  expect((await named('Fréquentation')).tags).toEqual(['visites'])
})

test('what disappears there stays here, is told once, and follows again when it comes back', async () => {
  const { resources } = (await theirs.call('GET', `/api/1/datasets/${list}/`)).json
  const site = resources.find(({ title }: { title: string }) => title === 'Site')
  await theirs.call('DELETE', `/api/1/datasets/${list}/resources/${site.id}/`)
  await theirs.call('DELETE', `/api/1/datasets/${visits}/`)
  const gone = (await run()).filter(({ outcome }) => outcome === 'vanished')
  expect(gone.map(({ key }) => key)).toEqual([`${list}/${site.id}`, visits])
  expect(gone[1]?.text?.fr).toMatch(/n’est plus sur le site d’origine/)
  expect((await run()).filter(({ outcome }) => outcome !== 'unchanged')).toEqual([])
  expect((await named('Tous les musées')).resources.map(({ title }: { title: string }) => title)).toContain('Site')
  expect(await named('Fréquentation')).toBeDefined()
  await theirs.call('PUT', `/api/1/datasets/${visits}/`, { deleted: null, tags: ['retour'] })
  await run()
  expect((await named('Fréquentation')).tags).toEqual(['retour'])
  expect((await here()).length).toBe(2)
})

test('a dataset that leaves the perimeter, or becomes private, is kept and told', async () => {
  const flow = { flowId: 'archives', perimeter: { by: 'tag' as const, value: 'archives' } }
  const one = await create('Archives', { tags: ['archives'] })
  const two = await create('Registres', { tags: ['archives'] })
  // With a key of theirs the list goes on holding what isn't public any more.
  await run({ ...flow, apiKey: theirs.key })
  await theirs.call('PUT', `/api/1/datasets/${one}/`, { tags: ['autre'] })
  await theirs.call('PUT', `/api/1/datasets/${two}/`, { tags: ['archives'], private: true })
  const events = await run({ ...flow, apiKey: theirs.key })
  expect(events.map(({ title, outcome, text }) => [title, outcome, text?.fr.slice(0, 40)])).toEqual([
    ['Registres', 'vanished', 'Il est maintenant privé, archivé ou supp'],
    ['Archives', 'vanished', 'Il ne fait plus partie de ce qui est rec'],
  ])
  expect(told(await run({ ...flow, apiKey: theirs.key }))).toEqual(['Registres ignored'])
  expect(await named('Registres')).toMatchObject({ private: false })
  // Nobody saw them leave: the flow of the whole organization meets them too, and leaves them to the other.
  const others = (await run()).filter(({ outcome }) => outcome === 'ignored')
  expect(others.map(({ title, text }) => [title, text?.fr.slice(0, 14)])).toEqual([['Archives', 'Un autre flux ']])
})

test('by tag and by topic, into another organization, as links', async () => {
  const region = await organization(camille, 'DRAC')
  const who = actorIn(region)
  const elements = [{ element: { class: 'Dataset', id: list } }]
  const topic = { name: 'Culture', description: 'C', tags: ['culture'], elements }
  const { slug } = (await theirs.call('POST', '/api/2/topics/', topic)).json
  const into = { organizationId: region, files: 'link' as const }
  await run({ ...into, flowId: 'topic', perimeter: { by: 'topic', value: slug } }, undefined, who)
  const linked = await named('Tous les musées', region)
  const file1 = linked.resources.find(({ title }: { title: string }) => title === 'Leur titre')
  expect(file1).toMatchObject({ filetype: 'remote', format: 'csv', url: `${server()}/api/1/datasets/r/${file}` })

  // From links to copies: the ids stay, the bytes come.
  await run({ ...into, files: 'copy', flowId: 'topic', perimeter: { by: 'topic', value: slug } }, undefined, who)
  const copied = (await named('Tous les musées', region)).resources.find(({ id }: { id: string }) => id === file1.id)
  expect([copied.filetype, await (await fetch(copied.url)).text()]).toEqual(['file', 'nom;ville\nOrsay;Paris\n'])
  // And back: a file is no link any more, it goes on following.
  const back = await run({ ...into, flowId: 'topic', perimeter: { by: 'topic', value: slug } }, undefined, who)
  expect(back.every(({ outcome }) => outcome === 'unchanged' || outcome === 'ignored')).toBe(true)
})

test('a flow that takes over from one that went away makes nothing twice', async () => {
  await releaseMirror(app.database.db, 'musees')
  const before = (await here()).map(({ id }) => id)
  const events = await run({ flowId: 'suite' })
  expect(events.filter(({ outcome }) => outcome === 'published')).toEqual([])
  expect((await here()).map(({ id }) => id)).toEqual(before)
})

test('a run that is ended anywhere is gone on with by the next one, and makes nothing twice', async () => {
  const bibliotheque = await organization(theirs, 'Bibliothèque')
  for (const n of [1, 2, 3]) {
    const id = (
      await theirs.call('POST', '/api/1/datasets/', {
        title: `Livres ${n}`,
        description: 'D',
        organization: bibliotheque,
      })
    ).json.id
    await theirs.upload(`/api/1/datasets/${id}/upload/`, 'livres.csv', `titre;cote\nLivre;${n}\n`)
    await addLink(id, 'Catalogue')
  }
  const into = await organization(camille, 'BnF')
  const flow = {
    flowId: 'livres',
    organizationId: into,
    perimeter: { by: 'organization' as const, value: bibliotheque },
  }
  const stop = new Error('stop')
  for (let ended = 0, after = 1; ended < 20; ended++) {
    let n = 0
    const seen = run(flow, () => void (++n === after && ((after += 1), fail(stop))), actorIn(into))
    const outcome = await seen.then(
      () => 'done',
      (error: unknown) => error,
    )
    if (outcome === 'done') break
    expect(outcome).toBe(stop)
    // What a process leaves that dies after the bytes, before the words.
    await sql`update mirrored set made = false, copied = null, written = '{}' where kind = 'resource' and flow_id = 'livres'
      and local_id in (select id::text from resources where filetype = 'file')`.execute(app.database.db)
    await sql`update mirrored set fingerprint = null where flow_id = 'livres'`.execute(app.database.db)
  }
  const versions = await countVersions()
  await run(flow, undefined, actorIn(into))
  const copies = await here(into)
  expect(copies.map(({ title, resources }) => [title, resources.map((one: { title: string }) => one.title)])).toEqual(
    [1, 2, 3].map((n) => [`Livres ${n}`, ['Catalogue', 'livres.csv']]),
  )
  expect(await countVersions()).toBe(versions)
})

const fail = (error: Error): never => {
  throw error
}

test('a key that is refused, a private server, an unknown organization and a stranger change nothing', async () => {
  const before = JSON.stringify(await here())
  await expect(run({ apiKey: 'fausse-clef' })).rejects.toMatchObject({ reason: 'credentials' })
  await expect(run({ server: 'http://interne.example' })).rejects.toMatchObject({ reason: 'address', code: 'invalid' })
  await expect(run({ server: 'http://127.0.0.1:5432' })).rejects.toMatchObject({ reason: 'address' })
  const unknown = { perimeter: { by: 'organization' as const, value: 'rien-de-tel' } }
  await expect(run(unknown)).rejects.toMatchObject({ reason: 'not_found' })
  await expect(run({}, undefined, { ...actor, memberships: [] })).rejects.toMatchObject({ code: 'forbidden' })
  expect(JSON.stringify(await here())).toBe(before)
})

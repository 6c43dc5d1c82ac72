import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { openRemote, RemoteFailure, type Remote, type Upload } from './index.ts'

/** The other server is one of ours; `app` is where the requests leave from. */
let app: TestApp
let distant: TestApp
let camille: Person
let other: Person
let dataset: { id: string; slug: string }
let remote: Remote
beforeAll(async () => {
  app = await startTestApp({ sites: {} })
  distant = await startTestApp({ maxUploadBytes: 2_000_000 })
  camille = await distant.person('Camille Perrin')
  other = await distant.person('Alix Moreau')
  dataset = (await camille.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.' })).json
  remote = remoteOf(camille.key)
})
afterAll(async () => {
  await app.close()
  await distant.close()
})

const remoteOf = (apiKey: string | null): Remote =>
  openRemote({ server: distant.url, apiKey }, { outgoing: app.outgoing })
const failureOf = async (asking: Promise<unknown>): Promise<RemoteFailure> => {
  const error = await asking.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  expect(error).toBeInstanceOf(RemoteFailure)
  return error as RemoteFailure
}
const sha1 = (content: string) => createHash('sha1').update(content).digest('hex')
let opened = 0
let keys = 0
const uploadOf = (content: string, rest: Partial<Upload> = {}): Upload => ({
  datasetId: dataset.id,
  resourceId: null,
  title: null,
  fileName: 'Liste des Musées.csv',
  sizeBytes: Buffer.byteLength(content),
  sha1: sha1(content),
  key: `essai-${++keys}`,
  open: async () => {
    opened++
    return (async function* () {
      for (let at = 0; at < content.length; at += 1_000) yield Buffer.from(content.slice(at, at + 1_000))
    })()
  },
  ...rest,
})
const resourcesNow = async () => (await camille.call('GET', `/api/1/datasets/${dataset.id}/`)).json.resources
const bytesOf = async (url: string) => (await fetch(url)).text()

test('a key says whose it is, and one that is wrong is said so without being shown', async () => {
  expect(await remote.getMe()).toMatchObject({ id: camille.user.id, name: 'Camille Perrin', organizations: [] })
  const wrong = await failureOf(remoteOf('fausse-clef-que-personne-ne-doit-lire').getMe())
  expect(wrong.reason).toBe('credentials')
  expect(wrong.text.fr).toMatch(/^La clé n’est plus acceptée par 127\.0\.0\.1:\d+ :/)
  expect(JSON.stringify([wrong.text, wrong.message, wrong.stack])).not.toContain('fausse-clef')
  expect((await failureOf(remoteOf(null).getMe())).text.fr).toMatch(/demande une clé d’API/)
})

test('a dataset is read by its id or its slug, and one that is not there is said so', async () => {
  const read = await remote.getDataset(dataset.slug)
  expect(read).toMatchObject({
    id: dataset.id,
    title: 'Musées',
    description: 'Les musées.',
    private: false,
    archived: false,
    deleted: false,
    mayEdit: true,
    resources: [],
  })
  expect((await remoteOf(other.key).getDataset(dataset.id)).mayEdit).toBe(false)
  expect((await failureOf(remote.getDataset('rien-de-tel'))).reason).toBe('not_found')
})

test('a new file arrives whole under its name, once however often it is sent', async () => {
  const content = `nom;ville\n${'Musée d’Orsay;Paris\n'.repeat(5_000)}`
  const told: number[] = []
  const sent = await remote.uploadResource(uploadOf(content, { onProgress: (bytes) => void told.push(bytes) }))
  expect(sent.outcome).toBe('published')
  expect(sent.resource).toMatchObject({
    title: 'liste-des-musees.csv',
    checksum: { type: 'sha1', value: sha1(content) },
  })
  expect(await bytesOf(sent.resource.url)).toBe(content)
  expect(told.at(-1)).toBe(Buffer.byteLength(content))
  opened = 0
  const again = await remote.uploadResource(uploadOf(content))
  expect(again).toMatchObject({ outcome: 'unchanged', resource: { id: sent.resource.id } })
  expect([opened, (await resourcesNow()).length]).toEqual([0, 1])
})

test('a file is replaced at its address, and keeps the title and the words that people gave it', async () => {
  const [{ id }] = await resourcesNow()
  const described = await remote.describeResource(dataset.id, id, { title: 'Les musées', description: 'Tous.' })
  expect(described).toMatchObject({ id, title: 'Les musées', description: 'Tous.' })
  const other = 'nom;ville\nLouvre;Paris\n'
  const replaced = await remote.uploadResource(uploadOf(other, { resourceId: id, key: 'b' }))
  expect(replaced).toMatchObject({ outcome: 'published', resource: { id, title: 'Les musées', description: 'Tous.' } })
  // A file that comes back to what it was is a publication like another, whatever its key.
  const content = `nom;ville\n${'Musée d’Orsay;Paris\n'.repeat(5_000)}`
  for (const [bytes, key] of [
    [content, 'a'],
    [other, 'b'],
    [content, 'a'],
  ] as const) {
    expect((await remote.uploadResource(uploadOf(bytes, { resourceId: id, key }))).outcome).toBe('published')
  }
  expect((await remote.uploadResource(uploadOf(content, { resourceId: id, key: 'a' }))).outcome).toBe('unchanged')
  const versions = (await camille.call('GET', `/api/1/datasets/${dataset.id}/resources/${id}/versions/`)).json
  expect(versions.length).toBe(5)
})

test('nothing is sent to where it would be refused', async () => {
  opened = 0
  expect((await failureOf(remoteOf(other.key).uploadResource(uploadOf('a;b\n1;2\n')))).reason).toBe('credentials')
  expect((await failureOf(remoteOf('fausse').uploadResource(uploadOf('a;b\n1;2\n')))).reason).toBe('credentials')
  const gone = uploadOf('a;b\n1;2\n', { resourceId: '00000000-0000-4000-8000-000000000000' })
  expect((await failureOf(remote.uploadResource(gone))).reason).toBe('not_found')
  const link = await camille.call('POST', `/api/1/datasets/${dataset.id}/resources/`, {
    title: 'Lien',
    filetype: 'remote',
    url: 'https://fichiers.example/a.csv',
  })
  const onto = await failureOf(remote.uploadResource(uploadOf('a;b\n1;2\n', { resourceId: link.json.id })))
  expect([onto.reason, opened]).toEqual(['refused', 0])
})

test('what the server refuses of a file is told in its words, and what is too large as such', async () => {
  const before = (await resourcesNow()).length
  const refused = await failureOf(remote.uploadResource(uploadOf('MZ', { fileName: 'virus.exe' })))
  expect([refused.reason, refused.text.fr]).toEqual(['refused', expect.stringContaining('extension')])
  const large = await failureOf(remote.uploadResource(uploadOf('a;b\n1;2\n'.repeat(400_000))))
  expect(large.reason).toBe('too_large')
  expect((await resourcesNow()).length).toBe(before)
})

test('a file that its source cuts, or that is another than announced, is never published', async () => {
  const before = (await resourcesNow()).length
  const cut = new Error('the bucket went away')
  const failing = uploadOf('a;b\n1;2\n'.repeat(2_000), {
    open: async () =>
      (async function* () {
        yield Buffer.from('a;b\n')
        throw cut
      })(),
  })
  await expect(remote.uploadResource(failing)).rejects.toBe(cut)
  const shorter = uploadOf('a;b\n1;2\n', { sizeBytes: 1_000 })
  expect((await failureOf(remote.uploadResource(shorter))).reason).toBe('corrupted')
  const longer = uploadOf('a;b\n1;2\n', { sizeBytes: 5 })
  expect((await failureOf(remote.uploadResource(longer))).reason).toBe('corrupted')
  // The checksum goes along: a server of ours refuses what doesn't match it.
  const another = uploadOf('a;b\n1;2\n', { sha1: sha1('something else') })
  expect((await failureOf(remote.uploadResource(another))).reason).toBe('refused')
  expect((await resourcesNow()).length).toBe(before)
})

test('an upload is given up while it is under way', async () => {
  const before = (await resourcesNow()).length
  const stop = new Error('stop')
  const onProgress = async (bytes: number) => {
    if (bytes > 50_000) throw stop
  }
  await expect(remote.uploadResource(uploadOf('a;b\n1;2\n'.repeat(20_000), { onProgress }))).rejects.toBe(stop)
  expect((await resourcesNow()).length).toBe(before)
})

test('the datasets of an organization, of a tag and of a topic come by pages', async () => {
  const organization = (await camille.call('POST', '/api/1/organizations/', { name: 'DRAC', description: 'Région' }))
    .json
  const titles = Array.from({ length: 45 }, (_, i) => `Jeu ${i + 1}`)
  const ids: string[] = []
  for (const [i, title] of titles.entries()) {
    const body = { title, description: 'D', organization: organization.id, tags: i % 2 ? ['archives'] : ['musees'] }
    ids.push((await camille.call('POST', '/api/1/datasets/', body)).json.id)
  }
  const elements = ids.slice(0, 3).map((id) => ({ element: { class: 'Dataset', id } }))
  const topic = (
    await camille.call('POST', '/api/2/topics/', { name: 'Culture', description: 'C', tags: ['a-tag'], elements })
  ).json
  const listed = async (by: 'organization' | 'tag' | 'topic', value: string) => {
    const pages: string[][] = []
    for await (const page of remote.listDatasets({ by, value })) pages.push(page.map(({ title }) => title))
    return pages
  }
  const pages = await listed('organization', organization.slug)
  expect([pages.map((page) => page.length), pages.flat()]).toEqual([[20, 20, 5], titles])
  expect((await listed('tag', 'archives')).flat().length).toBe(22)
  expect((await listed('topic', topic.slug)).flat()).toEqual(titles.slice(0, 3))
  expect(await remote.describePerimeter({ by: 'topic', value: topic.id })).toEqual({ name: 'Culture', total: 3 })
  expect(await listed('tag', 'rien-de-tel')).toEqual([])
  // udata would give the whole catalogue for a topic that it doesn't know.
  const unknown = await failureOf(listed('topic', '0123456789abcdef01234567'))
  expect(unknown.reason).toBe('not_found')
})

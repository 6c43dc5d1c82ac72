/** udata-api.md §9.1, §9.2, §9.4: files sent in one piece, and replaced. */
import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, get, newDataset, newLink, read, sendForm, UNKNOWN_UUID, worldOfFile } from './datasets.kit.ts'

const world = worldOfFile()
const owner = () => world.as.owner
const OLD = 'code;nom\n06088;Musée d’art\n2A004;Musée de la mer\n'
const NEW = 'code;nom\n06088;Musée des arts\n'
let dataset: { id: string; slug: string }
let base: string

beforeAll(async () => {
  dataset = await newDataset(owner(), { title: 'Jeu de fichiers' })
  base = `/api/1/datasets/${dataset.id}`
})

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')
const upload = (name = 'musees.csv', content: string | Uint8Array = OLD) =>
  owner().upload(`${base}/upload/`, name, content)
const replace = (rid: string, name = 'musees_2025.csv', content: string | Uint8Array = NEW) =>
  owner().upload(`${base}/resources/${rid}/upload/`, name, content)
const bytesAt = async (url: string) => (await fetch(url)).text()
const resourcesNow = async () => (await read(owner(), `${base}/`)).resources
const RESOURCE_KEYS = `checksum created_at description extras filesize filetype format harvest id internal last_modified
  latest metrics mime preview_url schema success title type url`.split(/\s+/)

test('a new file: what the server computes of it, and a resource that says so', async () => {
  const file = await bodyOf(upload(), 201)
  expect(Object.keys(file).sort()).toEqual(RESOURCE_KEYS)
  expect(file).toMatchObject({
    success: true,
    title: 'musees.csv',
    filetype: 'file',
    type: 'main',
    format: 'csv',
    mime: 'text/csv',
    filesize: Buffer.byteLength(OLD),
    checksum: { type: 'sha1', value: sha1(OLD) },
    latest: `${world.url}/api/1/datasets/r/${file.id}`,
    description: null,
    schema: null,
  })
  expect(new URL(file.url).pathname).toMatch(/\/musees\.csv$/)
  const { success: _, ...resource } = file
  expect(await read(world.as.anonymous, `${base}/resources/${file.id}/`)).toEqual(resource)
})

test('the bytes come back as they were sent, by the address and by the permalink', async () => {
  const file = await bodyOf(upload('octets.csv', `\ufeff${OLD}`), 201)
  expect(Buffer.from(await (await fetch(file.url)).arrayBuffer()).toString('utf8')).toBe(`\ufeff${OLD}`)
  const permalink = await get(world.as.anonymous, `/api/1/datasets/r/${file.id}`)
  expect([permalink.status, permalink.headers.get('location')]).toEqual([302, file.url])
  const head = await fetch(file.url, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-disposition')]).toEqual([200, expect.stringContaining('octets.csv')])
})

test.each([
  ['Test.TXT', 'test.txt', 'txt'],
  ['test with  spaces.txt', 'test-with-spaces.txt', 'txt'],
  ['éàü@€.txt', 'eau-eur.txt', 'txt'],
  ['a.2022.csv.tar.gz', 'a.2022.csv.tar.gz', 'csv.tar.gz'],
  ['test.2022.zip', 'test.2022.zip', 'zip'],
  ['test.geojson.csv', 'test.geojson.csv', 'csv'],
])('the file %s is stored as %s and is a %s', async (name, stored, format) => {
  const file = await bodyOf(upload(name, 'contenu;un\n1;2\n'), 201)
  expect(file).toMatchObject({ title: stored, format })
  expect(decodeURIComponent(new URL(file.url).pathname.split('/').at(-1) ?? '')).toBe(stored)
})

test('a new file is the first of the list, and moves the dates of its dataset', async () => {
  const before = await read(owner(), `${base}/`)
  const { id } = await bodyOf(upload('premier.txt', 'premier'), 201)
  const after = await read(owner(), `${base}/`)
  expect(after.resources[0].id).toBe(id)
  for (const key of ['last_modified', 'last_update'])
    expect(Date.parse(after[key])).toBeGreaterThan(Date.parse(before[key]))
})

test.each([
  ['an extension that is not accepted', 'musees.exe', OLD, 400],
  ['no extension', 'musees', OLD, 400],
  ['an accepted extension before another', 'musees.csv.exe', OLD, 400],
  ['an empty file', 'vide.csv', '', 400],
  ['a web page', 'page.html', '<!DOCTYPE html><html><body>Bonjour</body></html>', 415],
])('%s is refused, and nothing is kept', async (_, name, content, status) => {
  const before = (await resourcesNow()).length
  const answer = await upload(name, content)
  expect(status === 415 ? [400, 415] : [status]).toContain(answer.status)
  expect(answer.json.message ?? answer.json.error).toMatch(/\S/)
  expect(await resourcesNow()).toHaveLength(before)
})

test('an upload without a file, or in another form, is refused, new or replacing', async () => {
  const { id } = await newLink(owner(), dataset.id)
  for (const path of [`${base}/upload/`, `${base}/resources/${id}/upload/`]) {
    const empty = await sendForm(`${world.url}${path}`, world.people.owner.key, [['filename', 'musees.csv']])
    expect([empty.status, empty.json]).toEqual([
      400,
      expect.objectContaining({ success: false, error: expect.stringMatching(/\S/) }),
    ])
    expect((await owner().call('POST', path, { file: 'musees.csv' })).status).toBe(400)
  }
  expect((await owner().upload(`${base}/resources/${UNKNOWN_UUID}/upload/`, 'musees.csv', NEW)).status).toBe(404)
})

test('a replacement: the same resource and permalink, everything else is the new file’s', async () => {
  const before = await bodyOf(upload(), 201)
  const after = await bodyOf(replace(before.id))
  expect(Object.keys(after).sort()).toEqual(RESOURCE_KEYS)
  expect(after).toMatchObject({
    id: before.id,
    latest: before.latest,
    success: true,
    filetype: 'file',
    title: 'musees-2025.csv',
    filesize: Buffer.byteLength(NEW),
    checksum: { type: 'sha1', value: sha1(NEW) },
    created_at: before.created_at,
  })
  expect(after.url).not.toBe(before.url)
  expect(after.url).toContain('musees-2025.csv')
  expect(Date.parse(after.last_modified)).toBeGreaterThan(Date.parse(before.last_modified))
  expect(await bytesAt(after.latest)).toBe(NEW)
})

test('the address of a replaced file goes on giving the old bytes', async () => {
  const before = await bodyOf(upload('ancien.csv'), 201)
  await bodyOf(replace(before.id))
  expect(await bytesAt(before.url)).toBe(OLD)
})

test('a replacement may change the format; metadata that is not of the file stays', async () => {
  const { id } = await bodyOf(upload(), 201)
  const described = { description: 'La liste.', type: 'update', schema: { name: 'a/b', version: '1', url: null } }
  await bodyOf(owner().call('PUT', `${base}/resources/${id}/`, described))
  const after = await bodyOf(replace(id, 'liste.json', '[{"code":"06088"}]'))
  expect(after).toMatchObject({ ...described, format: 'json', mime: 'application/json' })
})

test('a refused replacement leaves the file as it was', async () => {
  const before = await bodyOf(upload(), 201)
  for (const [name, content] of [
    ['musees.exe', NEW],
    ['musees.csv', ''],
  ] as const)
    expect((await replace(before.id, name, content)).status).toBe(400)
  const { success: _, ...resource } = before
  expect(await read(owner(), `${base}/resources/${before.id}/`)).toEqual(resource)
  expect(await bytesAt(before.latest)).toBe(OLD)
})

test('a file of another dataset is not there to be replaced', async () => {
  const other = await newDataset(owner())
  const { id } = await bodyOf(upload(), 201)
  const answer = await owner().upload(`/api/1/datasets/${other.id}/resources/${id}/upload/`, 'musees.csv', NEW)
  expect(answer.status).toBe(404)
})

test('what a PUT says of the bytes of a hosted file is ignored: cdata sends the old checksum back', async () => {
  const before = await bodyOf(upload(), 201)
  const after = await bodyOf(replace(before.id))
  const { success: _, ...sent } = before
  const put = await bodyOf(owner().call('PUT', `${base}/resources/${before.id}/`, { ...sent, title: 'Les musées' }))
  const { url, checksum, filesize, mime, format } = after
  expect(put).toMatchObject({ title: 'Les musées', filetype: 'file', url, checksum, filesize, mime, format })
  const lies = { url: 'https://www.example.org/', checksum: null, filesize: 1, mime: 'text/html', format: 'pdf' }
  expect(await bodyOf(owner().call('PUT', `${base}/resources/${before.id}/`, lies))).toMatchObject({
    url,
    checksum,
    filesize,
    mime,
    format,
  })
})

test('the same holds for the list inside a PUT of the dataset', async () => {
  const { id } = await newDataset(owner(), { title: 'Un seul fichier' })
  const file = await bodyOf(owner().upload(`/api/1/datasets/${id}/upload/`, 'seul.csv', OLD), 201)
  const resources = [{ id: file.id, title: 'Seul', url: 'https://www.example.org/', filesize: 1, checksum: null }]
  const put = await bodyOf(owner().call('PUT', `/api/1/datasets/${id}/`, { resources }))
  expect(put.resources[0]).toMatchObject({
    title: 'Seul',
    url: file.url,
    filesize: file.filesize,
    checksum: file.checksum,
  })
})

test('a deleted file is found by no permalink', async () => {
  const file = await bodyOf(upload(), 201)
  expect((await owner().call('DELETE', `${base}/resources/${file.id}/`)).status).toBe(204)
  expect((await get(world.as.anonymous, `/api/1/datasets/r/${file.id}`)).status).toBe(404)
})

test('a link takes a file and keeps its id and permalink', async () => {
  const link = await newLink(owner(), dataset.id)
  const file = await bodyOf(replace(link.id))
  expect(file).toMatchObject({ id: link.id, latest: link.latest, checksum: { type: 'sha1', value: sha1(NEW) } })
})

import { createHash } from 'node:crypto'
import { connect as connectSocket } from 'node:net'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFilesIn } from '../testing/open-files.ts'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let camille: Person
let outsider: Person
let dataset: { id: string; slug: string }

beforeAll(async () => {
  app = await startTestApp({ maxUploadBytes: 1_000_000 })
  camille = await app.person('Camille Perrin')
  outsider = await app.person('Sacha Morel')
  dataset = (await camille.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.' })).json
})
afterAll(() => app.close())

const OLD = 'code;nom;visiteurs\n06088;Musée d’art;12\n2A004;Musée de la mer;7\n'
const NEW = 'code;nom;visiteurs\n06088;Musée d’art;13\n'
const upload = (content: string | Uint8Array = OLD, fileName = 'Liste des musées.csv') =>
  camille.upload(`/api/1/datasets/${dataset.id}/upload/`, fileName, content)
const replace = (rid: string, content: string | Uint8Array = NEW, fileName = 'musees_2025.csv', query = '') =>
  camille.upload(`/api/1/datasets/${dataset.id}/resources/${rid}/upload/${query}`, fileName, content)
const bytesAt = async (url: string) => (await fetch(url)).text()
const resources = async () => (await anonymous(app.url).call('GET', `/api/1/datasets/${dataset.id}/`)).json.resources
const leftovers = () => readdir(join(app.folder, 'blobs', 'tmp'))

test('a new file has udata’s shape, its table seen in the same request', async () => {
  const { status, json } = await upload()
  expect(status).toBe(201)
  expect(json).toMatchObject({
    success: true,
    title: 'liste-des-musees.csv',
    filetype: 'file',
    type: 'main',
    format: 'csv',
    mime: 'text/csv',
    filesize: Buffer.byteLength(OLD),
    checksum: { type: 'sha1', value: createHash('sha1').update(OLD).digest('hex') },
    url: `${app.url}/files/${json.id}/1/liste-des-musees.csv`,
    latest: `${app.url}/api/1/datasets/r/${json.id}`,
    extras: {
      'analysis:parsing:encoding': 'utf-8',
      'analysis:parsing:separator': ';',
      'analysis:parsing:total_lines': 2,
      'analysis:parsing:error': null,
      'cimaise:version': 1,
      'cimaise:columns': [
        { name: 'code', type: 'text' },
        { name: 'nom', type: 'text' },
        { name: 'visiteurs', type: 'integer' },
      ],
    },
  })
})

test('a replacement: same id, same stable address, new bytes; the old address keeps the old ones', async () => {
  const before = (await upload()).json
  const { status, json: after } = await replace(before.id)
  expect([status, after.id, after.latest]).toEqual([200, before.id, before.latest])
  expect(after).toMatchObject({
    title: 'musees-2025.csv',
    url: expect.stringContaining('/2/musees-2025.csv'),
    extras: { 'cimaise:version': 2 },
  })
  expect(await bytesAt(after.latest)).toBe(NEW)
  expect(await bytesAt(after.url)).toBe(NEW)
  expect(await bytesAt(before.url)).toBe(OLD)
})

test('the back-office keeps the title of the file it replaces', async () => {
  const { id } = (await upload()).json
  await camille.call('PUT', `/api/1/datasets/${dataset.id}/resources/${id}/`, { title: 'Les musées' })
  expect((await replace(id, NEW, 'autre.csv', '?keep_title=true')).json.title).toBe('Les musées')
})

test('the same bytes again change nothing, and that is said', async () => {
  const before = (await upload()).json
  const again = (await replace(before.id, OLD, 'autre-nom.csv')).json
  expect(again.extras['cimaise:unchanged']).toBe(true)
  expect(again).toMatchObject({ url: before.url, title: before.title, last_modified: before.last_modified })
})

test('clients that send back what they read change no byte of a file (the old checksum of a replaced one)', async () => {
  const before = (await upload()).json
  const after = (await replace(before.id)).json
  const path = `/api/1/datasets/${dataset.id}/resources/${before.id}/`
  const put = await camille.call('PUT', path, { ...before, title: 'Titre remis', description: 'Les musées' })
  expect(put.json).toMatchObject({
    title: 'Titre remis',
    url: after.url,
    checksum: after.checksum,
    filesize: after.filesize,
    format: 'csv',
  })
  expect(put.json.extras['cimaise:version']).toBe(2)
})

test('a link becomes a file and keeps its id', async () => {
  const link = (
    await camille.call('POST', `/api/1/datasets/${dataset.id}/resources/`, {
      filetype: 'remote',
      title: 'Lien',
      url: 'https://example.org/a.csv',
    })
  ).json
  const file = (await replace(link.id)).json
  expect(file).toMatchObject({ id: link.id, filetype: 'file' })
  expect(await bytesAt(link.latest)).toBe(NEW)
})

test('parts before the file, as data.gouv.fr’s back-office sends them', async () => {
  const form = new FormData()
  form.append('uuid', 'd9c2e1d0-0000-4000-8000-000000000000')
  form.append('filename', 'musees.csv')
  form.append('file', new Blob([OLD]), 'musees.csv')
  const response = await fetch(`${app.url}/api/1/datasets/${dataset.id}/upload/?lang=fr`, {
    method: 'POST',
    headers: { 'X-API-KEY': camille.key },
    body: form,
  })
  expect(response.status).toBe(201)
})

test.each([
  [
    'an HTML page named .csv',
    '\ufeff  <!-- erreur -->\n<!DOCTYPE html><html><body>Erreur 404</body></html>',
    'musees.csv',
    415,
    'page web',
  ],
  ['an empty file', '', 'musees.csv', 400, 'vide'],
  ['blanks', ' \n\t\n', 'musees.csv', 400, 'vide'],
  ['a file over the limit', 'a'.repeat(1_000_001), 'musees.csv', 413, 'limite'],
  ['a name that goes up', OLD, '../../etc/musees.csv', 400, '..'],
  ['a name of 300 characters', OLD, `${'a'.repeat(296)}.csv`, 400, 'trop long'],
  ['a kind that is not accepted', OLD, 'musees.exe', 400, '/api/1/datasets/extensions/'],
])(
  '%s is refused in upload’s shape; the file before is still served, nothing is left',
  async (_, content, fileName, status, reason) => {
    const before = (await upload()).json
    const count = (await resources()).length
    for (const answer of [await upload(content, fileName), await replace(before.id, content, fileName)]) {
      expect(answer.status).toBe(status)
      expect(answer.json).toMatchObject({ success: false, error: expect.stringContaining(reason) })
    }
    expect(await resources()).toHaveLength(count)
    expect(await bytesAt(before.latest)).toBe(OLD)
    expect(await leftovers()).toEqual([])
  },
)

const BOUNDARY = 'x'.repeat(20)
const rawUpload = (body: string | Buffer, fileName = 'a.csv') =>
  fetch(`${app.url}/api/1/datasets/${dataset.id}/upload/`, {
    method: 'POST',
    headers: { 'X-API-KEY': camille.key, 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` },
    body: Buffer.concat([
      Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\n\r\n`),
      Buffer.from(body),
    ]),
  })

test('a NUL in a name is refused', async () => {
  const response = await rawUpload(`${OLD}\r\n--${BOUNDARY}--\r\n`, 'mus\0ees.csv')
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ success: false })
  expect(await leftovers()).toEqual([])
})

test('a multipart body that ends too early is refused and leaves nothing', async () => {
  const count = (await resources()).length
  const response = await rawUpload(OLD)
  expect(response.status).toBe(400)
  expect((await response.json()).error).toContain('interrompu')
  expect(await resources()).toHaveLength(count)
  expect(await leftovers()).toEqual([])
})

test('a sender who hangs up in the middle leaves nothing', async () => {
  const count = (await resources()).length
  const { hostname, port } = new URL(app.url)
  await new Promise<void>((resolve) => {
    const socket = connectSocket(Number(port), hostname, () => {
      const head = `POST /api/1/datasets/${dataset.id}/upload/ HTTP/1.1\r\nHost: x\r\nX-API-KEY: ${camille.key}\r\nContent-Type: multipart/form-data; boundary=${BOUNDARY}\r\nContent-Length: 900000\r\n\r\n`
      socket.write(
        `${head}--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${'a;b\n'.repeat(20_000)}`,
      )
      setTimeout(() => (socket.destroy(), resolve()), 200)
    })
  })
  await expect.poll(leftovers).toEqual([])
  expect(await resources()).toHaveLength(count)
})

test('no multipart, and no file in it, are said', async () => {
  const path = `/api/1/datasets/${dataset.id}/upload/`
  expect((await camille.call('POST', path, {})).json).toMatchObject({
    success: false,
    error: expect.stringContaining('multipart'),
  })
  const form = new FormData()
  form.append('filename', 'a.csv')
  const response = await fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: { 'X-API-KEY': camille.key },
    body: form,
  })
  expect([response.status, (await response.json()).success]).toEqual([400, false])
})

test('only those who may edit deposit: 401, 403, 404', async () => {
  const { id } = (await upload()).json
  for (const path of [
    `/api/1/datasets/${dataset.id}/upload/`,
    `/api/1/datasets/${dataset.id}/resources/${id}/upload/`,
  ]) {
    expect((await anonymous(app.url).upload(path, 'a.csv', OLD)).status).toBe(401)
    expect((await outsider.upload(path, 'a.csv', OLD)).status).toBe(403)
  }
  expect((await camille.upload(`/api/1/datasets/${'0'.repeat(24)}/upload/`, 'a.csv', OLD)).status).toBe(404)
  expect((await replace('00000000-0000-4000-8000-000000000000')).status).toBe(404)
})

test('a file that can’t be read as a table is published all the same, and the reason is said', async () => {
  const { status, json } = await upload(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), 'musees.csv')
  expect(status).toBe(201)
  expect(json.extras['cimaise:columns']).toBeUndefined()
  expect(json.extras['cimaise:format']).not.toBe('csv')
})

test('twenty replacements of one file at once are all kept, one is current', async () => {
  const { id, latest } = (await upload()).json
  const contents = Array.from({ length: 20 }, (_, i) => `code;nom\n${i};Musée\n`)
  const answers = await Promise.all(contents.map((content) => replace(id, content)))
  expect(answers.map((answer) => answer.status)).toEqual(contents.map(() => 200))
  expect(new Set(answers.map((answer) => answer.json.extras['cimaise:version'])).size).toBe(20)
  for (const [i, answer] of answers.entries()) expect(await bytesAt(answer.json.url)).toBe(contents[i])
  const current = answers.find((answer) => answer.json.extras['cimaise:version'] === 21)
  expect(await bytesAt(latest)).toBe(contents[answers.indexOf(current!)])
})

test('a file removed while its replacement is on the way: the replacement is refused, nothing comes back', async () => {
  const { id } = (await upload()).json
  const boundary = BOUNDARY
  const sending = fetch(`${app.url}/api/1/datasets/${dataset.id}/resources/${id}/upload/`, {
    method: 'POST',
    headers: { 'X-API-KEY': camille.key, 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    duplex: 'half',
    body: (async function* () {
      yield Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${'a;b\n'.repeat(2_000)}`,
      )
      await camille.call('DELETE', `/api/1/datasets/${dataset.id}/resources/${id}/`)
      yield Buffer.from(`\r\n--${boundary}--\r\n`)
    })() as unknown as BodyInit,
  } as RequestInit)
  expect((await sending).status).toBe(404)
  expect((await resources()).map((resource: { id: string }) => resource.id)).not.toContain(id)
})

test.each(['before', 'after'])('a piece of a larger file, its fields %s it, is never published', async (place) => {
  const { id, latest } = (await upload()).json
  const count = (await resources()).length
  for (const path of [`upload/`, `resources/${id}/upload/`]) {
    const form = new FormData()
    const fields = () =>
      Object.entries({ uuid: 'u', partindex: '0', totalparts: '3' }).forEach(([k, v]) => form.append(k, v))
    if (place === 'before') fields()
    form.append('file', new Blob(['a;b\n1;2\n']), 'blob.csv')
    if (place === 'after') fields()
    const response = await fetch(`${app.url}/api/1/datasets/${dataset.id}/${path}`, {
      method: 'POST',
      headers: { 'X-API-KEY': camille.key },
      body: form,
    })
    expect([response.status, await response.json()]).toEqual([200, { success: true, error: null, message: '' }])
  }
  expect(await resources()).toHaveLength(count)
  expect(await bytesAt(latest)).toBe(OLD)
})

const sendPart = async (path: string, parts: Record<string, string | Blob>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(parts))
    if (typeof value === 'string') form.append(name, value)
    else form.append(name, value, 'blob')
  const init = { method: 'POST', headers: { 'X-API-KEY': camille.key }, body: form }
  const response = await fetch(`${app.url}/api/1/datasets/${dataset.id}/${path}`, init)
  return { status: response.status, json: await response.json() }
}

test('pieces become the file at the last call, whatever the order they came in', async () => {
  const pieces = ['code;nom\r', '\n06088;Nice\r\n', '2A004;Ajaccio\r\n']
  const names = { uuid: 'three-pieces', filename: 'Villes.csv' }
  for (const index of [2, 0, 1]) {
    const file = new Blob([pieces[index] ?? ''])
    const fields = { partindex: String(index), totalparts: '3', chunksize: String(file.size) }
    expect((await sendPart('upload/', { ...names, file, ...fields })).status).toBe(200)
  }
  const { status, json } = await sendPart('upload/', { ...names, totalparts: '3' })
  expect([status, json.title, json.filesize]).toEqual([201, 'villes.csv', pieces.join('').length])
  expect(await bytesAt(json.latest)).toBe(pieces.join(''))
  expect((await sendPart('upload/', { ...names, totalparts: '3' })).status).toBe(400)
})

test('a missing or cut piece is refused and named; the others stay for another try', async () => {
  const names = { uuid: 'cut', filename: 'a.csv', totalparts: '2' }
  const first = { ...names, file: new Blob(['a;b\n']), partindex: '0' }
  expect((await sendPart('upload/', { ...first, chunksize: '5' })).status).toBe(400)
  expect((await sendPart('upload/', { ...first, chunksize: '4' })).status).toBe(200)
  const early = await sendPart('upload/', names)
  expect([early.status, early.json.error]).toEqual([400, expect.stringMatching(/manque.*1/)])
  expect((await sendPart('upload/', { ...names, file: new Blob(['1;2\n']), partindex: '1' })).status).toBe(200)
  const refused = await sendPart('upload/', { ...names, filename: 'a.exe' })
  expect([refused.status, refused.json.success]).toEqual([400, false])
  expect((await sendPart('upload/', names)).status).toBe(201)
})

test('a refused file, in pieces or whole, leaves no piece of it open', async () => {
  const page = new Blob([`<!doctype html><html><body>${'x'.repeat(100_000)}</body></html>`])
  const names = { uuid: 'page', filename: 'a.csv', totalparts: '2' }
  for (const partindex of ['0', '1'])
    expect((await sendPart('upload/', { ...names, file: page, partindex })).status).toBe(200)
  expect((await sendPart('upload/', names)).status).toBe(415)
  const whole = { uuid: 'whole', file: page, totalparts: '1' }
  expect((await sendPart('upload/', { ...whole, filename: 'a.csv' })).status).toBe(415)
  expect((await sendPart('upload/', { ...whole, filename: 'a.exe' })).status).toBe(400)
  await expect.poll(() => openFilesIn(join(app.folder, 'blobs'))).toEqual([])
})

test.each([
  [{ partindex: '3', totalparts: '3' }, 'partindex'],
  [{ partindex: 'x', totalparts: '3' }, 'partindex'],
  [{ partindex: '0', totalparts: '100000' }, 'totalparts'],
])('numbers of pieces that make no sense are refused: %o', async (fields, name) => {
  const sent = await sendPart('upload/', { uuid: 'odd', filename: 'a.csv', file: new Blob(['a']), ...fields })
  expect([sent.status, sent.json.error]).toEqual([400, expect.stringContaining(name)])
})

test('a large file under another name than « file » is answered, not left waiting', async () => {
  const form = new FormData()
  form.append('fichier', new Blob(['x'.repeat(900_000)]), 'a.csv')
  const response = await fetch(`${app.url}/api/1/datasets/${dataset.id}/upload/`, {
    method: 'POST',
    headers: { 'X-API-KEY': camille.key },
    body: form,
  })
  expect([response.status, (await response.json()).error]).toEqual([400, expect.stringContaining('file')])
})

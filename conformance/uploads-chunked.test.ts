/** udata-api.md §9.3 and clients.md §2.6: files sent in pieces, with the fields in the order of cdata's requests. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, newDataset, read, sendForm, worldOfFile, type FilePart } from './datasets.kit.ts'

const world = worldOfFile()
let dataset: string
let base: string

beforeAll(async () => {
  dataset = (await newDataset(world.as.owner)).id
  base = `${world.url}/api/1/datasets/${dataset}`
})

const send = (url: string, parts: [string, string | FilePart][], key = world.people.owner.key) =>
  sendForm(url, key, parts)
const resourcesNow = async () => (await read(world.as.owner, `/api/1/datasets/${dataset}/`)).resources
const bytesAt = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer())
const sha1 = (bytes: Buffer) => createHash('sha1').update(bytes).digest('hex')

const piecesOf = (bytes: Buffer, size: number): Buffer[] => {
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size))
  return pieces
}

interface Upload {
  url: string
  uuid: string
  filename: string
  pieces: Buffer[]
}
const newUpload = (url: string, filename: string, pieces: Buffer[]): Upload => ({
  url,
  uuid: randomUUID(),
  filename,
  pieces,
})

/** One piece: the file comes before what is said of it, and its name is `blob`. */
const sendPiece = ({ url, uuid, filename, pieces }: Upload, index: number, said: Record<string, string> = {}) => {
  const piece = pieces[index]!
  const fields = {
    partindex: String(index),
    partbyteoffset: String(index * pieces[0]!.length),
    totalparts: String(pieces.length),
    chunksize: String(piece.length),
    ...said,
  }
  return send(url, [
    ['uuid', uuid],
    ['filename', filename],
    ['file', { name: 'blob', content: piece }],
    ...Object.entries(fields),
  ])
}
const finish = ({ url, uuid, filename, pieces }: Upload, said: Record<string, string> = {}) =>
  send(url, Object.entries({ uuid, filename, totalparts: String(pieces.length), ...said }))

const sendAll = async (upload: Upload, order = upload.pieces.map((_, index) => index)) => {
  for (const index of order)
    expect(await bodyOf(sendPiece(upload, index))).toEqual({ success: true, error: null, message: '' })
  return finish(upload)
}

test('pieces, then a last call without a file: the file is there', async () => {
  const bytes = Buffer.from(`code;valeur\n${Array.from({ length: 500 }, (_, i) => `${i};${i * i}`).join('\n')}\n`)
  const upload = newUpload(`${base}/upload/`, 'Grand fichier.csv', piecesOf(bytes, 2_000))
  const file = await bodyOf(sendAll(upload), 201)
  expect(file).toMatchObject({
    success: true,
    title: 'grand-fichier.csv',
    format: 'csv',
    filetype: 'file',
    type: 'main',
    filesize: bytes.length,
    checksum: { type: 'sha1', value: sha1(bytes) },
  })
  expect((await bytesAt(file.url)).equals(bytes)).toBe(true)
})

test('nothing is published before the last call', async () => {
  const before = (await resourcesNow()).length
  const upload = newUpload(`${base}/upload/`, 'attente.csv', piecesOf(Buffer.from('a;b\n1;2\n3;4\n'), 5))
  for (const index of upload.pieces.keys()) await bodyOf(sendPiece(upload, index))
  expect(await resourcesNow()).toHaveLength(before)
  await bodyOf(finish(upload), 201)
  expect(await resourcesNow()).toHaveLength(before + 1)
})

test.each([
  ['a carriage return', 'a;b\r\n1;2\r\n', 4],
  ['a line feed', 'a;b\r\n1;2\r\n', 5],
  ['the middle of a letter', 'é;è\n1;2\n', 1],
  ['what looks like a boundary', 'a\r\n--\r\n--b--\r\n', 3],
])('a border of pieces may fall on %s', async (_, text, size) => {
  const bytes = Buffer.from(text)
  const file = await bodyOf(sendAll(newUpload(`${base}/upload/`, 'bord.txt', piecesOf(bytes, size))), 201)
  expect((await bytesAt(file.url)).equals(bytes)).toBe(true)
})

test('binary pieces come back to the byte', async () => {
  const bytes = randomBytes(100_000)
  const file = await bodyOf(sendAll(newUpload(`${base}/upload/`, 'octets.zip', piecesOf(bytes, 33_333))), 201)
  expect(file).toMatchObject({ filesize: 100_000, checksum: { value: sha1(bytes) } })
  expect((await bytesAt(file.url)).equals(bytes)).toBe(true)
})

test('pieces are put together by their number, whatever the order they came in', async () => {
  const bytes = Buffer.from('0123456789abcdefghij')
  const file = await bodyOf(sendAll(newUpload(`${base}/upload/`, 'ordre.txt', piecesOf(bytes, 6)), [2, 0, 3, 1]), 201)
  expect((await bytesAt(file.url)).equals(bytes)).toBe(true)
})

test('a piece that is sent again counts once: cdata tries three times', async () => {
  const bytes = Buffer.from('un;deux\n1;2\n')
  const file = await bodyOf(sendAll(newUpload(`${base}/upload/`, 'reprise.csv', piecesOf(bytes, 6)), [0, 0, 1, 1]), 201)
  expect((await bytesAt(file.url)).equals(bytes)).toBe(true)
})

test('a piece that is not as long as it says is refused, and can be sent again', async () => {
  const upload = newUpload(`${base}/upload/`, 'longueur.csv', piecesOf(Buffer.from('a;b\n1;2\n'), 4))
  const wrong = await sendPiece(upload, 0, { chunksize: '5' })
  expect([wrong.status, wrong.json]).toEqual([
    400,
    expect.objectContaining({ success: false, error: expect.stringMatching(/\S/) }),
  ])
  expect(await bodyOf(sendAll(upload), 201)).toMatchObject({ filesize: 8 })
})

test('a refused extension keeps the pieces: another name is enough', async () => {
  const bytes = Buffer.from('a;b\n1;2\n')
  const upload = newUpload(`${base}/upload/`, 'refuse.exe', piecesOf(bytes, 4))
  expect((await sendAll(upload)).status).toBe(400)
  const file = await bodyOf(finish(upload, { filename: 'accepte.csv' }), 201)
  expect(file).toMatchObject({ title: 'accepte.csv', filesize: bytes.length })
})

test('a last call whose pieces are not all there is refused, and nothing is published', async () => {
  const before = (await resourcesNow()).length
  const upload = newUpload(`${base}/upload/`, 'manque.csv', piecesOf(Buffer.from('a;b\n1;2\n3;4\n'), 4))
  await bodyOf(sendPiece(upload, 0))
  await bodyOf(sendPiece(upload, 2))
  expect((await finish(upload)).status).toBe(400)
  expect([400, 404]).toContain((await finish({ ...upload, uuid: randomUUID() })).status)
  expect(await resourcesNow()).toHaveLength(before)
  await bodyOf(sendPiece(upload, 1))
  expect((await finish(upload)).status).toBe(201)
})

test('two uploads at once do not mix, even under the same name', async () => {
  const [a, b] = ['aaaaaaaa', 'bbbbbbbb'].map((text) =>
    newUpload(`${base}/upload/`, 'meme.txt', piecesOf(Buffer.from(text), 4)),
  )
  for (const index of [0, 1]) await Promise.all([sendPiece(a!, index), sendPiece(b!, index)])
  const first = await bodyOf(finish(a!), 201)
  const second = await bodyOf(finish(b!), 201)
  expect([(await bytesAt(first.url)).toString(), (await bytesAt(second.url)).toString()]).toEqual([
    'aaaaaaaa',
    'bbbbbbbb',
  ])
})

test('a replacement in pieces: the same resource, a new address, the old bytes at the old one', async () => {
  const before = await bodyOf(
    world.as.owner.upload(`/api/1/datasets/${dataset}/upload/`, 'avant.csv', 'a;b\n1;2\n'),
    201,
  )
  const bytes = Buffer.from('a;b\n3;4\n5;6\n')
  const after = await bodyOf(
    sendAll(newUpload(`${base}/resources/${before.id}/upload/`, 'Après.csv', piecesOf(bytes, 5))),
    200,
  )
  expect(after).toMatchObject({
    id: before.id,
    latest: before.latest,
    title: 'apres.csv',
    success: true,
    filesize: bytes.length,
  })
  expect(after.url).not.toBe(before.url)
  expect((await bytesAt(after.latest)).equals(bytes)).toBe(true)
  expect((await bytesAt(before.url)).toString()).toBe('a;b\n1;2\n')
})

test('a community resource in pieces', async () => {
  const upload = newUpload(`${base}/upload/community/`, 'commun.csv', piecesOf(Buffer.from('a;b\n1;2\n'), 4))
  expect(await bodyOf(sendAll(upload), 201)).toMatchObject({
    success: true,
    dataset: { id: dataset },
    title: 'commun.csv',
  })
})

test('every piece asks for the right to write', async () => {
  const parts: [string, string | FilePart][] = [
    ['uuid', randomUUID()],
    ['filename', 'autre.csv'],
    ['file', { name: 'blob', content: 'a;b\n' }],
    ...Object.entries({ partindex: '0', partbyteoffset: '0', totalparts: '2', chunksize: '4' }),
  ]
  const answer = await send(`${base}/upload/`, parts, world.people.outsider.key)
  expect(answer.status).toBe(403)
})

test('a file that needs no pieces, with the fields of cdata before it', async () => {
  const file = await bodyOf(
    send(`${base}/upload/?lang=fr`, [
      ['uuid', randomUUID()],
      ['filename', 'petit.csv'],
      ['file', { name: 'petit.csv', content: 'a;b\n1;2\n' }],
    ]),
    201,
  )
  expect(file).toMatchObject({ title: 'petit.csv', filesize: 8 })
})

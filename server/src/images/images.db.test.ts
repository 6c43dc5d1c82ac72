import { Transformer } from '@napi-rs/image'
import type { FastifyInstance } from 'fastify'
import { createHash, randomBytes } from 'node:crypto'
import { utimes } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptForms, createServer } from '../http/index.ts'
import { ANONYMOUS } from '../lib/actor.ts'
import { blobsInUse } from '../schedule.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { collectGarbage } from '../versions/index.ts'
import {
  AVATAR,
  ILLUSTRATION,
  imageUrl,
  LOGO,
  readImageUpload,
  removeImage,
  storeImage,
  thumbnailUrl,
  type Image,
  type Renditions,
} from './index.ts'

let app: TestApp
let form: FastifyInstance
let formUrl: string
let kept: Image | undefined

beforeAll(async () => {
  app = await startTestApp()
  // A route as owners write them, beside one that takes no form.
  form = await createServer({
    logLevel: 'silent',
    identify: async () => ANONYMOUS,
    errorPage: async () => '',
    isTrustedOrigin: () => false,
    readOnly: false,
  })
  await form.register(async (scope) => {
    await acceptForms(scope)
    scope.post('/logo/', { config: { errors: 'upload' } }, async (request) => {
      const { bytes, bbox } = await readImageUpload(request)
      kept = await store(bytes, LOGO, bbox)
      return { success: true, image: imageUrl(kept, app.url) }
    })
  })
  form.post('/other/', async () => ({}))
  formUrl = await form.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await form.close()
  await app.close()
})

const store = (bytes: Uint8Array, renditions: Renditions, bbox?: Parameters<typeof storeImage>[2]['bbox']) =>
  storeImage({ db: app.database.db, blobs: app.blobs }, bytes, { ...renditions, bbox })

const RED = [255, 0, 0, 255]
const BLUE = [0, 0, 255, 255]

/** Red on the left, blue on the right. */
const picture = (width: number, height: number): Transformer => {
  const pixels = Buffer.alloc(width * height * 4)
  for (let i = 0; i < width * height; i++) pixels.set(i % width < width / 2 ? RED : BLUE, i * 4)
  return Transformer.fromRgbaPixels(pixels, width, height)
}

const bytesAt = async (url: string): Promise<Buffer> => Buffer.from(await (await fetch(url)).arrayBuffer())
const sizeAt = async (url: string) => {
  const { width, height, format } = await new Transformer(await bytesAt(url)).metadata()
  return [format, width, height]
}

const COLOURS: Record<string, string> = { '1001': 'red', '0011': 'blue', '1111': 'white', '0000': 'nothing' }

/** The colour at a place of the picture, from 0 to 1 both ways; lossy formats are nearly exact. */
const colourAt = async (url: string, x: number, y: number): Promise<string | undefined> => {
  const { width, height } = await new Transformer(await bytesAt(url)).metadata()
  const rgba = await Transformer.fromRgbaPixels(Buffer.alloc(width * height * 4), width, height)
    .overlay(await new Transformer(await bytesAt(url)).png(), 0, 0)
    .rawPixels()
  const at = (Math.floor(y * height) * width + Math.floor(x * width)) * 4
  return COLOURS[[...rgba.subarray(at, at + 4)].map((value) => Math.round(value / 255)).join('')]
}

const send = async (parts: [string, string | Uint8Array, string?][]) => {
  const body = new FormData()
  for (const [name, value, fileName] of parts) {
    if (typeof value === 'string') body.append(name, value)
    else body.append(name, new Blob([value as BlobPart], { type: 'text/plain' }), fileName ?? 'logo.bin')
  }
  const response = await fetch(`${formUrl}/logo/`, { method: 'POST', body })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}

test('a logo is sent, shown whole in its sizes, its original kept', async () => {
  const { status, json } = await send([['file', await picture(1_000, 400).png()]])
  expect([status, json.success]).toEqual([200, true])
  expect(json.image).toMatch(new RegExp(`^${app.url}/images/[0-9a-f]{2}/[0-9a-f]{30}\\.png$`))
  const url = String(json.image)
  expect(kept).toMatchObject({ width: 500, height: 200, sizes: [100, 60, 25], original: true })
  expect(await sizeAt(url)).toEqual(['png', 500, 200])
  expect(await sizeAt(url.replace('.png', '-original.png'))).toEqual(['png', 1_000, 400])
  for (const size of [100, 60, 25])
    expect(await sizeAt(thumbnailUrl(kept!, size, app.url))).toEqual(['png', size, size])

  const thumbnail = thumbnailUrl(kept!, 100, app.url)
  expect(await colourAt(thumbnail, 0.1, 0.5)).toBe('red')
  expect(await colourAt(thumbnail, 0.9, 0.5)).toBe('blue')
  expect(await colourAt(thumbnail, 0.5, 0.1)).toBe('nothing')
})

test.each(['before', 'after'])('the crop chosen by the sender, %s the file, is what thumbnails show', async (where) => {
  const file: [string, Uint8Array] = ['file', await picture(400, 200).jpeg()]
  const bbox: [string, string] = ['bbox', '210.2,10,390,189.8']
  const { status } = await send(where === 'before' ? [bbox, file] : [file, bbox])
  expect(status).toBe(200)
  const thumbnail = thumbnailUrl(kept!, 60, app.url)
  expect(await sizeAt(thumbnail)).toEqual(['jpeg', 60, 60])
  expect(await colourAt(thumbnail, 0.02, 0.5)).toBe('blue')
  expect(await sizeAt(imageUrl(kept!, app.url))).toEqual(['jpeg', 400, 200])
})

test('a picture without a crop shows its middle; margins of a JPEG logo are white', async () => {
  const avatar = await store(await picture(300, 100).webp(), AVATAR)
  expect(await sizeAt(thumbnailUrl(avatar, 200, app.url))).toEqual(['webp', 200, 200])
  expect(await colourAt(thumbnailUrl(avatar, 200, app.url), 0.1, 0.5)).toBe('red')
  const logo = await store(await picture(300, 100).jpeg(), LOGO)
  expect(await colourAt(thumbnailUrl(logo, 100, app.url), 0.5, 0.05)).toBe('white')
  const small = await store(await picture(30, 30).png(), LOGO)
  expect(await colourAt(thumbnailUrl(small, 100, app.url), 0.2, 0.5)).toBe('nothing')
})

test('illustrations are at most 800 pixels a side, originals 3,000', async () => {
  const image = await store(await picture(3_600, 1_800).jpeg(), ILLUSTRATION, {
    left: 1_800,
    top: 0,
    right: 3_600,
    bottom: 1_800,
  })
  expect([image.width, image.height, image.sizes]).toEqual([800, 400, [500, 100, 50, 25]])
  expect(await sizeAt(imageUrl(image, app.url).replace('.jpg', '-original.jpg'))).toEqual(['jpeg', 3_000, 1_500])
  expect(await colourAt(thumbnailUrl(image, 500, app.url), 0.01, 0.5)).toBe('blue')
})

test('a photograph is turned upright, and says no more where it was taken', async () => {
  const image = await store(await turnedPhotograph(), AVATAR)
  expect([image.width, image.height]).toEqual([100, 200])
  // Turned a quarter clockwise: what was on the left is on top.
  expect(await colourAt(imageUrl(image, app.url), 0.5, 0.05)).toBe('red')
  expect(await colourAt(imageUrl(image, app.url), 0.5, 0.95)).toBe('blue')
  for (const url of [imageUrl(image, app.url), thumbnailUrl(image, 100, app.url)])
    expect((await bytesAt(url)).includes('48.8566')).toBe(false)
})

test('served for ever: immutable, a strong tag, nothing that runs', async () => {
  const image = await store(await picture(50, 50).png(), LOGO)
  const url = imageUrl(image, app.url)
  const response = await fetch(url)
  const bytes = Buffer.from(await response.arrayBuffer())
  const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-length': String(bytes.length),
    'cache-control': 'public, max-age=31536000, immutable',
    etag,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'access-control-allow-origin': '*',
  })
  expect((await fetch(url, { headers: { 'If-None-Match': etag } })).status).toBe(304)
  expect((await fetch(url, { method: 'HEAD' })).headers.get('content-length')).toBe(String(bytes.length))
  expect((await fetch(url, { headers: { Range: 'bytes=0-3' } })).status).toBe(206)
})

test('addresses that were never given out are not found', async () => {
  const url = imageUrl(await store(await picture(50, 50).png(), LOGO), app.url)
  for (const other of [
    url.replace('.png', '-50.png'),
    url.replace('.png', '-original.png'),
    url.replace('.png', '.jpg'),
  ])
    expect((await fetch(other)).status).toBe(404)
  for (const path of [
    '/images/ab/x.png',
    `/images/zz/${'0'.repeat(30)}.png`,
    '/images/..%2f..%2fetc/passwd',
    '/images/ab/%00',
  ])
    expect((await fetch(app.url + path)).status).toBe(404)
})

test.each<[string, () => Promise<[string, string | Uint8Array][]> | [string, string | Uint8Array][], number, RegExp]>([
  ['a text', () => [['file', Buffer.from('not a picture at all, whatever its name')]], 400, /JPEG, PNG ou WebP/],
  ['an empty file', () => [['file', Buffer.alloc(0)]], 400, /JPEG, PNG ou WebP/],
  ['a picture cut short', async () => [['file', (await picture(50, 50).png()).subarray(0, 100)]], 400, /abîmée/],
  ['no file', () => [['bbox', '0,0,1,1']], 400, /« file »/],
  [
    'a crop that is none',
    async () => [
      ['file', await picture(50, 50).png()],
      ['bbox', 'all of it'],
    ],
    400,
    /bbox/,
  ],
  [
    'a crop outside',
    async () => [
      ['file', await picture(50, 50).png()],
      ['bbox', '0,0,51,51'],
    ],
    400,
    /50 × 50/,
  ],
  ['over 10 MB', () => [['file', Buffer.alloc(10_000_001)]], 413, /10 Mo/],
])('%s is refused in the shape of uploads', async (_, parts, status, sentence) => {
  const answer = await send(await parts())
  expect(answer.status).toBe(status)
  expect(answer.json).toEqual({ success: false, error: expect.stringMatching(sentence), message: expect.any(String) })
})

test('a body that is no form is refused; routes beside take no form', async () => {
  const json = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }
  expect((await fetch(`${formUrl}/logo/`, json)).status).toBe(400)
  const body = new FormData()
  body.append('file', new Blob(['x']), 'x')
  expect((await fetch(`${formUrl}/other/`, { method: 'POST', body })).status).toBe(415)
})

test('ten pictures at once are all kept', async () => {
  const sent = await Promise.all(
    Array.from({ length: 10 }, async (_, i) => store(await picture(100 + i, 100).png(), LOGO)),
  )
  expect(sent.map((image) => image.width)).toEqual(Array.from({ length: 10 }, (_, i) => 100 + i))
  expect(new Set(sent.map((image) => image.key)).size).toBe(10)
})

test('the clean-up spares the bytes of pictures until they are removed', async () => {
  const image = await store(await picture(321, 123).png(), LOGO)
  const unused = await app.blobs.write(stream(randomBytes(40)), { maxBytes: 100 })
  const makeOld = async () => {
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000)
    for await (const key of app.blobs.list()) await utimes(await app.blobs.localPath(key), twoDaysAgo, twoDaysAgo)
  }
  const cleanUp = async () => {
    await makeOld()
    await collectGarbage({ db: app.database.db, blobs: app.blobs }, blobsInUse(app.database.db))
  }
  await cleanUp()
  await expect(app.blobs.read(unused.sha256)).rejects.toThrow()
  expect(await sizeAt(imageUrl(image, app.url))).toEqual(['png', 321, 123])
  expect(await sizeAt(thumbnailUrl(image, 60, app.url))).toEqual(['png', 60, 60])

  const sha256 = createHash('sha256')
    .update(await bytesAt(imageUrl(image, app.url)))
    .digest('hex')
  await removeImage(app.database.db, image)
  expect((await fetch(imageUrl(image, app.url))).status).toBe(404)
  await cleanUp()
  await expect(app.blobs.read(sha256)).rejects.toThrow()
})

async function* stream(bytes: Uint8Array) {
  yield bytes
}

/** 200 × 100, to be turned a quarter clockwise (EXIF orientation 6), with words in its metadata. */
const turnedPhotograph = async (): Promise<Buffer> => {
  const tiff = Buffer.from('49492a0008000000010012010300010000000600000000000000', 'hex')
  const words = Buffer.from('48.8566, 2.3522')
  const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff, words]))
  const jpeg = await picture(200, 100).jpeg()
  return Buffer.concat([jpeg.subarray(0, 2), exif, segment(0xfe, words), jpeg.subarray(2)])
}

const segment = (marker: number, content: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

import { Transformer } from '@napi-rs/image'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const avatar = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}/api/1/avatars${path}`, { headers })
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

test('an identifier has its picture, always the same, with and without a final slash', async () => {
  const response = await avatar('/camille/70/')
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=604800',
    etag: expect.stringMatching(/^"[0-9a-f]{64}"$/),
  })
  const bytes = await bytesOf(response)
  expect(await bytesOf(await avatar('/camille/70'))).toEqual(bytes)
  expect(await bytesOf(await avatar('/sacha/70/'))).not.toEqual(bytes)
  expect((await avatar('/camille/70/', { 'If-None-Match': response.headers.get('etag') ?? '' })).status).toBe(304)
})

test('it is made of 7 × 7 blocks of two colours, the same on both sides', async () => {
  const pixels = await new Transformer(await bytesOf(await avatar('/camille/70/'))).rawPixels()
  const colourAt = (x: number, y: number) => pixels.subarray((y * 70 + x) * 4, (y * 70 + x) * 4 + 4).toString('hex')
  const colours = new Set<string>()
  for (let y = 0; y < 70; y++) {
    for (let x = 0; x < 70; x++) {
      colours.add(colourAt(x, y))
      expect(colourAt(x, y)).toBe(colourAt(69 - x, y))
      expect(colourAt(x, y)).toBe(colourAt(x - (x % 10), y - (y % 10)))
    }
  }
  expect(colours.size).toBe(2)
})

test.each([
  ['1', 1],
  ['20', 20],
  ['1000', 1_000],
  ['999999', 1_000],
])('the size %s gives %i pixels', async (size, side) => {
  const { width, height } = await new Transformer(await bytesOf(await avatar(`/x/${size}/`))).metadata()
  expect([width, height]).toEqual([side, side])
})

test.each(['0', '-5', '1.5', 'big', '%00', '9999999999'])('the size %s is a 400', async (size) => {
  const response = await avatar(`/x/${size}/`)
  expect(response.status).toBe(400)
  expect(((await response.json()) as { errors: object }).errors).toHaveProperty('size')
})

test('any identifier will do', async () => {
  for (const identifier of ['%C3%A9l%C3%A8ve', '%00', 'a%2Fb', 'x'.repeat(400)])
    expect((await avatar(`/${identifier}/10/`)).status).toBe(200)
})

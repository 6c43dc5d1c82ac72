import { expect, test } from 'vitest'
import { Transformer } from '@napi-rs/image'
import { Invalid } from '../lib/errors.ts'
import { parseBbox, squareIn } from './bbox.rules.ts'
import { derivedKey, imageUrl, keysOf, thumbnailUrl } from './model.ts'
import { judgePicture } from './picture.rules.ts'

const grey = (width: number, height: number, alpha = 255) =>
  Transformer.fromRgbaPixels(Buffer.alloc(width * height * 4, alpha), width, height)

test('format and size are read from the first bytes', async () => {
  expect(judgePicture(await grey(70, 30).png())).toEqual({ format: 'png', width: 70, height: 30 })
  expect(judgePicture(await grey(70, 30).jpeg())).toEqual({ format: 'jpeg', width: 70, height: 30 })
  expect(judgePicture(await grey(70, 30).webp())).toEqual({ format: 'webp', width: 70, height: 30 })
  expect(judgePicture(await grey(70, 30).webpLossless())).toEqual({ format: 'webp', width: 70, height: 30 })
  // With transparency the size stands in another header.
  expect(judgePicture(await grey(70, 30, 100).webp())).toEqual({ format: 'webp', width: 70, height: 30 })
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a text', Buffer.from('a picture is worth a thousand words, or so')],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01', 'latin1')],
  [
    'a RIFF that is no WebP',
    Buffer.from('RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x02\x00\x44\xac\x00\x00'),
  ],
  ['a JPEG that ends at once', Buffer.from('ffd8ffe000104a46494600', 'hex')],
  ['a JPEG of empty segments', Buffer.from(`ffd8${'ffe00000'.repeat(50)}`, 'hex')],
  ['a JPEG of a single byte, repeated', Buffer.alloc(1_000, 0xff).fill(0xd8, 1, 2)],
])('%s is refused', (_, bytes) => expect(() => judgePicture(bytes)).toThrow(Invalid))

test('a few bytes that say a billion pixels are refused before they are decoded', async () => {
  const bomb = await grey(10, 10).png()
  bomb.writeUInt32BE(40_000, 16)
  bomb.writeUInt32BE(40_000, 20)
  expect(() => judgePicture(bomb)).toThrow('50 million')
  bomb.writeUInt32BE(0, 16)
  expect(() => judgePicture(bomb)).toThrow('broken')
})

test.each([
  ['10,20,110,120', { left: 10, top: 20, right: 110, bottom: 120 }],
  [' 0.4, 0.6,99.7,100 ', { left: 0, top: 1, right: 100, bottom: 100 }],
  ['', undefined],
  [undefined, undefined],
])('the crop %j is read', (text, bbox) => expect(parseBbox(text)).toEqual(bbox))

test.each([
  '1,2,3',
  '1,2,3,4,5',
  'a,b,c,d',
  '10,0,10,20',
  '20,0,10,20',
  '0,9,9,1',
  '1,,3,4',
  'NaN,0,1,1',
  '1e9,0,2,2',
  ['0,0,1,1'],
  4,
])('the crop %j is refused', (text) => expect(() => parseBbox(text)).toThrow(Invalid))

test('a crop that is no square gives its middle; none gives the middle of the picture', () => {
  const bbox = { left: 10, top: 0, right: 90, bottom: 40 }
  expect(squareIn(bbox, 100, 50, 1)).toEqual({ x: 30, y: 0, width: 40, height: 40 })
  expect(squareIn(bbox, 100, 50, 0.5)).toEqual({ x: 15, y: 0, width: 20, height: 20 })
  expect(squareIn(undefined, 100, 50, 1)).toEqual({ x: 25, y: 0, width: 50, height: 50 })
  for (const outside of [{ right: 101 }, { bottom: 51 }, { left: -1 }, { top: -1 }])
    expect(() => squareIn({ ...bbox, ...outside }, 100, 50, 1)).toThrow('leaves the picture')
})

test('addresses: the picture, its thumbnail, the next larger one, or the picture itself', () => {
  const image = { key: 'ab/cd.png', width: 500, height: 300, sizes: [100, 60, 25], original: true }
  expect(imageUrl(image, 'https://x.example')).toBe('https://x.example/images/ab/cd.png')
  expect(thumbnailUrl(image, 100, '')).toBe('/images/ab/cd-100.png')
  expect(thumbnailUrl(image, 32, '')).toBe('/images/ab/cd-60.png')
  expect(thumbnailUrl(image, 500, '')).toBe('/images/ab/cd.png')
  expect([imageUrl(null, ''), thumbnailUrl(null, 100, '')]).toEqual([null, null])
  expect(derivedKey('ab/cd.webp', 'original')).toBe('ab/cd-original.webp')
  expect(keysOf(image)).toHaveLength(5)
})

import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { FileProblem } from '../../model.ts'
import { problemOf, startScratch } from '../../testing/scratch.ts'
import { rowsOfLargeDocument } from './large-json.ts'

let scratch: Awaited<ReturnType<typeof startScratch>>
beforeAll(async () => {
  scratch = await startScratch()
})
afterAll(() => scratch.stop())

const problem = (code: 'damaged' | 'too_large') => () => new FileProblem(code, { fr: code, en: code })
const PROBLEMS = { damaged: problem('damaged'), tooDeep: problem('too_large'), tooLarge: problem('too_large') }

const rowsOf = async (text: string) => {
  const { path } = await scratch.file(text)
  const rows = await rowsOfLargeDocument({ path, encoding: 'utf-8', nesting: 100 }, PROBLEMS)
  return rows && JSON.parse(JSON.stringify(await Readable.from(rows).toArray()))
}

it.each([
  [
    'a list',
    '[{"id":1,"n":"]}\\""} , {"id":2,"n":{"a":[1]}}]',
    [
      { id: 1, n: ']}"' },
      { id: 2, n: { a: [1] } },
    ],
  ],
  [
    'the longest list of an object',
    '{"a":[{"x":1}],"t":{"k":[1]},"b":[{"y":1},{"y":2}],"c":[1,2,3]}',
    [{ y: 1 }, { y: 2 }],
  ],
  ['numbers', '{"a":[1,2,3]}', null],
  ['a mixed list', '[{"a":1},2]', null],
  ['nothing', '[]', null],
])('%s', async (_, text, rows) => {
  expect(await rowsOf(text)).toEqual(rows)
})

it.each(['[{"a":1}', '[{"a":1},]', '[{"a":1} {"a":2}]', '{"a":[{"b":1}]', '{"a" [1]}', '[{"a":}]', '{,}', '[}'])(
  '%s is damaged',
  async (text) => {
    expect(await problemOf(rowsOf(text))).toMatchObject({ code: 'damaged' })
  },
)

it('nested too deep is refused', async () => {
  expect(await problemOf(rowsOf(`[{"a":${'['.repeat(1_000)}`))).toMatchObject({ code: 'too_large' })
})

it('numbers keep their digits', async () => {
  const { path } = await scratch.file('[{"a":0.10}]')
  const rows = await rowsOfLargeDocument({ path, encoding: 'utf-8', nesting: 100 }, PROBLEMS)
  expect(String((await Readable.from(rows!).toArray())[0]?.a)).toBe('0.10')
})

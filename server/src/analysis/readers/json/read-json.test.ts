import { afterAll, beforeAll, expect, it } from 'vitest'
import { openFilesIn } from '../../../testing/open-files.ts'
import { problemOf, startScratch } from '../../testing/scratch.ts'
import { readJson } from './read-json.ts'

let scratch: Awaited<ReturnType<typeof startScratch>>
beforeAll(async () => {
  scratch = await startScratch()
})
afterAll(() => scratch.stop())

it('lines of which one is wrong are refused by its number, and the file is closed', async () => {
  const lines = `{"a":1}\nnot JSON\n${'{"a":2}\n'.repeat(500_000)}`
  expect(await problemOf(readJson(await scratch.file(lines), 'ndjson'))).toMatchObject({
    code: 'damaged',
    message: { en: expect.stringContaining('line 2') },
  })
  await expect.poll(() => openFilesIn(scratch.folder)).toEqual([])
})

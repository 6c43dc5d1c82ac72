import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
// @ts-expect-error plain JavaScript, for Node 20
import { hashOf } from './stamps.mjs'
// @ts-expect-error plain JavaScript, for Node 20
import { lastLine, summarize } from './summary.mjs'

test('steps and tests are counted together, a file that could not be loaded fails', () => {
  const report = {
    testResults: [
      {
        name: 'a.test.ts',
        status: 'passed',
        assertionResults: [
          { status: 'passed', fullName: 'a' },
          { status: 'skipped', fullName: 'b', meta: { skipReason: 'no browser' } },
        ],
      },
      { name: 'b.test.ts', status: 'failed', assertionResults: [] },
    ],
  }
  const summary = summarize(
    [
      { name: 'types', ok: true },
      { name: 'lint', ok: false },
    ],
    report,
  )
  expect(summary.skipped).toEqual([{ name: 'b', reason: 'no browser' }])
  expect(lastLine(summary)).toBe('2 passed, 2 failed, 1 skipped')
})

test('the hash of sources moves with a name and with a byte', () => {
  const root = mkdtempSync(join(tmpdir(), 'cimaise-hash-'))
  const write = (name: string, text: string) => writeFileSync(join(root, name), text)
  write('a', '1')
  const first = hashOf(['.'], root)
  expect(hashOf(['.'], root)).toBe(first)
  write('b', '')
  const second = hashOf(['.'], root)
  expect(second).not.toBe(first)
  write('b', '2')
  expect(hashOf(['.'], root)).not.toBe(second)
  rmSync(root, { recursive: true })
})

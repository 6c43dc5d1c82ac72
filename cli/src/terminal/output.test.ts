import { expect, test } from 'vitest'
import { print, printJson, say } from './output.ts'
import { showProgress, showWords } from './progress.ts'

/** What reaches a terminal. */
const shownBy = (work: () => void): string => {
  const shown: string[] = []
  const streams = [process.stdout, process.stderr]
  const before = streams.map(({ write, isTTY }) => ({ write, isTTY }))
  for (const stream of streams)
    Object.assign(stream, { isTTY: true, write: (text: string) => shown.push(String(text)) > 0 })
  try {
    work()
  } finally {
    streams.forEach((stream, i) => Object.assign(stream, before[i]))
  }
  return shown.join('')
}

const ERASING = 'a\x1b[2J\x1b]0;titre\x07\x9b2Jb\x7f.csv'

test.each([
  ['a sentence', () => say(ERASING)],
  ['a result', () => print(ERASING)],
  ['JSON', () => printJson({ key: ERASING })],
  ['the file under way', () => showWords(ERASING)],
  ['a bar', () => showProgress(ERASING, 10).at(5)],
])('%s does not command the terminal', (_, show) => {
  const ours = shownBy(show).replaceAll('\r\x1b[K', '').replaceAll('\n', '')
  expect(ours).toMatch(/^[^\x00-\x1f\x7f-\x9f]+$/)
  expect(ours).toContain('a')
})

test('JSON says what it was given', () => {
  expect(JSON.parse(shownBy(() => printJson({ key: ERASING })))).toEqual({ key: ERASING })
})

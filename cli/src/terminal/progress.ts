import { plain, say, sizeOf } from './output.ts'

export interface Progress {
  at(done: number): void
  end(): void
}

const WIDTH = 30

/** On a terminal a bar that moves, on the standard error; elsewhere one line for each step. */
export const showProgress = (label: string, total: number): Progress => {
  const started = Date.now()
  let first: number | undefined
  const out = process.stderr
  if (!out.isTTY) return { at: (done) => say(`${percentOf(done, total)} %`), end: () => {} }
  return {
    at: (done) => {
      first ??= done
      const seconds = (Date.now() - started) / 1000
      const rate = seconds > 1 ? `${sizeOf((done - first) / seconds)}/s` : ''
      out.write(
        `\r\x1b[K${plain(label, '')} ${barOf(done, total)} ${percentOf(done, total)} % of ${sizeOf(total)} ${rate}`,
      )
    },
    end: () => void out.write('\r\x1b[K'),
  }
}

/** On a terminal words that the next ones replace; elsewhere nothing. */
export const showWords = (words: string): void =>
  void (process.stderr.isTTY && process.stderr.write(`\r\x1b[K${plain(words, '')}`))

const percentOf = (done: number, total: number): number => (total === 0 ? 100 : Math.floor((done / total) * 100))
const barOf = (done: number, total: number): string => {
  const full = Math.round((percentOf(done, total) / 100) * WIDTH)
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}]`
}

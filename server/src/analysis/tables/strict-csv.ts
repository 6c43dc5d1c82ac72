import { open } from 'node:fs/promises'
import type { StrictCsv } from '../engine-sql.rules.ts'
import type { DetectedEncoding } from '../encodings/detect-encoding.ts'
import { LINE_FEED, type Dialect } from './dialect-bytes.ts'
import type { FoundHeader } from './header.rules.ts'

/** Smaller files are read with care at once: they take no time. */
const LARGE = 8 * 1_048_576

/** As it is in the file, and what its bytes tell of it. */
export interface PlainCsv extends StrictCsv {
  hasQuotes: boolean
  /** Quotes or lone carriage returns may hide line breaks. */
  mayHide: boolean
  lineCount: number
}

/**
 * A large text that the engine may read as it is, without a copy of it made regular: UTF-8, no NUL, no blank line, no
 * line break in its header. Null when only careful reading will do. That each row has its cells, the engine tells; what
 * quotes hide, the caller looks for in what was read (`mayHide`).
 */
export const readableAsIs = async (
  path: string,
  { traits }: DetectedEncoding,
  { separator, endOfLine, width }: Dialect,
  { row, firstLine }: FoundHeader,
): Promise<PlainCsv | null> => {
  const isPlain = endOfLine === LINE_FEED && separator >= 9 && separator !== 31 && width > 1
  const headerIsALine = !row?.cells.some((cell) => /[\r\n]/.test(cell))
  if (!traits || traits.nul || traits.blankLines || !isPlain || !headerIsALine) return null
  if ((await sizeOf(path)) < LARGE) return null
  return {
    ...{ path, separator, width, endOfLine: traits.carriageReturns ? null : ('\n' as const), longestRowBytes: 0 },
    ...{ skippedLines: row ? firstLine : firstLine - 1, hasLineBreaks: false },
    hasQuotes: traits.quotes,
    mayHide: traits.quotes || traits.carriageReturns,
    lineCount: traits.lineCount,
  }
}

const sizeOf = async (path: string): Promise<number> => {
  const file = await open(path)
  try {
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}

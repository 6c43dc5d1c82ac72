import type { ApiError } from '@cimaise/client'

/** What is wrong, and on which line when it is known. */
export type LineError = { line: number | null; message: string }

/** The server's sentences begin with their line: `Ligne 4 (source.bucket) : …`. */
export const linesOf = ({ details }: Pick<ApiError, 'details'>): LineError[] =>
  details.map(({ message }) => {
    const [, line, rest] = /^(?:Ligne|Line) (\d+)\s*(.*)$/s.exec(message) ?? []
    if (line === undefined) return { line: null, message }
    return { line: Number(line), message: (rest ?? '').replace(/^:\s*/, '') }
  })

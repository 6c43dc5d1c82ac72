import type { ApiError } from '@cimaise/client'

/** What is wrong, and on which line when it is known. */
export type LineError = { line: number | null; message: string }

/** The server names lines in the keys or in the words of its errors. */
export const linesOf = ({ message, fields }: Pick<ApiError, 'message' | 'fields'>): LineError[] => {
  const all = Object.entries(fields).flatMap(([key, text]) => {
    const line = lineIn(key) ?? lineIn(text)
    return text.split('\n').map((one) => ({ line: lineIn(one) ?? line, message: withoutLine(one) }))
  })
  const found =
    all.length > 0 ? all : message.split('\n').map((one) => ({ line: lineIn(one), message: withoutLine(one) }))
  return found.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

const lineIn = (text: string): number | null => {
  const [, number] = /(?:ligne|line)\s*(\d+)/i.exec(text) ?? /^(\d+)$/.exec(text) ?? []
  return number ? Number(number) : null
}

const withoutLine = (text: string): string => text.replace(/^\s*(?:ligne|line)\s*\d+\s*[:,.]?\s*/i, '')

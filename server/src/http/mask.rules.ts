import { Invalid } from '../lib/errors.ts'

/** Names to keep; `*` keeps everything else. A name with a mask of its own is narrowed by it. */
export interface Mask {
  all: boolean
  names: Map<string, Mask | null>
}

/** Deeper than any object of the API: a header of nested braces must not grow the stack. */
const MAX_DEPTH = 20
const MAX_LENGTH = 10_000

/** The grammar of `X-Fields`: `{id,title,resources{id,url}}`, outer braces optional (udata-api.md §1.3). Throws `Invalid`. */
export const parseMask = (text: string): Mask => {
  if (text.length > MAX_LENGTH) throw parseError('too long')
  const tokens = text.match(/[\w:*-]+|[{},]/g) ?? []
  const reader = { tokens, at: 0 }
  const wrapped = tokens[0] === '{'
  if (wrapped) reader.at = 1
  const mask = parseNames(reader, 0)
  if (wrapped && tokens[reader.at++] !== '}') throw parseError('missing }')
  if (reader.at < tokens.length) throw parseError(`unexpected ${tokens[reader.at]}`)
  return mask
}

/** `value` with only what the mask names, through lists. Names that aren't there are skipped; a mask on a text or a number is refused. */
export const applyMask = (value: unknown, mask: Mask): unknown => {
  if (Array.isArray(value)) return value.map((item) => applyMask(item, mask))
  if (value === null || value === undefined) return value
  if (typeof value !== 'object') throw maskError('nested fields on a scalar')
  const entries = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const inner = mask.names.get(name)
    if (inner) return [[name, applyMask(member, inner)]]
    return inner === null || mask.all ? [[name, member]] : []
  })
  return Object.fromEntries(entries)
}

/** Whether the mask asks for this top-level field by its name. */
export const names = (mask: Mask, field: string): boolean => mask.names.has(field)

const parseNames = (reader: { tokens: string[]; at: number }, depth: number): Mask => {
  if (depth > MAX_DEPTH) throw parseError('nested too deep')
  const mask: Mask = { all: false, names: new Map() }
  for (;;) {
    const name = reader.tokens[reader.at]
    if (name === undefined || name === '}') return mask
    if (name === '{') throw parseError('unexpected {')
    reader.at++
    if (name === ',') continue
    let inner: Mask | null = null
    if (reader.tokens[reader.at] === '{') {
      reader.at++
      inner = parseNames(reader, depth + 1)
      if (reader.tokens[reader.at++] !== '}') throw parseError('missing }')
    }
    if (name === '*') mask.all = true
    else mask.names.set(name, inner)
  }
}

const parseError = (detail: string) =>
  new Invalid({ fr: `Masque X-Fields illisible : ${detail}.`, en: `Mask parse error: ${detail}` })
const maskError = (detail: string) =>
  new Invalid({ fr: `Masque X-Fields refusé : ${detail}.`, en: `Mask error: ${detail}` })

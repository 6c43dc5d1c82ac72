import type { Column } from '../model.ts'

/** Columns of the two tables that are the same one, by 1-based position in each. */
export interface Match {
  before: number
  after: number
}

export interface Matching {
  matches: Match[]
  /** Left without a counterpart, by position. */
  removed: number[]
  added: number[]
}

/** Those of one name, then those whose names differ by case, accents or signs only. */
export const matchByName = (before: Column[], after: Column[]): Matching => {
  const matches: Match[] = []
  const isFree = (side: keyof Match, position: number): boolean => !matches.some((match) => match[side] === position)
  for (const nameOf of [(name: string) => name, loose]) {
    for (const [index, column] of before.entries()) {
      if (!isFree('before', index + 1)) continue
      const found = after.findIndex(
        (other, at) => nameOf(other.name) === nameOf(column.name) && isFree('after', at + 1),
      )
      if (found >= 0) matches.push({ before: index + 1, after: found + 1 })
    }
  }
  return {
    matches: matches.sort((a, b) => a.after - b.after),
    removed: before.flatMap((_, index) => (isFree('before', index + 1) ? [index + 1] : [])),
    added: after.flatMap((_, index) => (isFree('after', index + 1) ? [index + 1] : [])),
  }
}

const loose = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** Pairs to try as a renaming: of one type, one meaning, and the same share of empty cells within a tenth. */
export const mayBeRenamed = (before: Column, after: Column, rows: { before: number; after: number }): boolean => {
  const emptyShare = (column: Column, count: number): number => (count === 0 ? 0 : column.emptyCount / count)
  return (
    before.type === after.type &&
    before.meaning?.format === after.meaning?.format &&
    Math.abs(emptyShare(before, rows.before) - emptyShare(after, rows.after)) <= 0.1
  )
}

/** The share of the values that two columns must have in common to be one under two names. */
export const SAME_VALUES = 0.8

/**
 * Columns that may tell rows apart, the likeliest first: filled everywhere and never twice the same, by what was
 * examined; names of identifiers before others, then from left to right. Amounts and free texts never do.
 */
export const keyCandidates = (columns: Column[], rowCount: number, examinedRows: number): number[] =>
  columns
    .map((column, index) => ({ column, position: index + 1 }))
    .filter(({ column }) => {
      const isPlain = column.type === 'text' || column.type === 'integer'
      const isShort = (column.profile.maxLength ?? 0) <= 80
      return (
        isPlain && isShort && column.emptyCount === 0 && rowCount > 0 && column.profile.distinctCount === examinedRows
      )
    })
    .sort((a, b) => Number(isIdentifier(b.column)) - Number(isIdentifier(a.column)) || a.position - b.position)
    .map(({ position }) => position)

const isIdentifier = ({ name, meaning }: Column): boolean =>
  ['siret', 'siren', 'uuid', 'uai', 'code_commune'].includes(meaning?.format ?? '') ||
  /(^|[_\s-])(id|ident|identifiant|code|ref|reference|référence|numero|numéro|num|n°|uid|cle|clé)($|[_\s-])/i.test(name)

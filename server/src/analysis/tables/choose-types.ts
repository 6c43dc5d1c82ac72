import type { Engine, ColumnStats } from '../engine.ts'
import { follows, isVeto, LEAST_FIT, possibleWritings, type Writing } from './writings.rules.ts'

export interface TypedColumns {
  /** Null for text. */
  writings: (Writing | null)[]
  stats: ColumnStats[]
}

/** What a sample of the rows says of the type of each column, `cells[row][column]`; anything when it says nothing. */
export const guessWritings = (rows: (string | null)[][], width: number): (Writing | null)[] =>
  Array.from({ length: width }, (_, column) => {
    const texts = rows.map((cells) => cells[column]?.trim() ?? '').filter((text) => text !== '')
    return possibleWritings(texts)[0] ?? null
  })

/** How many different misfits of a column are looked at: more of them than this, and it isn't of that type. */
const MISFITS = 1_000

/**
 * The types over the whole table, from those that a sample gave: a column with cells that don't fit is read again, and
 * the table written again when it is better explained another way. A sorted file has its first decimal at its end.
 */
export const settleTypes = async (engine: Engine, guessed: (Writing | null)[]): Promise<TypedColumns> => {
  const stats = await engine.stats(guessed)
  const writings = [...guessed]
  for (const [index, writing] of guessed.entries()) {
    const { filled = 0, fitting = 0 } = stats[index] ?? {}
    if (filled === 0) writings[index] = null
    else if (writing && fitting < filled) writings[index] = await betterWriting(engine, index + 1, writing, filled)
  }
  const hasChanged = writings.some((writing, index) => writing !== null && writing !== guessed[index])
  if (!hasChanged) return { writings, stats: withoutTypes(stats, writings) }
  await engine.rewriteParquet(writings)
  return { writings, stats: await engine.stats(writings) }
}

const betterWriting = async (
  engine: Engine,
  column: number,
  guessed: Writing,
  filled: number,
): Promise<Writing | null> => {
  const misfits = await engine.misfits(column, MISFITS)
  const candidates = possibleWritings([]).filter(
    (writing) => !misfits.some(({ text }) => isVeto(writing, text) && !follows(writing, text)),
  )
  if (candidates.length === 0) return null
  const counts = await engine.countWritings(column, candidates)
  const fits = candidates.map((writing, index) => ({ writing, fit: (counts[index] ?? 0) / filled }))
  // Between two that explain as much, the one that the sample chose.
  const best = fits.sort((a, b) => b.fit - a.fit || Number(b.writing === guessed) - Number(a.writing === guessed))[0]
  return best && best.fit >= LEAST_FIT ? best.writing : null
}

/** A column that turned out to be text has no bounds, whatever its first rows made of it. */
const withoutTypes = (stats: ColumnStats[], writings: (Writing | null)[]): ColumnStats[] =>
  stats.map((column, index) =>
    writings[index] ? column : { ...column, fitting: 0, min: null, max: null, mean: null, standardDeviation: null },
  )

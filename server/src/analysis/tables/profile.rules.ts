import type { ValueCount } from '../checks/rule.ts'
import type { ColumnStats } from '../engine.ts'
import type { Profile } from '../model.ts'
import { dayOf, follows, numberOf, type Writing } from './writings.rules.ts'

const TOP = 10
const BINS = 20
const CELL_CHARACTERS = 200

/** The profile of a column: its bounds and means over the whole table, the rest over the values examined. */
export const profileOf = (stats: ColumnStats, writing: Writing | null, values: ValueCount[]): Profile => {
  const { min, max, mean, standardDeviation } = stats
  const points = writing ? pointsOf(writing, values) : []
  return {
    ...{ distinctCount: values.length, top: topOf(values) },
    ...{ min, max, mean, standardDeviation, median: writing?.type === 'date' ? null : medianOf(points) },
    histogram: writing ? histogramOf(points, writing) : null,
    ...lengthsOf(values),
  }
}

const lengthsOf = (values: ValueCount[]): Pick<Profile, 'minLength' | 'maxLength' | 'meanLength'> => {
  if (values.length === 0) return { minLength: null, maxLength: null, meanLength: null }
  let [least, most, sum, total] = [Infinity, 0, 0, 0]
  for (const { value, count } of values) {
    const { length } = value
    least = Math.min(least, length)
    most = Math.max(most, length)
    sum += length * count
    total += count
  }
  return { minLength: least, maxLength: most, meanLength: sum / total }
}

const topOf = (values: ValueCount[]): Profile['top'] =>
  values
    .toSorted((a, b) => b.count - a.count || a.firstRow - b.firstRow)
    .slice(0, TOP)
    .map(({ value, count }) => ({ value: cut(value), count }))

const cut = (value: string): string => (value.length > CELL_CHARACTERS ? `${value.slice(0, CELL_CHARACTERS)}…` : value)

/** A value on a line, and how often it comes, in order. */
interface Point {
  at: number
  count: number
}

const pointsOf = (writing: Writing, values: ValueCount[]): Point[] => {
  const isNumber = writing.type === 'integer' || writing.type === 'number'
  if (!isNumber && writing.type !== 'date') return []
  const points: Point[] = []
  for (const { value, count } of values) {
    const text = value.trim()
    const at = !follows(writing, text) ? null : isNumber ? numberOf(text) : dayOf(text, writing)
    if (at !== null) points.push({ at, count })
  }
  return points.sort((a, b) => a.at - b.at)
}

const medianOf = (points: Point[]): number | null => {
  const total = points.reduce((sum, { count }) => sum + count, 0)
  const at = (rank: number): number => {
    let seen = 0
    return points.find(({ count }) => (seen += count) > rank)?.at ?? 0
  }
  return total === 0 ? null : (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2
}

/** Bins of equal width; whole ones for integers and days, so that no bin is empty by construction. */
const histogramOf = (points: Point[], { type }: Writing): Profile['histogram'] => {
  const [first, last] = [points[0]?.at, points.at(-1)?.at]
  if (first === undefined || last === undefined || first === last) return null
  const isWhole = type !== 'number'
  const span = last - first
  const width = isWhole ? Math.ceil((span + 1) / BINS) : span / BINS
  const bins = isWhole ? Math.ceil((span + 1) / width) : BINS
  const counts = new Array<number>(bins).fill(0)
  for (const { at, count } of points) {
    const bin = Math.min(bins - 1, Math.floor((at - first) / width))
    counts[bin] = (counts[bin] ?? 0) + count
  }
  const written = (at: number): string =>
    type === 'date' ? new Date(at * 86_400_000).toISOString().slice(0, 10) : String(Number(at.toPrecision(12)))
  return counts.map((count, bin) => {
    const from = first + bin * width
    const to = isWhole ? Math.min(last, from + width - 1) : bin === bins - 1 ? last : from + width
    return { from: written(from), to: written(to), count }
  })
}

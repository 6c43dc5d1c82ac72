import { isDeepStrictEqual } from 'node:util'
import type { Dataset } from '../../catalog/index.ts'
import type { FieldName } from '../definition/fields.rules.ts'
import type { Written } from './store.fields.ts'

interface Words {
  kind: Written['kind']
  owns: FieldName[]
  isNew: boolean
  /** By name of field; absent or null: the flow has nothing to say of it. */
  wanted: Record<string, unknown>
  current: object
  written: Written[]
}

/**
 * Which words the flow writes now, and what is to be remembered of those that are its own. A field that says something
 * else than what the flow last wrote there was taken back by a person (product.md, “metadata belong to people”).
 */
export const wordsToWrite = ({ kind, owns, isNew, wanted, current, written }: Words) => {
  const changes: Record<string, unknown> = {}
  const owned: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(wanted)) {
    if (value === undefined || value === null) continue
    const now = (current as Record<string, unknown>)[field] ?? null
    const last = written.find((one) => one.kind === kind && one.field === field)
    const isOwned = owns.includes(`${kind}.${field}` as FieldName)
    const isTaken = last !== undefined && last.written !== writtenOf(now)
    if (!isNew && (!isOwned || isTaken)) continue
    if (!isDeepStrictEqual(now, value)) changes[field] = value
    if (isOwned && last?.written !== writtenOf(value)) owned[field] = value
  }
  return { changes, owned }
}

/** A value as it is remembered and compared. */
export const writtenOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** The coverage of a dataset once it holds a file of this year, or of this day; undefined when the key says neither. */
export const coverageWith = (
  coverage: Dataset['temporalCoverage'],
  parts: Record<string, string>,
): NonNullable<Dataset['temporalCoverage']> | undefined => {
  const period = periodOf(parts)
  if (!period) return undefined
  const [start, end] = period
  if (!coverage) return { start, end }
  return {
    start: coverage.start < start ? coverage.start : start,
    end: coverage.end === null || coverage.end > end ? coverage.end : end,
  }
}

const periodOf = ({ annee, mois, jour, date }: Record<string, string>): [start: string, end: string] | undefined => {
  const day = date?.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  if (day && /^\d{4}-\d{2}-\d{2}$/.test(day)) return [day, day]
  if (!annee || !/^\d{4}$/.test(annee)) return undefined
  if (mois && jour) return [`${annee}-${mois}-${jour}`, `${annee}-${mois}-${jour}`]
  if (!mois) return [`${annee}-01-01`, `${annee}-12-31`]
  const last = new Date(Date.UTC(Number(annee), Number(mois), 0)).getUTCDate()
  return [`${annee}-${mois}-01`, `${annee}-${mois}-${String(last).padStart(2, '0')}`]
}

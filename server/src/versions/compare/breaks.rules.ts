import type { Column, Finding, Table } from '../../analysis/index.ts'
import { english, french, type Text } from '../../lib/text.ts'

/**
 * Columns of one name whose values aren't the same kind of values any more (tabular.md §6, C21 and C23): a field left
 * empty, another unit, other categories, a key with repeats.
 */
export const brokenColumns = (before: Table, after: Table): Finding[] => {
  // Too few rows have no habits.
  if (before.rowCount < 20 || after.rowCount < 20) return []
  return after.columns.flatMap((column, index) => {
    const former = before.columns.find(({ name }) => name === column.name)
    if (!former) return []
    const now: Side = { column, table: after }
    const was: Side = { column: former, table: before }
    const place = { kind: 'column' as const, column: index + 1, name: column.name }
    return RULES.flatMap(([rule, sentence]) => {
      const message = sentence(was, now)
      return message ? [{ rule, severity: 'warning' as const, place, message }] : []
    })
  })
}

interface Side {
  column: Column
  table: Table
}
type Sentence = (was: Side, now: Side) => Text | null

/** Three times as many empty cells, and five in a hundred more. */
const missing: Sentence = (was, now) => {
  const [before, after] = [was, now].map(({ column, table }) => column.emptyCount / table.rowCount) as [number, number]
  if (after <= 3 * before || after - before <= 0.05) return null
  return {
    fr: `« ${now.column.name} » est vide dans ${Math.round(100 * after)} % des lignes, contre ${Math.round(100 * before)} % avant.`,
    en: `“${now.column.name}” is empty in ${Math.round(100 * after)}% of the rows, against ${Math.round(100 * before)}% before.`,
  }
}

/** Ten times as much, or as little: euros become thousands of euros. */
const otherScale: Sentence = (was, now) => {
  const [before, after] = [was.column.profile.median, now.column.profile.median]
  if (!before || !after || (after / before < 10 && before / after < 10)) return null
  return {
    fr: `Rupture dans « ${now.column.name} » : la médiane passe de ${french(before)} à ${french(after)}. Changement d’unité ?`,
    en: `A break in “${now.column.name}”: the median goes from ${english(before)} to ${english(after)}. Another unit?`,
  }
}

/** A column of few values, all of them in its profile. One alone is a label of the edition, and changes with it. */
const categoriesOf = ({ column: { type, meaning, profile } }: Side): { value: string; count: number }[] | null => {
  const isCategory = (type === 'text' && meaning === null) || type === 'boolean'
  return isCategory && profile.distinctCount >= 2 && profile.distinctCount <= profile.top.length ? profile.top : null
}
const rowsOf = (values: { count: number }[]): number => values.reduce((sum, { count }) => sum + count, 0)

/** The most frequent value of a fifth of the rows or more is in none of them now. */
const lostCategory: Sentence = (was, now) => {
  const [before, after] = [categoriesOf(was), categoriesOf(now)]
  const [first] = before ?? []
  if (!before || !after || !first || first.count < 0.2 * rowsOf(before)) return null
  if (after.some(({ value }) => value === first.value)) return null
  return {
    fr: `« ${first.value} », la valeur la plus fréquente de « ${now.column.name} », a disparu.`,
    en: `“${first.value}”, the most frequent value of “${now.column.name}”, is gone.`,
  }
}

/** One row in five or more has a value that was in none. */
const newCategories: Sentence = (was, now) => {
  const before = categoriesOf(was)
  const unknown = now.column.profile.top.filter(({ value }) => !before?.some((known) => known.value === value))
  const share = rowsOf(unknown) / (now.table.examinedRows || 1)
  if (!before || unknown.length === 0 || share <= 0.2) return null
  const list = unknown.slice(0, 3).map(({ value }) => value)
  return {
    fr: `${Math.round(100 * share)} % des valeurs de « ${now.column.name} » sont nouvelles : ${list.join(', ')}${unknown.length > 3 ? '…' : ''}.`,
    en: `${Math.round(100 * share)}% of the values of “${now.column.name}” are new: ${list.join(', ')}${unknown.length > 3 ? '…' : ''}.`,
  }
}

const IDENTIFIER =
  /(^|[\s_-])(id|ident|identifiant|code|ref|reference|référence|uid|uuid|numero|numéro|siret|siren|uai)([\s_-]|$)/i

/**
 * An identifier that told every row apart, and now has repeats. Under one in a hundred the file's own rule says it,
 * with the values.
 */
const repeatedKey: Sentence = (was, now) => {
  const isKnown = ({ column, table }: Side): boolean => column.emptyCount === 0 && table.examinedRows === table.rowCount
  const repeats = now.table.rowCount - now.column.profile.distinctCount
  const wasKey = isKnown(was) && was.column.profile.distinctCount === was.table.rowCount
  if (!IDENTIFIER.test(now.column.name) || !wasKey || !isKnown(now) || repeats <= 0.01 * now.table.rowCount) return null
  return {
    fr: `« ${now.column.name} » désignait chaque ligne ; ${french(repeats)} ${repeats > 1 ? 'lignes répètent' : 'ligne répète'} maintenant une autre.`,
    en: `“${now.column.name}” told each row apart; ${english(repeats)} ${repeats > 1 ? 'rows repeat' : 'row repeats'} another now.`,
  }
}

const RULES: [string, Sentence][] = [
  ['distribution-break', missing],
  ['distribution-break', otherScale],
  ['distribution-break', lostCategory],
  ['distribution-break', newCategories],
  ['key-duplicates', repeatedKey],
]

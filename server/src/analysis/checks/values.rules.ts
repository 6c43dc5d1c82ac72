import { english, french } from '../../lib/text.ts'
import type { Finding } from '../finding.ts'
import { labelOf } from '../reference/labels.rules.ts'
import { isPostalCode } from '../reference/territories.ts'
import { numberOf } from '../tables/writings.rules.ts'
import { filledCount, inColumn, percent, tally, type Tally } from './findings.rules.ts'
import type { CheckedColumn, ColumnRule } from './rule.ts'

const MISSING =
  /^(n\.?c\.?|n\.?d\.?|n\/a|#n\/a|n\.?r\.?|-{1,3}|\?+|néant|neant|inconnue?|non renseignée?|null|\\n|none|nan|sans objet)$/i

export const missingCodes: ColumnRule = {
  id: 'missing-codes',
  check: (column) => {
    if (column.type === 'text' && !column.meaning) return []
    const found = tally(column.values, (text) => MISSING.test(text))
    if (found.count <= 0.01 * filledCount(column.values)) return []
    const values = [...new Set(found.examples.map(({ value }) => value.trim()))]
    return [
      inColumn(column, {
        ...{ rule: 'missing-codes', severity: 'warning', examples: found.examples },
        message: {
          fr: `« ${values.join(' », « ')} » dans « ${column.name} » (${french(found.count)} cellules) : laissez la cellule vide, et dites-le dans la description.`,
          en: `“${values.join('”, “')}” in “${column.name}” (${english(found.count)} cells): leave the cell empty, and say so in the description.`,
        },
        fix: { action: 'empty_values', column: column.position, values },
      }),
    ]
  },
}

const ERROR = /^(#{3,}|#(REF|DIV\/0|VALEUR|VALUE|NOM\?|NAME\?|NUL|NULL|NOMBRE|NUM|N\/A)!?)$/i

export const spreadsheetErrors: ColumnRule = {
  id: 'spreadsheet-errors',
  check: (column) => {
    const hidden = tally(column.values, (text) => /^#{3,}$/.test(text))
    const errors = tally(column.values, (text) => ERROR.test(text))
    const found = hidden.count > 0 ? hidden : errors
    if (found.count === 0) return []
    return [
      inColumn(column, {
        ...{ rule: 'spreadsheet-errors', severity: hidden.count > 0 ? 'blocker' : 'warning', examples: found.examples },
        message: {
          fr: `${french(found.count)} cellules de « ${column.name} » sont des erreurs de tableur (${found.examples[0]?.value}).`,
          en: `${english(found.count)} cells in “${column.name}” are errors of a spreadsheet (${found.examples[0]?.value}).`,
        },
      }),
    ]
  },
}

/** Also what the fix of this rule writes anew. */
export const PLAIN_NUMBER = /^-?\d+([.,]\d+)?$|^-?\d{1,3}([ \u00a0\u202f]\d{3})+([.,]\d+)?$/

export const decimalMixed: ColumnRule = {
  id: 'decimal-mixed',
  check: (column) => {
    const commas = tally(column.values, (text) => PLAIN_NUMBER.test(text) && /,\d/.test(text))
    const points = tally(column.values, (text) => PLAIN_NUMBER.test(text) && /\.\d/.test(text))
    const numbers = tally(column.values, (text) => PLAIN_NUMBER.test(text))
    const filled = filledCount(column.values)
    if (commas.count === 0 || points.count === 0 || numbers.count < 0.8 * filled) return []
    return [
      inColumn(column, {
        ...{ rule: 'decimal-mixed', severity: 'warning' },
        examples: [...commas.examples.slice(0, 3), ...points.examples.slice(0, 3)],
        message: {
          fr: `« ${column.name} » mélange virgules et points décimaux : des valeurs seront lues de travers.`,
          en: `“${column.name}” mixes decimal commas and points: some values will be read wrongly.`,
        },
        fix: { action: 'decimal_points', column: column.position },
      }),
    ]
  },
}

const TYPE_WORDS = {
  integer: ['des nombres entiers', 'whole numbers'],
  number: ['des nombres', 'numbers'],
  date: ['des dates', 'dates'],
  datetime: ['des dates avec heure', 'dates with a time'],
  boolean: ['des oui ou non', 'yes or no'],
  text: ['du texte', 'text'],
} as const

/** One cell in ten at most doesn't fit; codes of what is missing, errors and other decimal marks are other rules'. */
export const mixedTypes: ColumnRule = {
  id: 'mixed-types',
  check: (column) => {
    const isExplained = (text: string): boolean =>
      MISSING.test(text) || ERROR.test(text) || (column.type === 'number' && PLAIN_NUMBER.test(text))
    const odd = column.misfits.filter(({ value }) => !isExplained(value.trim()))
    if (column.misfitCount === 0 || odd.length === 0) return []
    const [fr, en] = TYPE_WORDS[column.type]
    const rows = odd.slice(0, 5).map(({ row }) => row)
    return [
      inColumn(column, {
        ...{ rule: 'mixed-types', severity: 'warning', examples: odd },
        message: {
          fr: `${french(column.misfitCount)} valeurs de « ${column.name} » ne sont pas ${fr} comme les autres (rangs ${rows.join(', ')}…).`,
          en: `${english(column.misfitCount)} values of “${column.name}” are not ${en} like the others (rows ${rows.join(', ')}…).`,
        },
      }),
    ]
  },
}

/** Nothing between zero and ordinary values, and no empty cell: zero may stand for what isn't known. */
export const zeroAsMissing: ColumnRule = {
  id: 'zero-as-missing',
  check: (column) => {
    if ((column.type !== 'integer' && column.type !== 'number') || column.emptyCount > 0) return []
    const filled = filledCount(column.values)
    const zeros = tally(column.values, (text) => numberOf(text) === 0)
    const others = column.values.map(({ value }) => Math.abs(numberOf(value.trim()))).filter((number) => number > 0)
    const median = others.toSorted((a, b) => a - b)[Math.floor(others.length / 2)] ?? 0
    const hasGap = others.length >= 10 && !others.some((number) => number < 0.01 * median)
    if (filled < 20 || zeros.count < 0.3 * filled || zeros.count === filled || median < 100 || !hasGap) return []
    return [
      inColumn(column, {
        ...{ rule: 'zero-as-missing', severity: 'warning', examples: zeros.examples.slice(0, 3) },
        message: {
          fr: `${percent(zeros.count / filled)} % de zéros dans « ${column.name} » : valeur nulle, ou information absente ? Laissez vide ce qui est inconnu.`,
          en: `${percent(zeros.count / filled)}% of zeros in “${column.name}”: a value of zero, or nothing known? Leave empty what is unknown.`,
        },
        fix: { action: 'empty_values', column: column.position, values: ['0'] },
      }),
    ]
  },
}

/** Percentages that a spreadsheet turned into fractions: the name says %, every value is at most 1. */
export const percentConverted: ColumnRule = {
  id: 'percent-converted',
  check: (column) => {
    const saysPercent = column.writtenName.includes('%') || /pourcent|\bpct\b/.test(labelOf(column.name))
    if (column.type !== 'number' || !saysPercent) return []
    const numbers = column.values.map(({ value }) => numberOf(value.trim())).filter((number) => !Number.isNaN(number))
    const isFraction = numbers.length >= 5 && numbers.every((number) => number >= 0 && number <= 1)
    if (!isFraction || numbers.every((number) => Number.isInteger(number))) return []
    const value = column.values.find(({ value: text }) => numberOf(text) > 0 && numberOf(text) < 1)?.value ?? ''
    return [
      inColumn(column, {
        ...{ rule: 'percent-converted', severity: 'warning' },
        message: {
          fr: `« ${column.name} » annonce des pourcentages, mais ses valeurs vont de 0 à 1 (${value}) : 2 % est-il devenu 0,02 ?`,
          en: `“${column.name}” says percentages, but its values go from 0 to 1 (${value}): did 2% become 0.02?`,
        },
      }),
    ]
  },
}

export const severalValuesInCell: ColumnRule = {
  id: 'several-values-in-cell',
  check: (column) => {
    if (column.type !== 'text' || column.meaning) return []
    const filled = filledCount(column.values)
    const towns = tally(column.values, (text) => /^\d{5} \p{Lu}/u.test(text) && isPostalCode(text.slice(0, 5)))
    if (filled >= 5 && towns.count >= 0.8 * filled) return [severalValues(column, towns)]
    const separator = [';', '|', ' / ', '\n'].find(
      (one) =>
        tally(column.values, (text) => text.split(one).filter((part) => part.trim() !== '').length > 1).count >=
        0.2 * filled,
    )
    const sentences = tally(column.values, (text) => /\s.*[.!?…]$/s.test(text))
    const isProse =
      (column.profile.meanLength ?? 0) > 120 ||
      sentences.count >= 0.5 * filled ||
      /\b(description|definition|presentation|commentaire|resume|observation|notice|texte)s?\b/.test(
        labelOf(column.name),
      )
    if (!separator || filled < 5 || isProse) return []
    return [
      severalValues(
        column,
        tally(column.values, (text) => text.includes(separator)),
      ),
    ]
  },
}

const severalValues = (column: CheckedColumn, { examples }: Tally): Finding => {
  const shown = examples[0]?.value.replaceAll('\n', ' ⏎ ')
  return inColumn(column, {
    ...{ rule: 'several-values-in-cell', severity: 'advice', examples: examples.slice(0, 5) },
    message: {
      fr: `« ${column.name} » contient plusieurs valeurs par cellule (${shown}).`,
      en: `“${column.name}” has several values in a cell (${shown}).`,
    },
  })
}

/** A column named as an identifier, nearly all of whose values are different: the others are mistakes. */
export const keyDuplicates: ColumnRule = {
  id: 'key-duplicates',
  check: (column, table) => {
    if (!/^(id|ident|identifiant|ref|reference|uid|numero inventaire)$/.test(labelOf(column.name))) return []
    const filled = filledCount(column.values)
    const repeated = column.values.filter(({ count }) => count > 1)
    const isKey = column.profile.distinctCount >= 0.99 * filled && table.examinedRows === table.rowCount
    if (filled < 20 || repeated.length === 0 || !isKey) return []
    return [
      inColumn(column, {
        ...{ rule: 'key-duplicates', severity: 'warning' },
        examples: repeated.slice(0, 10).map(({ value, firstRow }) => ({ row: firstRow, value })),
        message: {
          fr: `${french(repeated.length)} ${repeated.length > 1 ? 'identifiants de' : 'identifiant de'} « ${column.name} » ${repeated.length > 1 ? 'sont' : 'est'} en double (${repeated[0]?.value}).`,
          en: `${english(repeated.length)} ${repeated.length > 1 ? 'identifiers' : 'identifier'} in “${column.name}” ${repeated.length > 1 ? 'come' : 'comes'} twice (${repeated[0]?.value}).`,
        },
      }),
    ]
  },
}

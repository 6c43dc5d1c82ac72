import { english, french } from '../../lib/text.ts'
import { filledCount, inColumn, inFile, tally } from './findings.rules.ts'
import type { ColumnRule, FileRule } from './rule.ts'

const UTF8 = new Set(['utf-8', 'utf-8-bom'])

export const notUtf8: FileRule = {
  id: 'not-utf8',
  check: ({ table }) => {
    if (!table?.encoding || UTF8.has(table.encoding)) return []
    return [
      inFile({
        ...{ rule: 'not-utf8', severity: 'advice' },
        message: {
          fr: `Ce fichier est écrit en ${table.encoding} : l’UTF-8 est lu partout de la même façon.`,
          en: `This file is written in ${table.encoding}: UTF-8 is read everywhere in the same way.`,
        },
        fix: { action: 'to_utf8' },
      }),
    ]
  },
}

/** UTF-8 read as Windows-1252, then written again: Ã© for é. */
const TWICE = /Ã[\u0080-\u00bf©¨ªª«¢§´®¯¹»¼ ]|â€[™œ\u009d“”¦"]|Â[«»°·\u00a0]|Å“/

export const mojibake: ColumnRule = {
  id: 'mojibake',
  check: (column) => {
    if (column.type !== 'text') return []
    const lost = tally(column.values, (text) => text.includes('\ufffd'))
    const twice = tally(column.values, (text) => TWICE.test(text))
    const found = lost.count > 0 ? lost : twice
    if (found.count === 0) return []
    return [
      inColumn(column, {
        ...{ rule: 'mojibake', severity: lost.count > 0 ? 'blocker' : 'warning', examples: found.examples },
        message: {
          fr: `${french(found.count)} cellules de « ${column.name} » ont des accents corrompus (${found.examples[0]?.value}) : réexportez le fichier depuis sa source.`,
          en: `${english(found.count)} cells in “${column.name}” have corrupt accents (${found.examples[0]?.value}): export the file again from its source.`,
        },
      }),
    ]
  },
}

/** Invisible, and in the way of every search: tabs and line breaks aside. */
export const CONTROLS = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u200b\ufeff]/

export const controlCharacters: ColumnRule = {
  id: 'control-characters',
  check: (column) => {
    const found = tally(column.values, (text) => CONTROLS.test(text))
    if (found.count === 0) return []
    return [
      inColumn(column, {
        ...{ rule: 'control-characters', severity: 'warning', examples: found.examples },
        message: {
          fr: `${french(found.count)} cellules de « ${column.name} » contiennent des caractères invisibles.`,
          en: `${english(found.count)} cells in “${column.name}” have invisible characters.`,
        },
        fix: { action: 'strip_control_characters' },
      }),
    ]
  },
}

/** A spreadsheet that opens the file would compute them. Numbers with a sign are none. */
export const formulaInjection: ColumnRule = {
  id: 'formula-injection',
  check: (column) => {
    if (column.type !== 'text' || column.meaning?.format === 'tel_fr') return []
    const found = tally(column.values, (text) => /^[=+@][A-Za-z(]/.test(text))
    // A column of accounts: @louvre.
    if (found.count === 0 || found.count > 0.5 * filledCount(column.values)) return []
    return [
      inColumn(column, {
        ...{ rule: 'formula-injection', severity: 'advice', examples: found.examples },
        message: {
          fr: `${french(found.count)} cellules de « ${column.name} » commencent comme des formules de tableur.`,
          en: `${english(found.count)} cells in “${column.name}” begin like formulas of a spreadsheet.`,
        },
      }),
    ]
  },
}

export const spacesAround: ColumnRule = {
  id: 'spaces-and-case',
  check: (column) => {
    if (column.type !== 'text') return []
    const spaced = column.values.filter(({ value }) => value !== value.trim())
    const variants = variantsOf(column.values.map(({ value }) => value.trim()))
    if (variants) {
      const [one, other] = variants
      return [
        inColumn(column, {
          ...{ rule: 'spaces-and-case', severity: 'advice' },
          message: {
            fr: `Dans « ${column.name} », « ${one} » et « ${other} » désignent-ils la même chose ?`,
            en: `In “${column.name}”, are “${one}” and “${other}” the same thing?`,
          },
        }),
      ]
    }
    const count = spaced.reduce((sum, value) => sum + value.count, 0)
    if (count === 0) return []
    return [
      inColumn(column, {
        ...{ rule: 'spaces-and-case', severity: 'advice' },
        examples: spaced.slice(0, 10).map(({ value, firstRow }) => ({ row: firstRow, value: value.slice(0, 120) })),
        message: {
          fr: `${french(count)} cellules de « ${column.name} » commencent ou finissent par des espaces.`,
          en: `${english(count)} cells in “${column.name}” begin or end with spaces.`,
        },
        fix: { action: 'trim_cells', columns: [column.position] },
      }),
    ]
  },
}

/** Two writings of one label, in a column of few labels: names of people and places differ by a capital on purpose. */
const variantsOf = (texts: string[]): [string, string] | null => {
  const labels = [...new Set(texts)]
  if (labels.length < 2 || labels.length > 60) return null
  const seen = new Map<string, string>()
  for (const label of labels) {
    const key = label.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ')
    const known = seen.get(key)
    if (known && known !== label) return [known, label]
    seen.set(key, label)
  }
  return null
}

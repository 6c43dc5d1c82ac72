import { columnSlug } from './column-slug.rules.ts'
import { inColumn, inFile } from './findings.rules.ts'
import type { ColumnRule, FileRule } from './rule.ts'

const MOST_BYTES = 63

/** PostgreSQL, and the platforms built on it, cut longer names or refuse the file; we don't. */
export const columnNameTooLong: ColumnRule = {
  id: 'column-name-too-long',
  check: (column, { names }) => {
    const bytes = Buffer.byteLength(column.writtenName)
    if (bytes <= MOST_BYTES) return []
    const short = columnSlug(column.writtenName, names)
    return [
      inColumn(column, {
        ...{ rule: 'column-name-too-long', severity: 'warning' },
        message: {
          fr: `Le nom de la colonne ${column.position} dépasse ${MOST_BYTES} octets (${bytes}) : d’autres plateformes refuseraient le fichier. Proposition : « ${short} ».`,
          en: `The name of column ${column.position} is over ${MOST_BYTES} bytes (${bytes}): other platforms would refuse the file. Suggestion: “${short}”.`,
        },
        fix: { action: 'rename_columns', names: { [column.position]: short } },
      }),
    ]
  },
}

export const columnNameCharacters: FileRule = {
  id: 'column-name-characters',
  check: ({ table }) => {
    if (!table || table.headerLine === null) return []
    const odd = table.columns
      .map((column, index) => ({ name: column.writtenName, position: index + 1 }))
      .filter(({ name }) => name !== '' && !/[\r\n]/.test(name) && !/^[\p{L}\p{N}_-]+$/u.test(name))
    if (odd.length === 0) return []
    const names = table.columns.map(({ name }) => name)
    const breaks = odd.filter(({ name }) => /[#"'&?%]|^\s|\s$/.test(name))
    const list = odd.slice(0, 5).map(({ name }) => `« ${name.trim()} »`)
    const english = odd.slice(0, 5).map(({ name }) => `“${name.trim()}”`)
    return [
      inFile({
        ...{ rule: 'column-name-characters', severity: breaks.length > 0 ? 'warning' : 'advice' },
        message: {
          fr: `Des noms de colonnes contiennent des espaces ou des signes qui gênent les programmes : ${list.join(', ')}${odd.length > 5 ? '…' : ''}.`,
          en: `Some column names have spaces or signs that get in the way of programs: ${english.join(', ')}${odd.length > 5 ? '…' : ''}.`,
        },
        fix: {
          action: 'rename_columns',
          names: Object.fromEntries(odd.map(({ name, position }) => [position, columnSlug(name, names)])),
        },
      }),
    ]
  },
}

export const columnNameEmptyOrDuplicate: FileRule = {
  id: 'column-name-empty-or-duplicate',
  check: ({ table }) => {
    if (!table || table.headerLine === null) return []
    const seen = new Map<string, number>()
    const bad = table.columns.flatMap(({ writtenName, emptyCount }, index) => {
      const key = writtenName.trim().toLowerCase().replace(/\s+/g, ' ')
      const isEmpty = key === '' || /^unnamed(: ?\d+)?$/.test(key)
      const isRepeated = seen.has(key)
      seen.set(key, index)
      // A column with neither a name nor a value is another rule's.
      if (isEmpty && emptyCount === table.rowCount) return []
      return isEmpty || isRepeated ? [{ position: index + 1, name: writtenName.trim() }] : []
    })
    if (bad.length === 0) return []
    const list = bad
      .slice(0, 5)
      .map(({ position, name }) => (name ? `« ${name} » (rang ${position})` : `rang ${position}`))
    const english = bad
      .slice(0, 5)
      .map(({ position, name }) => (name ? `“${name}” (position ${position})` : `position ${position}`))
    return [
      inFile({
        ...{ rule: 'column-name-empty-or-duplicate', severity: 'warning' },
        message: {
          fr: `Colonnes sans nom ou en double : ${list.join(', ')}. Elles ont reçu un nom provisoire : donnez-leur le leur.`,
          en: `Unnamed or duplicated columns: ${english.join(', ')}. They were given a name for now: give them theirs.`,
        },
      }),
    ]
  },
}

export const headerLineBreak: ColumnRule = {
  id: 'header-line-break',
  check: (column) =>
    /[\r\n]/.test(column.writtenName)
      ? [
          inColumn(column, {
            ...{ rule: 'header-line-break', severity: 'warning' },
            message: {
              fr: `Le nom de la colonne ${column.position} contient un retour à la ligne.`,
              en: `The name of column ${column.position} has a line break in it.`,
            },
            fix: { action: 'rename_columns', names: { [column.position]: column.name } },
          }),
        ]
      : [],
}

/** Columns that are one thing at several moments. */
export const wideCrosstab: FileRule = {
  id: 'wide-crosstab',
  check: ({ table }) => {
    const names = table?.columns.map(({ writtenName }) => writtenName.trim()) ?? []
    const moments = names.filter((name) =>
      /^(\D{0,12}[\s_-])?(19|20)\d\d([\s_/-]?(0[1-9]|1[0-2]|[ST][1-4]))?$/i.test(name),
    )
    if (moments.length < 6) return []
    return [
      inFile({
        ...{ rule: 'wide-crosstab', severity: 'advice' },
        message: {
          fr: `Le tableau a une colonne par période (${moments.slice(0, 3).join(', ')}…) : un format long (période, valeur) se réutilise mieux.`,
          en: `The table has a column for each period (${moments.slice(0, 3).join(', ')}…): a long format (period, value) is easier to reuse.`,
        },
      }),
    ]
  },
}

import { english, french } from '../../lib/text.ts'
import type { Column, Finding, Table } from '../../analysis/index.ts'
import { editDataset, inField, inFile, shortList } from '../finding.rules.ts'
import type { DatasetRule, Examined, ExaminedFile, FileRule } from '../model.ts'
import { mainFiles, sameName, tableOf, tablesOf } from '../tables.rules.ts'
import {
  columnsListedIn,
  columnsQuotedIn,
  countsIn,
  editDistance,
  significantWords,
  singularOf,
} from '../words.rules.ts'

/** What is said of the files: the dataset's description, and those of its files. */
const saidOf = ({ dataset, files }: Examined): string =>
  [dataset.description, ...files.map(({ description }) => description ?? '')].join('\n\n')

const namesOf = (files: ExaminedFile[]): string[] => [
  ...new Set(tablesOf(files).flatMap(({ table }) => table.columns.map(({ name }) => name))),
]

/**
 * C6. A quoted name that no table has. It is one when nearly written as a column, or when most of what is quoted around
 * it are columns: people also quote values and codes.
 */
export const columnsQuotedAbsent: DatasetRule = {
  id: 'columns-quoted-absent',
  check: ({ dataset, files }) => {
    const names = namesOf(files)
    const known = new Map(names.map((name) => [sameName(name), name]))
    const quoted = columnsQuotedIn(dataset.description)
    const absent = quoted.filter((name) => sameName(name) !== '' && !known.has(sameName(name)))
    const isDocumenting = quoted.length - absent.length >= Math.max(2, absent.length)
    const isWhole = mainFiles(files).every(tableOf)
    if (names.length === 0) return []
    return absent.slice(0, 5).flatMap((name) => {
      const near = nearOf(sameName(name), known)
      return near || (isDocumenting && isWhole) ? [quotedAbsent(name, near)] : []
    })
  },
}

const nearOf = (name: string, known: Map<string, string>): string | undefined =>
  name.length < 4 ? undefined : [...known].find(([other]) => editDistance(name, other) === 1)?.[1]

const quotedAbsent = (name: string, near: string | undefined): Finding =>
  inField('dataset', 'description', {
    ...{ rule: 'columns-quoted-absent', severity: 'warning' },
    message: {
      fr: `La description cite la colonne « ${name} », absente ${near ? `du fichier ; vouliez-vous « ${near} » ?` : 'des fichiers.'}`,
      en: `The description quotes the column “${name}”, which ${near ? `the file lacks; did you mean “${near}”?` : 'no file has.'}`,
    },
  })

/** C7. Some columns are described, and fewer than half of them. */
export const columnsUndocumented: DatasetRule = {
  id: 'columns-undocumented',
  check: (examined) => {
    const { columns, described } = describedIn(examined)
    if (columns.length < 5 || hasDictionary(examined) || described.length < 2) return []
    if (described.length >= columns.length / 2) return []
    const undescribed = columns.filter((column) => !described.includes(column))
    return [
      inField('dataset', 'description', {
        ...{ rule: 'columns-undocumented', severity: 'advice' },
        message: {
          fr: `${undescribed.length} colonnes ne sont décrites nulle part : ${shortList(undescribed.map(({ name }) => name))}.`,
          en: `${undescribed.length} columns are described nowhere: ${shortList(undescribed.map(({ name }) => name))}.`,
        },
        fix: editDataset({ description: withDictionary(examined.dataset.description, undescribed) }),
      }),
    ]
  },
}

/** #43. More than three columns, and nothing that explains any of them. */
export const noDataDictionary: DatasetRule = {
  id: 'no-data-dictionary',
  check: (examined) => {
    const { columns, described } = describedIn(examined)
    if (columns.length <= 3 || hasDictionary(examined) || described.length >= 2) return []
    return [
      inField('dataset', 'description', {
        ...{ rule: 'no-data-dictionary', severity: 'advice' },
        message: {
          fr: `Les ${columns.length} colonnes ne sont expliquées nulle part : ajoutez leur description.`,
          en: `The ${columns.length} columns are explained nowhere: add what they are.`,
        },
        fix: editDataset({ description: withDictionary(examined.dataset.description, columns) }),
      }),
    ]
  },
}

/** A schema, or a file of documentation: we can't know that a column isn't in it. */
const hasDictionary = ({ dataset, files }: Examined): boolean =>
  dataset.schema !== null || files.some(({ type, schema }) => type === 'documentation' || schema !== null)

/** Columns of the first table, and those that some text names: quoted, in a list, or as a whole phrase. */
const describedIn = (examined: Examined): { columns: Column[]; described: Column[] } => {
  const [first] = tablesOf(mainFiles(examined.files))
  const columns = first?.table.columns ?? []
  const text = saidOf(examined)
  const named = new Set([...columnsQuotedIn(text), ...columnsListedIn(text)].map(sameName))
  return { columns, described: columns.filter(({ name }) => named.has(sameName(name))) }
}

const TYPES: Record<Column['type'], string> = {
  ...{ text: 'texte', integer: 'nombre entier', number: 'nombre', date: 'date' },
  ...{ datetime: 'date et heure', boolean: 'oui ou non' },
}

/** A table to fill in after what was written, in udata's Markdown. No value of the file: some may be personal. */
const withDictionary = (description: string, columns: Column[]): string => {
  const rows = columns.slice(0, 100).map(({ name, type }) => `| ${name.replaceAll('|', '\\|')} | ${TYPES[type]} | |`)
  return [
    ...(description.trim() ? [description.trimEnd(), ''] : []),
    ...['## Description des colonnes', '', '| Colonne | Type | Description |', '| --- | --- | --- |', ...rows, ''],
  ].join('\n')
}

const ROWS = new Set(['ligne', 'enregistrement', 'notice', 'fiche', 'row', 'record', 'line'])

/** What is counted is said early; a description of thousands of numbers is a table. */
const MOST_COUNTS = 50

/** C8. A number of things that the columns name, a tenth away from what the file has. */
export const rowCountAnnounced: DatasetRule = {
  id: 'row-count-announced',
  check: ({ dataset, files }) => {
    const [only, another] = tablesOf(mainFiles(files))
    if (!only || another) return []
    const counts = countsIn(dataset.description)
      .slice(0, MOST_COUNTS)
      .map((one) => ({ ...one, known: knownCounts(only.table, one.noun) }))
    const relevant = counts.filter(({ known }) => known.length > 0)
    // One that is right shows which of them counts the rows: the others are parts of it.
    const isRight = ({ count, known }: (typeof relevant)[number]): boolean =>
      known.some((real) => Math.abs(real - count) <= 0.1 * real)
    const [wrong] = relevant
    if (!wrong || relevant.some(isRight)) return []
    const [real = 0] = wrong.known
    return [
      inField('dataset', 'description', {
        ...{ rule: 'row-count-announced', severity: 'advice' },
        message: {
          fr: `La description parle de ${french(wrong.count)} ${wrong.noun}, le fichier en contient ${french(real)}.`,
          en: `The description speaks of ${english(wrong.count)} “${wrong.noun}”, the file has ${english(real)}.`,
        },
      }),
    ]
  },
}

/**
 * The rows, and the different values of a column of that name; none when the file says nothing of such things. A column
 * of numbers measures them: « plus de 3 500 habitants » isn't about its rows.
 */
const knownCounts = ({ rowCount, examinedRows, columns }: Table, noun: string): number[] => {
  const [word = ''] = significantWords(noun)
  if (ROWS.has(singularOf(noun.toLowerCase()))) return [rowCount]
  const named = columns.filter(
    ({ name, type }) => type === 'text' && word !== '' && significantWords(name).includes(word),
  )
  if (named.length === 0) return []
  return [rowCount, ...(examinedRows === rowCount ? named.map(({ profile }) => profile.distinctCount) : [])]
}

/** C33. A file that documents the columns, one a row, and forgets some or describes others. */
export const dictionaryVsColumns: FileRule = {
  id: 'documentation-missing',
  check: (file, { files }) => {
    const dictionary = file.type === 'documentation' ? tableOf(file) : null
    const columns = namesOf(mainFiles(files))
    const described = dictionary && describedBy(dictionary)
    if (!described || columns.length === 0) return []
    const known = new Set(columns.map(sameName))
    const right = described.filter((name) => known.has(sameName(name)))
    // A glossary, or the documentation of another file.
    if (right.length < 2 || right.length < described.length / 2) return []
    const listed = new Set(described.map(sameName))
    const forgotten = columns.filter((name) => !listed.has(sameName(name)))
    const unknown = described.filter((name) => !known.has(sameName(name)))
    if (forgotten.length === 0 && unknown.length === 0) return []
    return [
      inFile({
        ...{ rule: 'documentation-missing', severity: 'warning' },
        message: {
          fr: `Le dictionnaire « ${file.title} » et les fichiers ne disent pas les mêmes colonnes : ${parts('sans description', forgotten, 'absentes des fichiers', unknown)}.`,
          en: `The dictionary “${file.title}” and the files don’t tell the same columns: ${parts('not described', forgotten, 'in no file', unknown)}.`,
        },
      }),
    ]
  },
}
const parts = (first: string, some: string[], second: string, others: string[]): string =>
  [some.length > 0 ? `${shortList(some)} ${first}` : '', others.length > 0 ? `${shortList(others)} ${second}` : '']
    .filter((part) => part !== '')
    .join(' ; ')

/** The names in its column of names; null when it has none, or is longer than what we see of it. */
const describedBy = ({ columns, sample, rowCount }: Table): string[] | null => {
  const at = columns.findIndex(({ name }) =>
    /^(nom(dela)?)?(colonne|champ|variable|attribut|column|field)s?$|^nom$|^name$/.test(sameName(name)),
  )
  if (at < 0 || rowCount > sample.length) return null
  return sample.flatMap((cells) => cells[at]?.trim() ?? []).filter((name) => name !== '')
}

import { Invalid } from '../../lib/errors.ts'
import type { Text } from '../../lib/text.ts'
import type { Column } from '../model.ts'
import {
  comparedColumns,
  countsByKey,
  countsOfMultisets,
  fullDifference,
  isKey,
  literal,
  samplesByKey,
  samplesOfMultisets,
  sharedView,
  shareOfValues,
} from './comparison-sql.rules.ts'
import { keyCandidates, matchByName, mayBeRenamed, SAME_VALUES, type Match } from './match-columns.rules.ts'
import type { Cells, Comparison } from './model.ts'
import type { ComparedTable } from '../model.ts'
import { openReader, type Read } from './reader.ts'

export interface ComparisonOptions {
  /** Names of columns of the second table; absent: proposed from the data. */
  key?: string[]
  /** Where the whole difference is written, when it is wanted: its extension says as what. */
  differencePath?: string
  /** A folder for this comparison alone: its caller empties it. */
  scratchFolder: string
}

/**
 * Compares two tables: columns first, then rows, by key when one tells them apart, else as multisets of whole rows over
 * the columns that both have. Exact: rows are compared themselves, not hashes of them. Throws `Invalid` for a key with
 * unknown columns, or with the same value twice.
 */
export const compareTables = async (
  before: ComparedTable,
  after: ComparedTable,
  { key: wanted, differencePath, scratchFolder }: ComparisonOptions,
): Promise<Comparison> => {
  const paths = [before.parquetPath, after.parquetPath, ...(differencePath ? [differencePath] : [])]
  const { read, close } = await openReader(paths, scratchFolder)
  try {
    const { matches, columns } = await matchColumns(read, before, after)
    const shown = matches.map((match) => after.table.columns[match.after - 1]?.name ?? '')
    await read(
      `CREATE VIEW a AS ${sharedView(
        before.parquetPath,
        matches.map((match) => match.before),
      )}`,
    )
    await read(
      `CREATE VIEW b AS ${sharedView(
        after.parquetPath,
        matches.map((match) => match.after),
      )}`,
    )
    const key = wanted ? await demandedKey(read, wanted, shown) : await proposedKey(read, before, after, matches)
    const found = key ? await compareByKey(read, key, shown) : await compareWhole(read, shown.length)
    if (differencePath) await read(copyDifference(fullDifference(key, shown), differencePath))
    return {
      columns,
      ...{ format: formatChanges(before, after), shown, samples: found.samples },
      rows: {
        ...{ before: before.table.rowCount, after: after.table.rowCount },
        ...{ key: key && key.map((index) => shown[index - 1] ?? ''), ...found.counts },
      },
    }
  } finally {
    close()
  }
}

const matchColumns = async (
  read: Read,
  before: ComparedTable,
  after: ComparedTable,
): Promise<{ matches: Match[]; columns: Comparison['columns'] }> => {
  const { matches, removed, added } = matchByName(before.table.columns, after.table.columns)
  const of = (columns: Column[], position: number): Column => columns[position - 1] as Column
  const renamed: Match[] = []
  for (const gone of removed) {
    const found = await findRenamed(read, before, after, gone, added)
    if (!found) continue
    added.splice(added.indexOf(found), 1)
    renamed.push({ before: gone, after: found })
  }
  const all = [...matches, ...renamed].sort((a, b) => a.after - b.after)
  const pairs = all.map((match) => ({
    from: of(before.table.columns, match.before),
    to: of(after.table.columns, match.after),
  }))
  const nameOf = (columns: Column[]) => (position: number) => of(columns, position).name
  return {
    matches: all,
    columns: {
      added: added.map(nameOf(after.table.columns)),
      removed: removed
        .filter((gone) => !renamed.some((match) => match.before === gone))
        .map(nameOf(before.table.columns)),
      renamed: pairs
        .filter(({ from, to }) => from.name !== to.name)
        .map(({ from, to }) => ({ from: from.name, to: to.name })),
      retyped: pairs
        .filter(({ from, to }) => typeOf(from) !== typeOf(to))
        .map(({ from, to }) => ({ name: to.name, from: typeOf(from), to: typeOf(to) })),
      reordered: all.some((match, index) => index > 0 && match.before < (all[index - 1]?.before ?? 0)),
    },
  }
}

const typeOf = ({ type, meaning }: Column): string => meaning?.format ?? type

const findRenamed = async (
  read: Read,
  before: ComparedTable,
  after: ComparedTable,
  gone: number,
  added: number[],
): Promise<number | undefined> => {
  const rows = { before: before.table.rowCount, after: after.table.rowCount }
  for (const candidate of added) {
    const [from, to] = [before.table.columns[gone - 1], after.table.columns[candidate - 1]]
    if (!from || !to || !mayBeRenamed(from, to, rows)) continue
    const sides = [
      { path: before.parquetPath, column: gone },
      { path: after.parquetPath, column: candidate },
    ] as const
    const [row] = await read(shareOfValues(...sides))
    if (Number(row?.[0] ?? 0) >= SAME_VALUES) return candidate
  }
  return undefined
}

const formatChanges = (before: ComparedTable, after: ComparedTable): Comparison['format'] => {
  const facts = [
    ['format', before.format, after.format],
    ['encoding', before.table.encoding, after.table.encoding],
    ['separator', before.table.separator, after.table.separator],
  ] as const
  return facts.flatMap(([what, from, to]) => (from && to && from !== to ? [{ what, from, to }] : []))
}

const demandedKey = async (read: Read, wanted: string[], shown: string[]): Promise<number[]> => {
  const key = wanted.map((name) => shown.indexOf(name) + 1)
  const unknown = wanted.filter((_, index) => key[index] === 0)
  if (wanted.length === 0 || unknown.length > 0) throw new Invalid(unknownColumns(unknown))
  if (!(await isKeyOfBoth(read, key))) throw new Invalid(NOT_UNIQUE)
  return key
}

/** How many candidates are tried: each costs a look at a whole column. */
const CANDIDATES = 4

const proposedKey = async (
  read: Read,
  before: ComparedTable,
  after: ComparedTable,
  matches: Match[],
): Promise<number[] | null> => {
  const of = ({ table }: ComparedTable): number[] => keyCandidates(table.columns, table.rowCount, table.examinedRows)
  const inBefore = new Set(of(before))
  const candidates = of(after)
    .map((position) => matches.findIndex((match) => match.after === position))
    .filter((index) => index >= 0 && inBefore.has(matches[index]?.before ?? 0))
  for (const index of candidates.slice(0, CANDIDATES)) if (await isKeyOfBoth(read, [index + 1])) return [index + 1]
  return null
}

const isKeyOfBoth = async (read: Read, key: number[]): Promise<boolean> => {
  const [before] = await read(isKey('a', key))
  const [after] = await read(isKey('b', key))
  return Boolean(before?.[0]) && Boolean(after?.[0])
}

type Found = {
  counts: Pick<Comparison['rows'], 'added' | 'removed' | 'changed' | 'changedByColumn'>
  samples: Comparison['samples']
}

const compareByKey = async (read: Read, key: number[], shown: string[]): Promise<Found> => {
  const width = shown.length
  const [[added, removed, changed, ...perColumn] = []] = await read(countsByKey(width, key))
  const sample = samplesByKey(width, key)
  return {
    counts: {
      ...{ added: Number(added), removed: Number(removed), changed: Number(changed) },
      changedByColumn: comparedColumns(width, key)
        .map((index, at) => ({ name: shown[index - 1] ?? '', count: Number(perColumn[at]) }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.count - a.count),
    },
    samples: {
      added: Number(added) > 0 ? ((await read(sample.added)) as Cells[]) : [],
      removed: Number(removed) > 0 ? ((await read(sample.removed)) as Cells[]) : [],
      changed:
        Number(changed) > 0
          ? ((await read(sample.changed)) as Cells[]).map((cells) => ({
              before: cells.slice(0, width),
              after: cells.slice(width),
            }))
          : [],
    },
  }
}

const compareWhole = async (read: Read, width: number): Promise<Found> => {
  const nothing = { counts: { added: 0, removed: 0, changed: null, changedByColumn: [] }, samples: NO_SAMPLES }
  if (width === 0) return nothing
  const [[added, removed] = []] = await read(countsOfMultisets(width))
  const sample = samplesOfMultisets(width)
  return {
    counts: { ...nothing.counts, added: Number(added), removed: Number(removed) },
    samples: {
      added: Number(added) > 0 ? ((await read(sample.added)) as Cells[]) : [],
      removed: Number(removed) > 0 ? ((await read(sample.removed)) as Cells[]) : [],
      changed: [],
    },
  }
}
const NO_SAMPLES: Comparison['samples'] = { added: [], removed: [], changed: [] }

const copyDifference = (sql: string, path: string): string =>
  path.endsWith('.parquet')
    ? `COPY (${sql}) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`
    : `COPY (${sql}) TO ${literal(path)} (FORMAT csv, HEADER true)`

const NOT_UNIQUE: Text = {
  fr: 'Ces colonnes ne distinguent pas les lignes : des valeurs manquent ou sont en double. Choisissez-en d’autres.',
  en: 'These columns do not tell rows apart: values are missing or come twice. Choose others.',
}
const unknownColumns = (names: string[]): Text => ({
  fr: `Ces colonnes ne sont pas dans les deux fichiers : ${names.join(', ') || 'aucune n’est donnée'}.`,
  en: `These columns are not in both files: ${names.join(', ') || 'none is given'}.`,
})

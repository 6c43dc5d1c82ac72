export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

const LIMIT = 100
const CELL_CHARACTERS = 500

/** Both tables under the names of the second: `k1`… for the key, `m1`… for all the columns they share. */
export const sharedView = (parquetPath: string, positions: number[]): string =>
  `SELECT ${positions.map((position, index) => `c${position} AS m${index + 1}`).join(', ')} FROM read_parquet(${literal(parquetPath)})`

const columns = (count: number, side = ''): string[] =>
  Array.from({ length: count }, (_, index) => `${side}m${index + 1}`)

/** `a` is before, `b` after; rows of which one side only exists have null everywhere on the other. */
const joined = (key: number[]): string =>
  `(SELECT *, 1 AS here FROM a) AS a FULL JOIN (SELECT *, 1 AS here FROM b) AS b
   ON ${key.map((index) => `a.m${index} = b.m${index}`).join(' AND ')}`

const differs = (index: number): string => `a.m${index} IS DISTINCT FROM b.m${index}`

const others = (count: number, key: number[]): number[] =>
  Array.from({ length: count }, (_, index) => index + 1).filter((index) => !key.includes(index))

const anyDiffers = (count: number, key: number[]): string => {
  const compared = others(count, key).map(differs)
  return compared.length > 0 ? `(${compared.join(' OR ')})` : 'false'
}

/** Added, removed, changed, then the changes of each column that isn't of the key. */
export const countsByKey = (count: number, key: number[]): string => {
  const both = 'a.here = 1 AND b.here = 1'
  const perColumn = others(count, key).map((index) => `count_if(${both} AND ${differs(index)})`)
  return `SELECT ${[
    'count_if(a.here IS NULL)',
    'count_if(b.here IS NULL)',
    `count_if(${both} AND ${anyDiffers(count, key)})`,
    ...perColumn,
  ].join(', ')} FROM ${joined(key)}`
}
export const comparedColumns = others

const cut = (column: string): string => `substr(${column}, 1, ${CELL_CHARACTERS})`

export const samplesByKey = (count: number, key: number[]) => {
  const from = joined(key)
  const order = (side: string): string =>
    `ORDER BY ${key.map((index) => `${side}.m${index}`).join(', ')} LIMIT ${LIMIT}`
  return {
    added: `SELECT ${columns(count, 'b.').map(cut).join(', ')} FROM ${from} WHERE a.here IS NULL ${order('b')}`,
    removed: `SELECT ${columns(count, 'a.').map(cut).join(', ')} FROM ${from} WHERE b.here IS NULL ${order('a')}`,
    changed: `SELECT ${[...columns(count, 'a.'), ...columns(count, 'b.')].map(cut).join(', ')} FROM ${from}
      WHERE a.here = 1 AND b.here = 1 AND ${anyDiffers(count, key)} ${order('b')}`,
  }
}

/** Whole rows with how often each side has them, those of which the number differs. */
const multisets = (count: number): string => {
  const names = columns(count).join(', ')
  return `(SELECT ${names}, sum(before) AS before, sum(after) AS after FROM (
      SELECT ${names}, 1 AS before, 0 AS after FROM a UNION ALL SELECT ${names}, 0, 1 FROM b
    ) GROUP BY ${names} HAVING sum(before) <> sum(after))`
}

export const countsOfMultisets = (count: number): string =>
  `SELECT coalesce(sum(greatest(after - before, 0)), 0), coalesce(sum(greatest(before - after, 0)), 0) FROM ${multisets(count)}`

export const samplesOfMultisets = (count: number) => {
  const names = columns(count)
  const rows = (where: string): string =>
    `SELECT ${names.map(cut).join(', ')} FROM ${multisets(count)} WHERE ${where} ORDER BY ${names.join(', ')} LIMIT ${LIMIT}`
  return { added: rows('after > before'), removed: rows('before > after') }
}

export const isKey = (side: 'a' | 'b', key: number[]): string => {
  const cells = key.map((index) => `m${index}`)
  return `SELECT count(*) = count(DISTINCT (${cells.join(', ')})) AND count(*) = count_if(${cells
    .map((cell) => `${cell} IS NOT NULL`)
    .join(' AND ')}) FROM ${side}`
}

/** The share of the different values of one column that the other holds too, on both sides the lesser one. */
export const shareOfValues = (
  before: { path: string; column: number },
  after: { path: string; column: number },
): string => {
  const values = ({ path, column }: { path: string; column: number }): string =>
    `SELECT DISTINCT c${column} AS v FROM read_parquet(${literal(path)}) WHERE c${column} IS NOT NULL`
  const share = (of: string, within: string): string =>
    `(SELECT count_if(v IN (SELECT v FROM ${within})) / nullif(count(*), 0) FROM ${of})`
  return `WITH x AS (${values(before)}), y AS (${values(after)}) SELECT least(${share('x', 'y')}, ${share('y', 'x')})`
}

/** The whole difference, as rows: `_change` is added, removed, before or after. */
export const fullDifference = (key: number[] | null, names: string[]): string => {
  const count = names.length
  const list = (side: string): string =>
    names.map((name, index) => `${side}m${index + 1} AS "${name.replaceAll('"', '""')}"`).join(', ')
  if (!key) {
    const repeated = (what: string, times: string): string =>
      `SELECT '${what}' AS _change, ${list('')} FROM ${multisets(count)}, range(${times}) AS again WHERE ${times} > 0`
    return `${repeated('removed', 'before - after')} UNION ALL ${repeated('added', 'after - before')}`
  }
  const from = joined(key)
  const changed = `a.here = 1 AND b.here = 1 AND ${anyDiffers(count, key)}`
  return [
    `SELECT 'removed' AS _change, ${list('a.')} FROM ${from} WHERE b.here IS NULL`,
    `SELECT 'added' AS _change, ${list('b.')} FROM ${from} WHERE a.here IS NULL`,
    `SELECT 'before' AS _change, ${list('a.')} FROM ${from} WHERE ${changed}`,
    `SELECT 'after' AS _change, ${list('b.')} FROM ${from} WHERE ${changed}`,
  ].join(' UNION ALL ')
}

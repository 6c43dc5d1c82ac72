import { literal } from '../../engine-sql.rules.ts'

export interface ParquetColumn {
  name: string
  /** As DuckDB describes it: `VARCHAR`, `DECIMAL(10,2)`, `STRUCT(a INTEGER)`… */
  type: string
}

/** Nothing guessed from the path: no columns of Hive folders, no name of the file. */
export const parquetTable = (path: string): string =>
  `read_parquet(${literal(path)}, hive_partitioning=false, filename=false)`

/** All the cells as text, in the writings that `tables/column-types.rules.ts` knows. */
export const selectAsText = (columns: ParquetColumn[], path: string): string =>
  `SELECT ${columns.map((column) => `${asText(column)} AS ${identifier(column.name)}`).join(', ')} FROM ${parquetTable(path)}`

export const countRows = (path: string): string => `SELECT num_rows FROM parquet_file_metadata(${literal(path)})`

const asText = ({ name, type }: ParquetColumn): string => {
  const cell = identifier(name)
  if (isBinary(type)) return 'NULL'
  if (isNested(type)) return `to_json(${cell})::VARCHAR`
  if (type === 'DOUBLE' || type === 'FLOAT') return plainNumber(cell)
  if (type === 'TIMESTAMP WITH TIME ZONE') return `replace(replace(${cell}::VARCHAR, ' ', 'T'), '+00', 'Z')`
  if (type.startsWith('TIME') && !type.startsWith('TIMESTAMP')) return timeOfDay(cell, type)
  if (type.startsWith('TIMESTAMP')) return `replace(${cell}::VARCHAR, ' ', 'T')`
  return `${cell}::VARCHAR`
}

/** Bytes have no writing as text; a geometry is read by those who draw maps. */
const isBinary = (type: string): boolean => type === 'BLOB' || type === 'BIT' || type.startsWith('GEOMETRY')

const isNested = (type: string): boolean => /^(STRUCT|MAP|UNION|VARIANT)\b|\]$/.test(type)

/** An hour that no day has, in a damaged file, ends the engine that writes it. */
const timeOfDay = (cell: string, type: string): string =>
  `CASE WHEN ${cell} BETWEEN '00:00:00'::${type} AND '24:00:00'::${type} THEN ${cell}::VARCHAR END`

/** NaN is how many tools write an empty cell. An exponent is undone where that changes nothing to the number. */
const plainNumber = (cell: string): string => {
  const text = `${cell}::VARCHAR`
  const small = `rtrim(try_cast(${text} AS DECIMAL(38,30))::VARCHAR, '0')`
  const large = `try_cast(${text} AS DECIMAL(38,0))::VARCHAR`
  const plain = `CASE WHEN abs(${cell}) < 1 THEN ${small} ELSE ${large} END`
  return `CASE WHEN isnan(${cell}) THEN NULL WHEN contains(${text}, 'e') AND isfinite(${cell})
    THEN CASE WHEN try_cast(${plain} AS DOUBLE) = try_cast(${text} AS DOUBLE) THEN ${plain} ELSE ${text} END
    ELSE ${text} END`
}

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

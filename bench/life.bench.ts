/**
 * The life of a file: a table of 1 GB inspected, against DuckDB's own reading of it into Parquet; two tables of a million
 * rows compared; a table of 1 MB from the first byte sent to the answer.
 */
import { DuckDBInstance } from '@duckdb/node-api'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { createInspector, type ComparedTable } from '../server/src/analysis/index.ts'
import { withDemo } from './with-demo.ts'

const folder = mkdtempSync(join(tmpdir(), 'cimaise-bench-'))
const inspector = createInspector({ tempDir: join(folder, 'tmp') })
const CITIES = ['06088;Nice', '2A004;Ajaccio', '75056;Paris', '13055;Marseille', '01053;Bourg-en-Bresse']
const between = (least: number, most: number): number => least + Math.random() * (most - least)
const comma = (value: number, digits: number): string => value.toFixed(digits).replace('.', ',')
const row = (id: number): string =>
  [
    ...[id, Math.floor(between(1e13, 1e14)), `${10 + (id % 18)}/0${1 + (id % 9)}/${2000 + (id % 25)}`, CITIES[id % 5]],
    ...[comma(between(0, 1e5), 2), comma(between(41, 51), 6), comma(between(-5, 9), 6), `Musée ${id % 997}`],
    ...[`Subvention ${Math.floor(between(0, 1e6))} pour l’année`, id % 2 ? 'oui' : 'non', 2000 + (id % 25)],
  ].join(';')
const HEADER = 'id;siret;date;code_insee;commune;montant;latitude;longitude;nom;libelle;actif;annee\n'

const write = async (name: string, rows: number, line: (id: number) => string | null): Promise<string> => {
  const path = join(folder, name)
  const output = createWriteStream(path)
  let piece = HEADER
  for (let id = 1; id <= rows; id += 1) {
    const text = line(id)
    if (text !== null) piece += `${text}\n`
    if (piece.length < 1_000_000) continue
    if (!output.write(piece)) await once(output, 'drain')
    piece = ''
  }
  output.end(piece)
  await finished(output)
  return path
}

const seconds = async <T>(action: () => Promise<T>): Promise<[number, T]> => {
  const started = performance.now()
  const result = await action()
  return [Number(((performance.now() - started) / 1000).toFixed(2)), result]
}

const inspect = async (path: string): Promise<ComparedTable> => {
  const parquetPath = `${path}.parquet`
  const file = { path, fileName: 'file.csv', sizeBytes: statSync(path).size, parquetPath, tilesPath: `${path}.pmtiles` }
  const { table, format } = await inspector.inspect(file)
  if (!table) throw new Error('no table')
  return { parquetPath, table, format }
}

const large = async () => {
  const path = await write('large.csv', 8_000_000, row)
  const duckdb = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
  const copy = `COPY (SELECT * FROM read_csv('${path}')) TO '${path}.own' (FORMAT parquet)`
  const [ownSeconds] = await seconds(() => duckdb.run(copy))
  const [inspectSeconds, { table }] = await seconds(() => inspect(path))
  duckdb.closeSync()
  return {
    ...{ megabytes: Math.round(statSync(path).size / 1_048_576), rows: table.rowCount, inspectSeconds, ownSeconds },
    inspectOverOwn: Number((inspectSeconds / ownSeconds).toFixed(2)),
  }
}

const million = async () => {
  const before = await inspect(
    await write('before.csv', 1_000_000, (id) => `${id};${row(id % 1_000)}`.replace(/^(\d+);\d+/, '$1')),
  )
  const lines = readFileSync(join(folder, 'before.csv'), 'utf8').split('\n')
  const edit = (id: number): string | null =>
    id % 1_000 === 0 ? null : id % 500 === 1 ? `${lines[id]}9` : (lines[id] ?? '')
  const after = await inspect(await write('after.csv', 1_000_000, edit))
  const [byKeySeconds, byKey] = await seconds(() => inspector.compare(before, after))
  const without = (table: ComparedTable): ComparedTable => ({
    ...table,
    table: { ...table.table, columns: table.table.columns.map((column) => ({ ...column, emptyCount: 1 })) },
  })
  const [keylessSeconds, keyless] = await seconds(() => inspector.compare(without(before), without(after)))
  return { byKeySeconds, keylessSeconds, byKey: byKey?.rows, keyless: keyless?.rows }
}

try {
  const results = { large: await large(), million: await million() }
  await inspector.close()
  await withDemo(async ({ url, key }) => {
    const headers = { 'X-API-KEY': key }
    const words = { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' } }
    const body = JSON.stringify({ title: 'Mesure', description: 'Des tableaux.' })
    const { id } = (await (await fetch(`${url}/api/1/datasets/`, { ...words, body })).json()) as { id: string }
    const times: number[] = []
    for (let time = 0; time < 6; time += 1) {
      const bytes = readFileSync(await write(`small-${time}.csv`, 6_700, row))
      const form = new FormData()
      form.append('file', new Blob([bytes as BlobPart]), 'petit.csv')
      const [took] = await seconds(() =>
        fetch(`${url}/api/1/datasets/${id}/upload/`, { method: 'POST', headers, body: form }),
      )
      times.push(Math.round(took * 1000))
    }
    const [first = 0, ...others] = times
    return { ...results, small: { megabytes: 1, firstMs: first, medianMs: others.toSorted((a, b) => a - b)[2] } }
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** The life of a file: two tables of a million rows compared; a table of 1 MB from the first byte sent to the answer. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInspector, type ComparedTable } from '../server/src/analysis/index.ts'
import { row, writeTable } from './tables.ts'
import { withDemo } from './with-demo.ts'

const folder = mkdtempSync(join(tmpdir(), 'cimaise-bench-'))
const inspector = createInspector({ tempDir: join(folder, 'tmp') })
const write = (name: string, rows: number, line?: (id: number) => string | null): Promise<string> =>
  writeTable(join(folder, name), rows, line)

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
  const results = { million: await million() }
  await inspector.close()
  await withDemo(async ({ url, key }) => {
    const headers = { 'X-API-KEY': key }
    const words = { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' } }
    const body = JSON.stringify({ title: 'Mesure', description: 'Des tableaux.' })
    const { id } = (await (await fetch(`${url}/api/1/datasets/`, { ...words, body })).json()) as { id: string }
    const times: number[] = []
    for (let time = 0; time < 6; time += 1) {
      const bytes = readFileSync(await write(`small-${time}.csv`, 6_700))
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

import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEngine } from '../engine.ts'
import { createInspector, type InspectorOptions } from '../inspector.ts'
import type { FileFix } from '../finding.ts'
import type { Inspection, Table } from '../model.ts'

/** An inspector on a folder of its own, with the files to give it. */
export const startInspecting = async (options: Partial<InspectorOptions> = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'analysis-'))
  const tempDir = join(folder, 'temporary')
  const inspector = createInspector({ tempDir, ...options })

  const file = async (content: Buffer | string, fileName: string) => {
    const path = join(folder, randomUUID())
    await writeFile(path, content)
    return { path, fileName, sizeBytes: content.length, parquetPath: `${path}.parquet`, tilesPath: `${path}.pmtiles` }
  }

  /** The rows that the Parquet file holds, whole. */
  const rowsOf = async (parquetPath: string, width: number): Promise<(string | null)[][]> => {
    const spill = join(folder, 'spill')
    const engine = await openEngine({ csv: [], parquet: parquetPath, spill }, { width, memoryMb: 256 })
    try {
      return await engine.readRows(width, 1_000_000, 100_000_000)
    } finally {
      engine.close()
    }
  }

  const inspect = async (content: Buffer | string, fileName = 'file.csv'): Promise<Inspection> =>
    inspector.inspect(await file(content, fileName))

  const inspectTable = async (
    content: Buffer | string,
    fileName = 'file.csv',
  ): Promise<Table & { rows: (string | null)[][]; codes: string[] }> => {
    const { parquetPath, ...rest } = await file(content, fileName)
    const inspection = await inspector.inspect({ ...rest, parquetPath })
    if (!inspection.table) throw new Error(`no table: ${JSON.stringify(inspection)}`)
    const rows = await rowsOf(parquetPath, inspection.table.columns.length)
    return { ...inspection.table, rows, codes: inspection.table.issues.map(({ code }) => code) }
  }

  /** The bytes that fixes make; null when they only give another name. */
  const fix = async (content: Buffer | string, fixes: FileFix[], fileName = 'file.csv') =>
    inspector.fix(await file(content, fileName), fixes, async (fixed, path) => ({
      ...fixed,
      bytes: path === null ? null : await readFile(path),
    }))

  const stop = async (): Promise<void> => {
    await inspector.close()
    await rm(folder, { recursive: true, force: true })
  }

  return { folder, tempDir, inspector, file, inspect, inspectTable, fix, stop }
}

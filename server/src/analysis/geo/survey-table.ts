import { join } from 'node:path'
import { openEngine, type Cells, type RowRange } from '../engine.ts'
import type { Geo, Table } from '../model.ts'
import type { FileToInspect } from '../worker-protocol.ts'
import { MOST_CELLS, shownCell, type Shape } from './shape-lines.ts'
import { createSurvey } from './survey.ts'
import { columnsOf, geometryOf, placesOf, type Places } from './table-points.rules.ts'

/** Of larger tables no map is made: it would take longer than all the rest of the inspection. */
const MOST_ROWS = 1_000_000
/** Cells of a column of GeoJSON are as long as they like. */
const MOST_ROWS_OF_GEOJSON = 100_000

/** Where the rows of a table are, from its Parquet file; null when its columns say nothing of it. */
export const surveyTable = async (
  file: FileToInspect,
  table: Table,
): Promise<{ geo: Geo; shapesPath: string | null } | null> => {
  const places = placesOf(table.columns)
  if (!places || table.rowCount === 0) return null
  const most = places.kind === 'geojson' ? MOST_ROWS_OF_GEOJSON : MOST_ROWS
  if (table.rowCount > most) return { geo: tooLong(table.rowCount, most), shapesPath: null }
  const survey = createSurvey(join(file.scratchFolder, 'table.shapes'))
  await visitRows(file, table, places, (cell) => survey.add(geometryOf(places, cell), shownCells(table, cell)))
  return survey.finish({ code: 'EPSG:4326' })
}

type Cell = (column: number) => string | null

const shownCells = (table: Table, cell: Cell): Shape[2] =>
  table.columns.slice(0, MOST_CELLS).flatMap((_, column): Shape[2] => {
    const text = cell(column)
    return text === null || text.trim() === '' ? [] : [[column, shownCell(text)]]
  })

/** Columns of the engine are counted from 1. */
const visitRows = async (file: FileToInspect, table: Table, places: Places, visit: (cell: Cell) => void) => {
  const first = table.columns.slice(0, MOST_CELLS).map((_, column) => column)
  const columns = [...new Set([...first, ...columnsOf(places)])]
  const paths = { csv: [], parquet: file.parquetPath, spill: join(file.scratchFolder, 'map-spill') }
  const engine = await openEngine(paths, { width: columns.length, memoryMb: file.engineMemoryMb })
  try {
    const held = new Map<number, Cells>()
    const all: RowRange[] = [[1, table.rowCount]]
    await engine.visitCells(
      columns.map((column) => column + 1),
      all,
      (column, cells) => {
        held.set(column - 1, cells)
        if (held.size < columns.length) return
        for (let row = 0; row < cells.length; row += 1) visit((wanted) => held.get(wanted)?.[row] ?? null)
        held.clear()
      },
    )
  } finally {
    engine.close()
  }
}

const tooLong = (rowCount: number, most: number): Geo => ({
  ...{ geometryTypes: [{ type: 'Point', count: rowCount }], featureCount: rowCount, bbox: null },
  ...{ crs: { code: 'EPSG:4326', source: 'guessed' }, emptyGeometryCount: 0, invalidGeometryCount: 0, invalid: [] },
  ...{ hasTiles: false, tilesSizeBytes: null },
  mapNote: {
    fr: `Pas de carte : ce tableau a plus de ${most.toLocaleString('fr-FR')} lignes.`,
    en: `No map: this table has more than ${most.toLocaleString('en-GB')} rows.`,
  },
})

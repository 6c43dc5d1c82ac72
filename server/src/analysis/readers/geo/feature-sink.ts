import { join } from 'node:path'
import type { DeclaredCrs } from '../../geo/crs-names.rules.ts'
import { MOST_CELLS, shownCell, type Shape } from '../../geo/shape-lines.ts'
import { createSurvey } from '../../geo/survey.ts'
import type { Text } from '../../../lib/text.ts'
import { FileProblem } from '../../model.ts'
import type { FileToInspect } from '../../worker-protocol.ts'
import { createKeyedRows } from '../keyed-rows.ts'
import type { ReadFile } from '../reader.ts'

export interface FeatureSink {
  /** The next feature. Its geometry may be anything; `unreadable` says why there is none to look at. */
  add(cells: Iterable<[name: string, text: string]>, geometry: unknown, unreadable?: Text): void
  finish(declared: DeclaredCrs | null): Promise<Pick<ReadFile, 'csvPath' | 'geo' | 'shapesPath'>>
  drop(): Promise<void>
  readonly rowCount: number
  readonly columnCount: number
}

/**
 * Features of any geographic file: their attributes become a table, a row each; their geometries are surveyed, and kept
 * for the map. A point is also a cell of the table, `POINT (x y)` in the file's own system; other geometries are not:
 * one of them may be megabytes.
 */
export const createFeatureSink = (file: FileToInspect, name = 'features'): FeatureSink => {
  const rows = createKeyedRows(join(file.scratchFolder, `${name}.rows`), file.limits, tooManyCells)
  const survey = createSurvey(join(file.scratchFolder, `${name}.shapes`))
  return {
    add: (cells, geometry, unreadable) => {
      const shown: Shape[2] = []
      const row: [string, string][] = []
      for (const cell of cells) {
        const [column, text] = [rows.columnOf(cell[0]), cell[1]]
        row.push(cell)
        if (column < MOST_CELLS && text !== '') shown.push([column, shownCell(text)])
      }
      const point = pointText(geometry)
      if (point) row.push([GEOMETRY, point])
      rows.write(row)
      survey.add(geometry, shown, unreadable)
    },
    finish: async (declared) => {
      const csvPath = join(file.scratchFolder, `${name}.csv`)
      const { geo, shapesPath } = await survey.finish(declared)
      return { csvPath: (await rows.finish(csvPath)) ? csvPath : null, geo, shapesPath }
    },
    drop: async () => {
      await rows.drop()
      await survey.drop()
    },
    get rowCount() {
      return rows.rowCount
    },
    get columnCount() {
      return rows.columnCount
    },
  }
}

/** The column of points: an attribute of this name would be hidden by it, and is the geometry too. */
const GEOMETRY = 'geometry'

const pointText = (geometry: unknown): string | null => {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown }
  if (type !== 'Point' || !Array.isArray(coordinates)) return null
  const numbers = coordinates.slice(0, 3).filter((one) => typeof one === 'number' && Number.isFinite(one))
  return numbers.length >= 2 ? `POINT (${numbers.join(' ')})` : null
}

const tooManyCells = (): FileProblem =>
  new FileProblem('too_large', {
    fr: 'Ce fichier a trop de lignes et de colonnes pour être lu comme un tableau : publiez-le en plusieurs fichiers.',
    en: 'This file has too many rows and columns to be read as a table: publish it as several files.',
  })

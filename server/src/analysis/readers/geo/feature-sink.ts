import { join } from 'node:path'
import type { DeclaredCrs } from '../../geo/crs-names.rules.ts'
import { MOST_CELLS, shownCell, type Shape } from '../../geo/shape-lines.ts'
import { createSurvey, type Survey } from '../../geo/survey.ts'
import type { Text } from '../../../lib/text.ts'
import { FileProblem } from '../../model.ts'
import type { FileToInspect } from '../../worker-protocol.ts'
import { createKeyedRows, type KeyedRows } from '../keyed-rows.ts'
import type { ReadFile } from '../reader.ts'

export interface FeatureSink {
  /** The next feature. Its geometry may be anything; `unreadable` says why there is none to look at. */
  add(cells: Iterable<[name: string, text: string]>, geometry: unknown, unreadable?: Text): void
  readonly rowCount: number
}

/**
 * Features of any geographic file: their attributes become a table, a row each; their geometries are surveyed, and kept
 * for the map. `read` gives them, and ends with the reference system that the file declares. A point is also a cell of
 * the table, `POINT (x y)` in the file's own system; other geometries are not: one of them may be megabytes.
 */
export const readFeatures = async (
  file: FileToInspect,
  read: (sink: FeatureSink) => Promise<DeclaredCrs | null>,
): Promise<Pick<ReadFile, 'csvPath' | 'geo' | 'shapesPath'>> => {
  const csvPath = join(file.scratchFolder, 'features.csv')
  const rows = createKeyedRows(`${csvPath}.rows`, file.limits, tooManyCells)
  const survey = createSurvey(join(file.scratchFolder, 'shapes'))
  try {
    const { geo, shapesPath } = await survey.finish(await read(sinkOf(rows, survey)))
    return { csvPath: (await rows.finish(csvPath)) ? csvPath : null, geo, shapesPath }
  } catch (error) {
    // The worker goes on to other files: nothing stays open behind this one.
    await rows.drop().finally(survey.drop)
    throw error
  }
}

const sinkOf = (rows: KeyedRows, survey: Survey): FeatureSink => ({
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
  get rowCount() {
    return rows.rowCount
  },
})

/** The column of points: an attribute of this name would be hidden by it, and is the geometry too. */
const GEOMETRY = 'geometry'

const pointText = (geometry: unknown): string | null => {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown }
  if (type !== 'Point' || !Array.isArray(coordinates)) return null
  const numbers = coordinates.slice(0, 3) as unknown[]
  return numbers.length >= 2 && numbers.every((one) => Number.isFinite(one)) ? `POINT (${numbers.join(' ')})` : null
}

const tooManyCells = (): FileProblem =>
  new FileProblem('too_large', {
    fr: 'Ce fichier a trop de lignes et de colonnes pour être lu comme un tableau : publiez-le en plusieurs fichiers.',
    en: 'This file has too many rows and columns to be read as a table: publish it as several files.',
  })

import { isPersonal } from '../checks/check-file.ts'
import type { Finding } from '../finding.ts'
import type { Geo, Table } from '../model.ts'
import type { FileToInspect } from '../worker-protocol.ts'
import { surveyTable } from './survey-table.ts'
import { drawTiles } from './tiles/draw-tiles.ts'

/** The map of a geographic file: its shapes into tiles, with the first cells of the table if it has one. */
export const drawMap = async (
  file: FileToInspect,
  { geo, shapesPath }: { geo: Geo | null; shapesPath?: string | null },
  found: Found,
): Promise<Geo | null> => {
  if (!geo?.bbox || !shapesPath) return geo
  return { ...geo, ...(await drawTiles(file, shapesPath, geo.bbox, shownNames(found))) }
}

/** The map of a table whose columns say where things are; null for the others. */
export const drawMapOfTable = async (
  file: FileToInspect,
  found: { table: Table; findings: Finding[] },
): Promise<Geo | null> => {
  const survey = await surveyTable(file, found.table)
  return survey && drawMap(file, survey, found)
}

interface Found {
  table: Table | null
  findings: Finding[]
}

/** A map is public as its file is: columns where personal data were found, even doubtfully, aren't on it. */
const shownNames = ({ table, findings }: Found): (string | null)[] => {
  const hidden = new Set(
    findings.flatMap((finding) =>
      isPersonal(finding) && finding.place.kind === 'column' ? [finding.place.column - 1] : [],
    ),
  )
  // Doubts about the whole table, as names beside dates of birth: nothing of it is shown.
  if (findings.some((finding) => isPersonal(finding) && finding.place.kind === 'file')) return []
  return (table?.columns ?? []).map(({ name }, index) => (hidden.has(index) ? null : name))
}

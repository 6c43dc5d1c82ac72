import { crsOfWkt } from '../../../geo/crs-names.rules.ts'
import type { Geometry } from '../../../geo/geometry.rules.ts'
import type { FileToInspect } from '../../../worker-protocol.ts'
import type { Reader } from '../../reader.ts'
import { openZip, type ZipPackage } from '../../zip-package.ts'
import { readFeatures, type FeatureSink } from '../feature-sink.ts'
import { geoProblems, UNREADABLE } from '../geo-problems.rules.ts'
import { layerSheet } from '../layer-sheet.ts'
import { createByteReader } from './byte-reader.ts'
import { encodingOfCpg } from './dbf.rules.ts'
import { readDbf, sizeOfDbf, type DbfRow } from './read-dbf.ts'
import { shapeOf } from './shp.rules.ts'

const MOST_LAYERS = 200
/** Of one shape. */
const MOST_BYTES = 32_000_000

const problems = geoProblems('Shapefile')

/** The layers of a zip of Shapefiles: all are told, the largest is read, cells exactly as its `.dbf` writes them. */
export const readShapefile: Reader = async (file) => {
  const zip = await openZip(file.path, file.limits, problems.zip)
  try {
    const layers = await layersIn(zip)
    const size = ({ rowCount, columnCount }: Layer): number => rowCount * Math.max(1, columnCount)
    const chosen = layers.toSorted((a, b) => size(b) - size(a))[0]
    if (!chosen) throw problems.damaged()
    const features = await readFeatures(file, async (sink) => {
      await readLayer(zip, chosen.base, sink, file)
      chosen.rowCount = sink.rowCount
      return crsOfWkt(await textOf(zip, `${chosen.base}.prj`, 65_536))
    })
    const sheets = layers.map((layer) => layerSheet(layer.name, layer.rowCount, layer.columnCount, layer === chosen))
    return { hasHeader: true, sheets, ...features }
  } finally {
    zip.close()
  }
}

interface Layer {
  /** The path in the zip without `.shp`. */
  base: string
  name: string
  rowCount: number
  columnCount: number
}

const layersIn = async (zip: ZipPackage): Promise<Layer[]> => {
  const bases = zip.names.filter((name) => /\.shp$/i.test(name) && !/(^|\/)(__MACOSX\/|\._)/.test(name))
  const layers: Layer[] = []
  for (const path of bases.slice(0, MOST_LAYERS)) {
    const base = path.slice(0, -4)
    layers.push({ base, name: base.split(/[/\\]/).at(-1) ?? base, ...(await sizeOfDbf(zip, `${base}.dbf`)) })
  }
  return layers
}

/** Shapes and rows go together, in their order; either may be missing at the end. */
const readLayer = async (zip: ZipPackage, base: string, sink: FeatureSink, file: FileToInspect): Promise<void> => {
  const declared = encodingOfCpg(await textOf(zip, `${base}.cpg`, 100))
  const rows = zip.has(`${base}.dbf`) ? readDbf(zip, `${base}.dbf`, declared, file) : noRows()
  try {
    for await (const shape of shapesOf(zip, `${base}.shp`)) {
      const { value, done } = await rows.next()
      if (done) sink.add([], shape === 'unreadable' ? null : shape, shape === 'unreadable' ? UNREADABLE : undefined)
      else addFeature(sink, value, shape)
    }
    for await (const row of rows) addFeature(sink, row, null)
  } finally {
    await rows.return(undefined)
  }
}

const addFeature = (sink: FeatureSink, row: DbfRow, shape: Shape): void => {
  if (row) sink.add(row, shape === 'unreadable' ? null : shape, shape === 'unreadable' ? UNREADABLE : undefined)
}

type Shape = Geometry | null | 'unreadable'

async function* noRows(): AsyncGenerator<DbfRow> {}

/** The index of shapes (`.shx`) isn't needed: each shape says its length, which is believed only as far as it goes. */
async function* shapesOf(zip: ZipPackage, name: string): AsyncGenerator<Shape> {
  const reader = createByteReader(zip.read(name))
  try {
    const header = await reader.read(100)
    if (header?.length !== 100 || header.readInt32BE(0) !== 9994) throw problems.damaged(name)
    for (;;) {
      const start = await reader.read(8)
      if (!start) return
      // In words of sixteen bits.
      const length = start.length < 8 ? -1 : 2 * start.readInt32BE(4)
      if (length < 0) throw problems.damaged(name)
      if (length > MOST_BYTES) throw problems.tooLarge(MOST_BYTES)
      const content = await reader.read(length)
      if (content?.length !== length) throw problems.damaged(name)
      yield shapeOf(content)
    }
  } finally {
    await reader.close()
  }
}

const textOf = async (zip: ZipPackage, name: string, most: number): Promise<string> => {
  if (!zip.has(name)) return ''
  const reader = createByteReader(zip.read(name))
  const bytes = await reader.read(most)
  await reader.close()
  return bytes?.toString('utf8').replace(/^\ufeff/, '') ?? ''
}

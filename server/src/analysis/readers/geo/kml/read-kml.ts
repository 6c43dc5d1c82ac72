import { createReadStream } from 'node:fs'
import type { FileToInspect } from '../../../worker-protocol.ts'
import type { Reader } from '../../reader.ts'
import { readXml, type Attributes, type XmlHandlers } from '../../xml-events.ts'
import { openZip } from '../../zip-package.ts'
import { readFeatures, type FeatureSink } from '../feature-sink.ts'
import { geoProblems } from '../geo-problems.rules.ts'
import { createKmlGeometry, GEOMETRY_ELEMENTS } from './kml-geometry.ts'

/** The coordinates of one geometry are one text. */
const MOST_TEXT = 64 * 1_048_576

const problems = geoProblems('KML')

/**
 * The placemarks of a KML, or of the first KML of a KMZ: a row each, with what they are called, their description, the
 * folder they are in and their own data. Nothing that they link to is fetched.
 */
export const readKml: Reader = async (file, format) => {
  const features = await readFeatures(file, async (sink) => {
    if (format === 'kml') await readPlacemarks(createReadStream(file.path), sink, file)
    else await readZipped(sink, file)
    // KML has one system: longitude and latitude, WGS 84.
    return { code: 'EPSG:4326' }
  })
  return { hasHeader: true, sheets: null, ...features }
}

const readZipped = async (sink: FeatureSink, file: FileToInspect): Promise<void> => {
  const zip = await openZip(file.path, file.limits, problems.zip)
  try {
    const names = zip.names.filter((name) => /\.kml$/i.test(name) && !/(^|\/)(__MACOSX\/|\._)/.test(name))
    const main = names.find((name) => /^doc\.kml$/i.test(name)) ?? names[0]
    if (main === undefined) throw problems.damaged()
    await readPlacemarks(zip.read(main), sink, file)
  } finally {
    zip.close()
  }
}

const readPlacemarks = (chunks: AsyncIterable<Buffer>, sink: FeatureSink, file: FileToInspect): Promise<void> =>
  readXml(chunks, { limits: file.limits, problems: problems.xml, mostPending: MOST_TEXT }, placemarkHandlers(sink))

interface Placemark {
  cells: Map<string, string>
  /** Of the datum being read. */
  key: string | null
}

const placemarkHandlers = (sink: FeatureSink): XmlHandlers => {
  const geometry = createKmlGeometry()
  const parents: string[] = []
  const folders: string[] = []
  let placemark: Placemark | null = null
  let text = ''

  const open = (name: string, attributes: Attributes): void => {
    text = ''
    if (name === 'Folder') folders.push('')
    if (name === 'Placemark') placemark = { cells: new Map(), key: null }
    if (placemark && (name === 'Data' || name === 'SimpleData')) placemark.key = attributes.name ?? null
    if (placemark && GEOMETRY_ELEMENTS.has(name)) geometry.open(name)
    parents.push(name)
  }

  const closeInPlacemark = ({ cells, key }: Placemark, name: string, parent: string | undefined): void => {
    if (GEOMETRY_ELEMENTS.has(name)) geometry.close(name, text)
    const isValue = name === 'SimpleData' || (name === 'value' && parent === 'Data')
    if (isValue && key !== null) cells.set(key, text)
    else if (parent === 'Placemark' && (name === 'name' || name === 'description')) cells.set(name, text)
  }

  return {
    open,
    text: (more) => {
      text += more
    },
    close: (name) => {
      parents.pop()
      const parent = parents.at(-1)
      if (placemark) closeInPlacemark(placemark, name, parent)
      if (name === 'name' && parent === 'Folder') folders[folders.length - 1] = text.trim()
      if (name === 'Folder') folders.pop()
      if (name === 'Placemark' && placemark) {
        const path = folders.filter((folder) => folder !== '').join(' / ')
        sink.add([...placemark.cells, ...(path === '' ? [] : [['folder', path] as [string, string]])], geometry.take())
        placemark = null
      }
      text = ''
    },
  }
}

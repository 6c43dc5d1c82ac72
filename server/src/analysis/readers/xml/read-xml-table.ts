import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { FileProblem } from '../../model.ts'
import type { FileToInspect } from '../../worker-protocol.ts'
import { xmlProblems } from '../geo/geo-problems.rules.ts'
import { createKeyedRows, type KeyedRows } from '../keyed-rows.ts'
import type { Reader } from '../reader.ts'
import { readXml, type XmlHandlers } from '../xml-events.ts'
import { chooseRows, newPath, type ElementPath } from './xml-table.rules.ts'

/** Different paths of elements: a document with more of them is no list of anything. */
const MOST_PATHS = 10_000

/**
 * The table of an XML file: the elements that repeat are its rows, the texts and attributes in them its cells, under the
 * names that lead there (`adresse.ville`). The file is read twice: to find the rows, then to write them.
 */
export const readXmlTable: Reader = async (file) => {
  const rows = chooseRows(await surveyElements(file))
  if (!rows) return NO_TABLE
  const csvPath = join(file.scratchFolder, 'xml.csv')
  const output = createKeyedRows(`${csvPath}.rows`, file.limits, tooLarge)
  await read(file, rowHandlers(rows.path, output)).catch(async (error: unknown) => {
    await output.drop()
    throw error
  })
  return (await output.finish(csvPath)) ? { ...NO_TABLE, csvPath, hasHeader: true } : NO_TABLE
}

const NO_TABLE = { csvPath: null, hasHeader: false, sheets: null, geo: null }

const read = (file: FileToInspect, handlers: XmlHandlers): Promise<void> =>
  readXml(createReadStream(file.path), { limits: file.limits, problems: xmlProblems('XML', damaged) }, handlers)

const surveyElements = async (file: FileToInspect): Promise<ElementPath> => {
  const top = newPath('')
  const open: { path: ElementPath; inside: Map<string, number> }[] = [{ path: top, inside: new Map() }]
  let paths = 0
  await read(file, {
    open: (name, attributes) => {
      const parent = open.at(-1)
      if (!parent) return
      let path = parent.path.children.get(name)
      if (!path) {
        path = newPath(name)
        parent.path.children.set(name, path)
        if (++paths > MOST_PATHS) throw tooLarge()
      }
      path.count += 1
      const times = (parent.inside.get(name) ?? 0) + 1
      parent.inside.set(name, times)
      path.mostInParent = Math.max(path.mostInParent, times)
      for (const attribute of attributesOf(attributes)) path.attributes.add(attribute[0])
      if (path.attributes.size > MOST_PATHS) throw tooLarge()
      open.push({ path, inside: new Map() })
    },
    text: (text) => {
      const element = open.at(-1)
      if (element && !element.path.hasText && /\S/.test(text)) element.path.hasText = true
    },
    close: () => void open.pop(),
  })
  return [...top.children.values()][0] ?? top
}

/** Declarations of namespaces say nothing of the element. */
const attributesOf = (attributes: Record<string, string>): [string, string][] =>
  Object.entries(attributes).filter(([name]) => !/^xmlns(:|$)|^xsi:/.test(name))

/** Cells of a row by their name: the path below the row, `.` between its elements. */
const rowHandlers = (rowPath: string[], output: KeyedRows): XmlHandlers => {
  const path: string[] = []
  const texts: string[] = []
  let row: Map<string, string[]> | null = null
  const isRow = (): boolean => path.length === rowPath.length && path.every((name, at) => name === rowPath[at])
  const add = (name: string, text: string): void => {
    const known = row?.get(name)
    if (known) known.push(text)
    else row?.set(name, [text])
  }

  return {
    open: (name, attributes) => {
      path.push(name)
      if (!row && isRow()) row = new Map()
      texts.push('')
      if (!row) return
      const below = path.slice(rowPath.length)
      for (const [attribute, value] of attributesOf(attributes)) add([...below, attribute].join('.'), value)
    },
    text: (text) => {
      if (row) texts[texts.length - 1] += text
    },
    close: (name) => {
      const text = (texts.pop() ?? '').trim()
      if (row && text !== '') add(path.slice(rowPath.length).join('.') || name, text)
      if (row && isRow()) {
        output.write([...row].map(([key, values]): [string, string] => [key, cellOf(values)]))
        row = null
      }
      path.pop()
    },
  }
}

/** Several texts of one name are a list. */
const cellOf = (values: string[]): string => (values.length === 1 ? (values[0] ?? '') : JSON.stringify(values))

const damaged = (): FileProblem =>
  new FileProblem('damaged', {
    fr: 'Ce fichier XML est mal formé ou incomplet : il est publié sans tableau. Corrigez-le à sa source.',
    en: 'This XML file is malformed or incomplete: it is published without a table. Mend it at its source.',
  })

const tooLarge = (): FileProblem =>
  new FileProblem('too_large', {
    fr: 'Ce fichier XML a trop d’éléments différents, ou trop de cellules, pour être lu comme un tableau : publiez-le aussi en CSV.',
    en: 'This XML file has too many different elements, or too many cells, to be read as a table: publish it as CSV too.',
  })

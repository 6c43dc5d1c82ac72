import type { Limits } from '../../../model.ts'
import { binaryWorkbook, damaged } from '../problems.ts'
import type { WalkSheets } from '../workbook.ts'
import type { ZipPackage } from '../../zip-package.ts'
import { openWorkbook, readPart } from '../workbook-xml.ts'
import { readSharedStrings } from './shared-strings.ts'
import { walkSheet } from './walk-sheet.ts'
import { readStyles } from './styles.ts'

/** The sheets of an Office Open XML workbook (ECMA-376 part 1 §18), by stream, in its order. */
export const walkXlsx: WalkSheets = async (path, limits, onSheet) => {
  const zip = await openWorkbook(path, limits)
  try {
    if (zip.has('xl/workbook.bin')) throw binaryWorkbook()
    const { sheets, date1904 } = await readWorkbook(zip, limits)
    const styles = await readStyles(zip, limits)
    const strings = await readSharedStrings(zip, limits)
    for (const { part, ...heading } of sheets) {
      const sink = onSheet(heading)
      if (sink && zip.has(part)) await walkSheet(zip, part, limits, { strings, styles, date1904 }, sink)
    }
  } finally {
    zip.close()
  }
}

interface Workbook {
  sheets: { name: string; hidden: boolean; part: string }[]
  date1904: boolean
}

const readWorkbook = async (zip: ZipPackage, limits: Limits): Promise<Workbook> => {
  const parts = await readRelations(zip, limits)
  const workbook: Workbook = { sheets: [], date1904: false }
  await readPart(zip.read('xl/workbook.xml'), 'xl/workbook.xml', limits, {
    open: (name, attributes) => {
      if (name === 'workbookPr') workbook.date1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? ''
      const part = parts.get(id)
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden'
      if (part) workbook.sheets.push({ name: attributes.name ?? '', hidden, part })
    },
    close: () => {},
  })
  if (workbook.sheets.length === 0) throw damaged('xl/workbook.xml')
  return workbook
}

/** Where the sheets are, by the id of their relation (ECMA-376 part 2 §8.5). */
const readRelations = async (zip: ZipPackage, limits: Limits): Promise<Map<string, string>> => {
  const parts = new Map<string, string>()
  const part = 'xl/_rels/workbook.xml.rels'
  await readPart(zip.read(part), part, limits, {
    open: (name, { Id = '', Target = '', Type = '' }) => {
      if (name === 'Relationship' && Type.endsWith('/worksheet'))
        parts.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
    },
    close: () => {},
  })
  return parts
}

import type { Limits } from '../../../model.ts'
import { builtInFormat, GENERAL, numberFormatOf, type NumberFormat } from '../number-formats.rules.ts'
import { tooManyParts } from '../problems.ts'
import { readPart } from '../workbook-xml.ts'
import type { ZipPackage } from '../../zip-package.ts'

export interface CellStyle {
  format: NumberFormat
  /** Of the background; 0 and 1 are none and a pattern that every workbook has (ECMA-376 part 1 §18.8.20). */
  fill: number
}

const MAX_STYLES = 100_000
const PLAIN: CellStyle = { format: GENERAL, fill: 0 }

/** What the number of a cell's style says of its value. */
export const readStyles = async (zip: ZipPackage, limits: Limits): Promise<(index: number) => CellStyle> => {
  const part = 'xl/styles.xml'
  if (!zip.has(part)) return () => PLAIN
  const codes = new Map<number, string>()
  const styles: { formatId: number; fill: number }[] = []
  let inCells = false
  await readPart(zip.read(part), part, limits, {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      if (name === 'cellXfs') inCells = true
      if (name === 'xf' && inCells)
        styles.push({ formatId: Number(attributes.numFmtId ?? 0), fill: Number(attributes.fillId ?? 0) })
      if (styles.length > MAX_STYLES || codes.size > MAX_STYLES) throw tooManyParts('styles')
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  const read = styles.map(({ formatId, fill }): CellStyle => {
    const code = codes.get(formatId)
    return { format: code === undefined ? builtInFormat(formatId) : numberFormatOf(code), fill }
  })
  return (index) => read[index] ?? PLAIN
}

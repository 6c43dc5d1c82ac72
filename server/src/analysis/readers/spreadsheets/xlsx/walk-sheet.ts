import type { Limits } from '../../../model.ts'
import { formattedNumber } from '../cell-text.rules.ts'
import { isoMomentText } from '../dates.rules.ts'
import { textTooLarge } from '../problems.ts'
import { MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_MERGED_RANGES, type SheetSink } from '../workbook.ts'
import type { Attributes } from '../../xml-events.ts'
import { readPart } from '../workbook-xml.ts'
import type { ZipPackage } from '../../zip-package.ts'
import { unescaped } from './shared-strings.ts'
import type { CellStyle } from './styles.ts'

interface Context {
  strings: string[]
  styles: (index: number) => CellStyle
  date1904: boolean
}

/** Rows of one sheet to its sink, as they come in its part. */
export const walkSheet = async (
  zip: ZipPackage,
  part: string,
  limits: Limits,
  context: Context,
  sink: SheetSink,
): Promise<void> => {
  const fills = new Set<number>()
  const mergedRanges: string[] = []
  let row = 0
  let cells: string[] = []
  let column = 0
  let cell: Attributes = {}
  let text = ''
  let inValue = false

  const open = (name: string, attributes: Attributes): void => {
    if (name === 'row') {
      row = Number(attributes.r ?? row + 1) || row + 1
      cells = []
      column = 0
    } else if (name === 'c') {
      cell = attributes
      column = columnOf(attributes.r) ?? column + 1
      text = ''
      const { fill } = context.styles(Number(attributes.s ?? 0))
      if (fill > 1) fills.add(fill)
    } else if (name === 'v' || name === 't') inValue = true
    else if (name === 'rPh') inValue = false
    else if (name === 'mergeCell' && attributes.ref && mergedRanges.length < MAX_MERGED_RANGES)
      mergedRanges.push(attributes.ref)
  }

  const close = (name: string): void => {
    if (name === 'v' || name === 't') inValue = false
    if (name === 'c' && text !== '' && column <= MAX_COLUMNS) {
      while (cells.length < column - 1) cells.push('')
      cells[column - 1] = valueOf(cell, text, context)
    }
    if (name === 'row' && cells.length > 0) sink.row(row, cells)
  }

  await readPart(zip.read(part), part, limits, {
    open,
    close,
    text: (piece) => {
      if (!inValue) return
      text += piece
      if (text.length > MAX_CELL_CHARACTERS) throw textTooLarge()
    },
  })
  sink.end({ mergedRanges, fillCount: fills.size })
}

/** The value of a cell by its type (ECMA-376 part 1 §18.18.11); of a formula, the value that was computed last. */
const valueOf = ({ t = 'n', s = '0' }: Attributes, text: string, { strings, styles, date1904 }: Context): string => {
  if (t === 's') return strings[Number(text)] ?? ''
  if (t === 'str' || t === 'inlineStr') return unescaped(text)
  if (t === 'b') return text === '1' || text === 'true' ? 'true' : 'false'
  if (t === 'e') return text
  if (t === 'd') return isoMomentText(text, false)
  const number = Number(text)
  return Number.isNaN(number) ? text : formattedNumber(number, styles(Number(s)).format, date1904)
}

/** `AB12` → 28. */
const columnOf = (reference: string | undefined): number | undefined => {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (!letters) return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

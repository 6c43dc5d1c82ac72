import type { LookedText } from '../look-at-text.ts'
import { layoutOf } from '../inspect-table.ts'
import { columnNames } from '../tables/column-names.rules.ts'
import { createRowOutput } from '../tables/row-output.ts'
import { createRowScanner } from '../tables/scan-row.rules.ts'
import { walkRows } from '../tables/walk-rows.ts'
import { createFixedRow } from './fixed-row.ts'
import type { AppliedFix } from './model.ts'
import { stageOf, type TableState, type TextFix } from './stages.ts'
import { openText } from './text-codec.ts'

export interface TextToFix extends Pick<LookedText, 'encoding' | 'found'> {
  path: string
  /** The first line is the header for certain. */
  hasHeader: boolean
}

/**
 * Writes the text again with its fixes, in one reading: each row goes through all of them, in their order, and what none
 * of them touches keeps its bytes. Throws `Invalid` for a fix that isn't possible, `FileProblem` as inspecting does.
 */
export const fixText = async (text: TextToFix, fixes: TextFix[], outputPath: string): Promise<AppliedFix[]> => {
  const { header, dialect } = layoutOf(text)
  const headerLine = header.row?.line ?? null
  const state: TableState = {
    names: columnNames(header.row?.cells ?? [], dialect.width, headerLine).names,
    places: Array.from({ length: dialect.width }, (_, index) => index),
    hasHeader: header.row !== null,
    dropped: new Set(),
  }
  const stages = fixes.map((fix) => stageOf(fix, state))
  const toUtf8 = fixes.some(({ action }) => action === 'to_utf8')
  const codec = await openText(text.path, text.encoding, toUtf8)
  const { load, fixed } = createFixedRow(codec, dialect, state.dropped)
  const output = createRowOutput(outputPath, { endsRows: false })
  try {
    output.write(codec.prefix)
    await walkRows(codec.chunks(), createRowScanner(dialect), (bytes, row, start, line) => {
      load(bytes, row, start)
      if (line < header.firstLine) fixed.kind = 'above'
      else if (line === headerLine) fixed.kind = 'header'
      if (stages.every((stage) => stage.take(fixed))) output.write(codec.finish(fixed.bytes()))
    })
  } finally {
    output.close()
  }
  return stages.map((stage) => stage.finish())
}

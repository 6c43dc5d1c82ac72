import type { Engine } from '../engine.ts'
import type { Column } from '../model.ts'
import { possibleWritings, type Writing } from './column-types.rules.ts'

type TypedColumn = Omit<Column, 'name'>

/**
 * The type of each column over all its values: the first writing that all of them follow, text if there is none. The
 * first rows only rule writings out, which leaves one to try on the whole of most columns, or none.
 */
export const typeColumns = async (
  engine: Engine,
  width: number,
  rowCount: number,
  firstRows: (string | null)[][],
): Promise<TypedColumn[]> => {
  const types: TypedColumn[] = []
  let left = Array.from({ length: width }, (_, index) => ({
    column: index + 1,
    writings: possibleWritings(firstRows.map((cells) => cells[index] ?? null)),
  }))
  while (left.length > 0) {
    const counts = await engine.countWritings(
      left.map(({ column, writings: [writing = null] }) => ({ column, writing })),
    )
    left = left.filter(({ column, writings }, index) => {
      const { filled = 0, matching = 0 } = counts[index] ?? {}
      const [writing] = writings.splice(0, 1)
      const isDecided = filled === 0 || !writing || matching === filled
      if (isDecided) types[column - 1] = { ...typeOf(filled > 0 ? writing : undefined), emptyCount: rowCount - filled }
      return !isDecided
    })
  }
  return types
}

const typeOf = (writing: Writing | undefined): Pick<Column, 'type' | 'notation'> =>
  writing ? { type: writing.type, notation: writing.notation } : { type: 'text', notation: null }

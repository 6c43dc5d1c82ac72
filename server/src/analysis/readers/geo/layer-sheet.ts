import type { Sheet } from '../../model.ts'

/** A layer, told as a sheet of a workbook is. */
export const layerSheet = (name: string, rowCount: number, columnCount: number, chosen: boolean): Sheet => ({
  ...{ name: name.slice(0, 200), hidden: false, rowCount, columnCount, chosen, mergedRanges: [], fillCount: 0 },
})

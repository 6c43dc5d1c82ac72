import type { Inspection } from './model.ts'

/** What was seen in a file, under the keys that udata's clients read (tabular.md §2.8), and ours. */
export const analysisExtrasOf = (inspection: Inspection): Record<string, unknown> => {
  const { table, problem, geo } = inspection
  return {
    'analysis:parsing:error': problem?.message.fr ?? null,
    'cimaise:format': inspection.format,
    // Its address is known with the version's: wire.resources.v1.ts.
    ...(geo?.hasTiles && { 'analysis:parsing:pmtiles_size': geo.tilesSizeBytes }),
    ...(table && {
      'analysis:parsing:encoding': table.encoding,
      'analysis:parsing:separator': table.separator,
      'analysis:parsing:header_row_idx': table.headerLine === null ? null : table.headerLine - 1,
      'analysis:parsing:total_lines': table.rowCount,
      'cimaise:columns': table.columns.map(({ name, type }) => ({ name, type })),
    }),
  }
}

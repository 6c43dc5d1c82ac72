import { english, french } from '../../lib/text.ts'
import type { Finding } from '../finding.ts'
import type { Table } from '../model.ts'
import { inColumn, inFile } from './findings.rules.ts'
import type { FileRule } from './rule.ts'

/** What old spreadsheets hold (65,536), and today's (1,048,576), the header counted. */
const TOOL_LIMITS = [65_536, 1_048_576]

export const truncatedByTool: FileRule = {
  id: 'truncated-by-tool',
  check: ({ table }) => {
    const lines = (table?.rowCount ?? 0) + 1
    if (!TOOL_LIMITS.includes(lines)) return [...cutLastRow(table), ...cutCells(table)]
    return [
      inFile({
        ...{ rule: 'truncated-by-tool', severity: 'blocker' },
        message: {
          fr: `Le fichier a exactement ${french(lines)} lignes, la limite d’un tableur : la suite a sans doute été coupée. Réexportez-le depuis la source.`,
          en: `The file has exactly ${english(lines)} lines, the limit of a spreadsheet: the rest was probably cut. Export it again from the source.`,
        },
      }),
    ]
  },
}

/** The most characters that a text field (255) or a cell (32,767) of some tools keeps. */
const CELL_LIMITS = [255, 32_767]

/** Texts of every length up to a limit and none beyond; a column of texts of one length isn't cut. */
const cutCells = (table: Table | null): Finding[] =>
  (table?.columns ?? []).flatMap(({ name, type, meaning, profile: { minLength, maxLength } }, index) => {
    const isCutText = type === 'text' && !meaning && minLength !== maxLength && CELL_LIMITS.includes(maxLength ?? 0)
    if (!isCutText) return []
    return [
      inColumn(
        { position: index + 1, name },
        {
          ...{ rule: 'truncated-by-tool', severity: 'warning' },
          message: {
            fr: `Les textes de « ${name} » s’arrêtent à ${french(maxLength ?? 0)} caractères, la limite d’un outil : leur fin a sans doute été coupée.`,
            en: `The texts of “${name}” stop at ${english(maxLength ?? 0)} characters, the limit of a tool: their end was probably cut.`,
          },
        },
      ),
    ]
  })

/** A copy or a download that stopped; where other rows are short too, it is how the file is written. */
const cutLastRow = (table: Table | null): Finding[] => {
  const cut = table?.issues.find(({ code }) => code === 'cut_last_row')
  if (!cut || table?.issues.some(({ code }) => code === 'short_rows')) return []
  return [
    {
      ...{ rule: 'truncated-by-tool', severity: 'blocker', place: { kind: 'line', line: cut.line ?? 1 } },
      message: {
        fr: `Le fichier s’arrête au milieu de sa dernière ligne (${cut.line}) : la copie ou le téléchargement a sans doute été interrompu. Reprenez-le à sa source.`,
        en: `The file stops in the middle of its last line (${cut.line}): the copy or the download was probably cut short. Fetch it again from its source.`,
      },
    },
  ]
}

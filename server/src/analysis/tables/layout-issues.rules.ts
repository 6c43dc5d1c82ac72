import type { Issue } from '../model.ts'
import type { FoundHeader } from './header.rules.ts'
import type { SampleRow } from './sample-rows.rules.ts'

/** What is said of the file as a whole: titles above the table, no header, characters that can't be read. */
export const layoutIssues = (rows: SampleRow[], { row, firstLine }: FoundHeader, undecodableBytes: number): Issue[] => {
  // `sep=;` is for Excel: nobody's title.
  const titles = rows.filter(({ line, cells }) => line < firstLine && !/^"?sep=/i.test(cells[0] ?? '')).length
  return [
    ...(titles > 0 ? [titleLines(titles, firstLine)] : []),
    ...(row ? [] : [noHeader(firstLine)]),
    ...(undecodableBytes > 0 ? [undecodable(undecodableBytes)] : []),
  ]
}

/** Columns at the end without a name nor a value: spreadsheets leave them, and they are left out of the table. */
export const emptyTrailingColumns = (count: number): Issue => ({
  code: 'empty_trailing_columns',
  message: {
    fr: `${count > 1 ? `${count} colonnes vides et sans nom` : 'Une colonne vide et sans nom'} à droite du tableau : sans effet.`,
    en: `${count > 1 ? `${count} columns` : 'One column'} without name nor value at the right of the table: left out.`,
  },
})

const titleLines = (count: number, firstLine: number): Issue => ({
  code: 'title_lines',
  line: 1,
  message:
    count > 1
      ? {
          fr: `Le tableau commence à la ligne ${firstLine} : les ${count} lignes de titre au-dessus n’en font pas partie.`,
          en: `The table begins at line ${firstLine}: the ${count} title lines above are not part of it.`,
        }
      : {
          fr: `Le tableau commence à la ligne ${firstLine} : la ligne de titre au-dessus n’en fait pas partie.`,
          en: `The table begins at line ${firstLine}: the title line above is not part of it.`,
        },
})

const noHeader = (line: number): Issue => ({
  code: 'no_header',
  line,
  message: {
    fr: 'La première ligne contient déjà des valeurs : les colonnes sont nommées d’après leur rang.',
    en: 'The first line already holds values: the columns are named after their position.',
  },
})

const undecodable = (count: number): Issue => ({
  code: 'undecodable_bytes',
  message: {
    fr: `${count.toLocaleString('fr')} ${count > 1 ? 'octets illisibles sont remplacés' : 'octet illisible est remplacé'} par « � » : le fichier mélange sans doute deux encodages.`,
    en: `${count.toLocaleString('en')} unreadable ${count > 1 ? 'bytes are' : 'byte is'} replaced by “�”: the file probably mixes two encodings.`,
  },
})

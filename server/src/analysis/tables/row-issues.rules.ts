import type { Issue, IssueCode } from '../model.ts'
import type { Text } from '../../lib/text.ts'

type RowIssueCode = Extract<
  IssueCode,
  'empty_rows' | 'short_rows' | 'cut_last_row' | 'long_rows' | 'stray_quotes' | 'unclosed_quote' | 'nul_bytes'
>

export type RowIssues = ReturnType<typeof createRowIssues>

/** Counts what is irregular in the rows of a file, and keeps the first places. */
export const createRowIssues = () => {
  const places = new Map<RowIssueCode, { count: number; lines: number[] }>()
  return {
    add: (code: RowIssueCode, line: number): void => {
      const place = places.get(code) ?? { count: 0, lines: [] }
      if (place.lines.length < 20) place.lines.push(line)
      place.count += 1
      places.set(code, place)
    },
    list: (): Issue[] =>
      [...places].map(([code, { count, lines }]) => ({
        ...{ code, count, line: lines[0], lines },
        message: sentence(code, count, lines.slice(0, 5)),
      })),
  }
}

const sentence = (code: RowIssueCode, count: number, lines: number[]): Text => {
  const more = lines.length < count
  const fr = `${count.toLocaleString('fr')} ${count > 1 ? 'lignes' : 'ligne'}`
  const en = `${count.toLocaleString('en')} ${count > 1 ? 'rows' : 'row'}`
  const at = {
    fr: lines.length > 1 ? `lignes ${lines.join(', ')}${more ? '…' : ''}` : `ligne ${lines[0]}`,
    en: lines.length > 1 ? `lines ${lines.join(', ')}${more ? '…' : ''}` : `line ${lines[0]}`,
  }
  return {
    fr: `${fr} ${SENTENCES[code].fr[count > 1 ? 1 : 0]} (${at.fr}).`,
    en: `${en} ${SENTENCES[code].en} (${at.en}).`,
  }
}

const SENTENCES: Record<RowIssueCode, { fr: [one: string, many: string]; en: string }> = {
  empty_rows: {
    fr: ['vide n’est pas reprise dans le tableau', 'vides ne sont pas reprises dans le tableau'],
    en: 'without any value left out of the table',
  },
  short_rows: {
    fr: ['a moins de cellules que le tableau n’a de colonnes', 'ont moins de cellules que le tableau n’a de colonnes'],
    en: 'with fewer cells than the table has columns',
  },
  cut_last_row: {
    fr: ['est coupée avant sa fin : le fichier est sans doute incomplet', ''],
    en: 'cut before its end: the file is probably incomplete',
  },
  long_rows: {
    fr: [
      'a trop de cellules : celles en trop ne sont pas dans le tableau',
      'ont trop de cellules : celles en trop ne sont pas dans le tableau',
    ],
    en: 'with too many cells: the extra ones are not in the table',
  },
  stray_quotes: {
    fr: ['contient des guillemets non doublés', 'contiennent des guillemets non doublés'],
    en: 'with quotes that are not doubled',
  },
  unclosed_quote: {
    fr: ['ouvre un guillemet jamais refermé', 'ouvrent un guillemet jamais refermé'],
    en: 'with a quote that never closes',
  },
  nul_bytes: {
    fr: ['contient des caractères nuls, retirés du tableau', 'contiennent des caractères nuls, retirés du tableau'],
    en: 'with null characters, left out of the table',
  },
}

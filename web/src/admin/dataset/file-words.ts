import type { Resource } from '@cimaise/client'
import { formatSize } from '../../format.ts'
import { words } from '../../language.ts'
import { downSentence } from '../../link-words.ts'
import { count } from '../words.ts'

const w = words({
  fr: {
    separators: { ';': 'point-virgule', ',': 'virgule', '\t': 'tabulation', '|': 'barre' } as Record<string, string>,
    separator: (word: string) => `séparateur ${word}`,
    rows: (n: number) => count(n, 'ligne', 'lignes'),
    columns: (n: number) => count(n, 'colonne', 'colonnes'),
    looked: (inside: string) => `Regardé\u202f: ${inside}`,
    noTable: 'Regardé\u202f: ce n’est pas un tableau, il est proposé tel quel.',
    mapOnly: 'Regardé\u202f: une carte, sans tableau.',
    failed: (why: string) => `Analyse en échec\u202f: ${why}`,
    waiting: 'Analyse en attente.',
    answers: 'Répond',
    neverChecked: 'Pas encore vérifié\u202f: la première visite a lieu dans la minute.',
    link: 'lien',
    file: 'fichier',
  },
  en: {
    separators: { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' },
    separator: (word) => `${word} separator`,
    rows: (n) => count(n, 'row', 'rows'),
    columns: (n) => count(n, 'column', 'columns'),
    looked: (inside) => `Looked at: ${inside}`,
    noTable: 'Looked at: it isn’t a table, it is offered as it is.',
    mapOnly: 'Looked at: a map, without a table.',
    failed: (why) => `Analysis failed: ${why}`,
    waiting: 'Analysis waiting.',
    answers: 'Answers',
    neverChecked: 'Not checked yet: the first visit is within a minute.',
    link: 'link',
    file: 'file',
  },
})

/** `1 204 lignes, 12 colonnes · séparateur point-virgule · windows-1252`: what was seen in a file. */
export const insideOf = ({ extras }: Resource): string => {
  const lines = extras['analysis:parsing:total_lines']
  const columns = extras['cimaise:columns']
  const separator = extras['analysis:parsing:separator']
  const encoding = extras['analysis:parsing:encoding']
  const shape = [typeof lines === 'number' && w.rows(lines), Array.isArray(columns) && w.columns(columns.length)]
  return [
    shape.filter(Boolean).join(', '),
    typeof separator === 'string' && separator !== '' && w.separator(w.separators[separator] ?? separator),
    typeof encoding === 'string' && encoding,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** How far the look at a file is, in words; null for a link, whose visits are said apart. */
export const analysisOf = (resource: Resource): { words: string; failed: boolean } | null => {
  const { filetype, extras } = resource
  if (filetype === 'remote') return null
  const problem = extras['analysis:parsing:error']
  if (typeof problem === 'string' && problem !== '') return { words: w.failed(problem), failed: true }
  const inside = insideOf(resource)
  if (inside) return { words: w.looked(inside), failed: false }
  if (!('analysis:parsing:finished_at' in extras)) return { words: w.waiting, failed: false }
  return { words: 'analysis:parsing:pmtiles_size' in extras ? w.mapOnly : w.noTable, failed: false }
}

export const versionOf = ({ extras }: Resource): number | null => {
  const version = extras['cimaise:version']
  return typeof version === 'number' ? version : null
}

export const sizeOf = ({ filesize, filetype }: Resource): string =>
  filesize != null ? formatSize(filesize) : filetype === 'remote' ? w.link : ''

export const markOf = ({ format, filetype }: Resource): string => format || (filetype === 'remote' ? w.link : w.file)

/** `Répond`, or since when it doesn't and why; null for a file. Before the first visit there is no date. */
export const linkStateIn = ({
  filetype,
  extras,
}: Resource): { words: string; down: boolean; checkedAt: string | null } | null => {
  if (filetype === 'file') return null
  const [available, checkedAt, status] = [extras['check:available'], extras['check:date'], extras['check:status']]
  if (typeof available !== 'boolean' || typeof checkedAt !== 'string')
    return { words: w.neverChecked, down: false, checkedAt: null }
  if (available) return { words: w.answers, down: false, checkedAt }
  const since = extras['cimaise:link:unavailable_since']
  const words = downSentence(typeof since === 'string' ? since : null, typeof status === 'number' ? status : null)
  return { words, down: true, checkedAt }
}

import type { Resource } from '@cimaise/client'
import { formatSize } from '../../format.ts'
import { downSentence } from '../../link-words.ts'
import { count } from '../words.ts'

const SEPARATORS: Record<string, string> = { ';': 'point-virgule', ',': 'virgule', '\t': 'tabulation', '|': 'barre' }

/** `1 204 lignes, 12 colonnes · séparateur point-virgule · windows-1252`: what was seen in a file. */
export const insideOf = ({ extras }: Resource): string => {
  const lines = extras['analysis:parsing:total_lines']
  const columns = extras['cimaise:columns']
  const separator = extras['analysis:parsing:separator']
  const encoding = extras['analysis:parsing:encoding']
  const shape = [
    typeof lines === 'number' && count(lines, 'ligne', 'lignes'),
    Array.isArray(columns) && count(columns.length, 'colonne', 'colonnes'),
  ].filter(Boolean)
  return [
    shape.join(', '),
    typeof separator === 'string' && separator !== '' && `séparateur ${SEPARATORS[separator] ?? separator}`,
    typeof encoding === 'string' && encoding,
  ]
    .filter(Boolean)
    .join(' · ')
}

export const problemIn = ({ extras }: Resource): string => {
  const problem = extras['analysis:parsing:error']
  return typeof problem === 'string' ? problem : ''
}

export const versionOf = ({ extras }: Resource): number | null => {
  const version = extras['cimaise:version']
  return typeof version === 'number' ? version : null
}

export const sizeOf = ({ filesize, filetype }: Resource): string =>
  filesize != null ? formatSize(filesize) : filetype === 'remote' ? 'lien' : ''

export const markOf = ({ format, filetype }: Resource): string => format || (filetype === 'remote' ? 'lien' : 'fichier')

/** `Répond`, or since when it doesn't and why; null for a file, and before the first visit. */
export const linkStateIn = ({
  filetype,
  extras,
}: Resource): { words: string; down: boolean; checkedAt: string } | null => {
  const [available, checkedAt, status] = [extras['check:available'], extras['check:date'], extras['check:status']]
  if (filetype === 'file' || typeof available !== 'boolean' || typeof checkedAt !== 'string') return null
  if (available) return { words: 'Répond', down: false, checkedAt }
  const since = extras['cimaise:link:unavailable_since']
  const words = downSentence(typeof since === 'string' ? since : null, typeof status === 'number' ? status : null)
  return { words, down: true, checkedAt }
}

import { typeWords, type Column } from '../../analysis/index.ts'
import type { ExaminedFile } from '../model.ts'
import { tableOf } from '../tables.rules.ts'

/** Longer dictionaries are a file of their own. */
const MOST_COLUMNS = 60

/** In Markdown: questions to answer, then the dictionary of each table's columns; null without a table. */
export const descriptionFor = (files: ExaminedFile[]): string | null => {
  const tables = files.flatMap((file) => dictionaryOf(file) ?? [])
  if (tables.length === 0) return null
  return [OPENING, ...tables].join('\n\n')
}

const OPENING = [
  'Ce jeu de données contient … (ce que représente une ligne, sur quel territoire, pour quelle période).',
  'Les données viennent de … (source, méthode) et sont mises à jour … (à quelle occasion).',
].join('\n\n')

const dictionaryOf = (file: ExaminedFile): string | null => {
  const table = tableOf(file)
  if (!table || table.columns.length === 0) return null
  const rows = table.columns
    .slice(0, MOST_COLUMNS)
    .map((column) => `| \`${cell(column.name)}\` | ${wordOf(column)} | |`)
  const rest = table.columns.length - MOST_COLUMNS
  return [
    `## Colonnes de « ${cell(file.title)} »`,
    ['| Colonne | Type | Ce qu’elle contient |', '| --- | --- | --- |', ...rows].join('\n'),
    ...(rest > 0 ? [`Et ${rest} autres colonnes.`] : []),
  ].join('\n\n')
}

const wordOf = ({ meaning, type }: Column): string => typeWords(meaning?.format ?? type).fr

/** A name can't leave its cell. */
const cell = (text: string): string => text.replace(/[|`\n\r]/g, ' ').trim()

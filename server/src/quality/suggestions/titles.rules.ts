import { withoutAccents } from '../../analysis/index.ts'

/** `liste_musees_2025.csv` → `Liste musees 2025`; null for a name that says nothing (`export (3).csv`). */
export const titleOfFile = (fileName: string): string | null => {
  const words = fileName
    .replace(/\.[^.]*$/, '')
    .replace(/\(\d+\)$/, '')
    .replace(/[_\-.\s]+/g, ' ')
    .trim()
  if (keyWordsOf(words).length === 0) return null
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Whether two titles may be of one dataset: most of their words, whatever their years. */
export const areAlike = (a: string, b: string): boolean => {
  const [first, second] = [new Set(keyWordsOf(a)), new Set(keyWordsOf(b))]
  if (first.size === 0 || second.size === 0) return false
  const shared = [...first].filter((word) => second.has(word)).length
  return shared >= Math.min(2, first.size, second.size) && shared / (first.size + second.size - shared) >= 0.6
}

/** The words that tell what it is about, in the singular: without years, articles and words of every title. */
export const keyWordsOf = (title: string): string[] =>
  withoutAccents(title)
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => (word.length > 3 ? word.replace(/[sx]$/, '') : word))
    .filter((word) => word.length > 1 && !/^\d+$/.test(word) && !COMMON.has(word))

const COMMON = new Set(
  (
    'de du des la le les un une et ou en au aux par pour sur dans avec ce ces liste jeu donnee fichier export table ' +
    'the of and in for list data dataset file final version copie copy feuil feuille sheet'
  ).split(' '),
)

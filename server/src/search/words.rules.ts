/**
 * Small French words that PostgreSQL's own list lacks, or misses once accents are gone (database.md §5, rule 2): they
 * are dropped from documents and questions alike.
 */
const STOP_WORDS = new Set(
  'les des une aux cet cette ces son ses leur leurs meme memes ete etre avoir plus par pour sur dans avec sans sous entre vers chez'.split(
    ' ',
  ),
)

/** Plurals that the French stemmer doesn't bring back to their singular. */
const SINGULARS = new Map(
  Object.entries({ elus: 'elu', feux: 'feu', jeux: 'jeu', lieux: 'lieu', travaux: 'travail', vitraux: 'vitrail' }),
)

/** Beyond, PostgreSQL's limit of 1 MB for one document comes near; people find by what comes first. */
const MAX_TEXT = 150_000

/** A word of a question, as PostgreSQL sees it: its stem as a query, empty for a small word, and itself without accents. */
export interface QuestionWord {
  stem: string
  folded: string
}

/** A text as it is indexed and looked for: without stop words, everything but letters and digits as spaces. */
export const searchableText = (text: string): string =>
  wordsOf(text)
    .filter((word) => !isStopWord(word))
    .map(singularOf)
    .join(' ')

/** Words of a question: at most 32, a longer one says nothing more and costs. */
export const queryWords = (q: string): string[] =>
  wordsOf(q.slice(0, 2_000))
    .filter((word) => !isStopWord(word))
    .slice(0, 32)

/** The word as the stemmer takes it: `usagers` and `usager` are one, like the plurals it doesn't know. */
export const singularOf = (word: string): string =>
  SINGULARS.get(plain(word)) ?? (/\p{L}{2}ers$/u.test(word) ? word.slice(0, -1) : word)

/** Words one space apart in lower case: titles are compared like that. */
export const flatText = (text: string): string => wordsOf(text.slice(0, 2_000)).join(' ').toLowerCase().slice(0, 400)

/** Words as people type the beginning of them, once each; what is longer than 60 letters is none. */
export const typedWords = (text: string): string[] => [
  ...new Set(
    wordsOf(text.slice(0, 20_000))
      .map((word) => word.toLowerCase())
      .filter((word) => word.length <= 60),
  ),
]

const wordsOf = (text: string): string[] =>
  text
    .slice(0, MAX_TEXT)
    .normalize('NFC')
    .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

// `à` is known to PostgreSQL, but not without its accent.
const isStopWord = (word: string): boolean => STOP_WORDS.has(plain(word)) || word.toLowerCase() === 'à'

const plain = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

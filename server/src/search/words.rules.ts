/**
 * Small French words that PostgreSQL's own list lacks, or misses once accents are gone (database.md §5, rule 2): they
 * are dropped from documents and questions alike.
 */
const STOP_WORDS = new Set(
  'les des une aux cet cette ces son ses leur leurs meme memes ete etre avoir plus par pour sur dans avec sans sous entre vers chez'.split(
    ' ',
  ),
)

/** A text as it is indexed and looked for: without stop words, hyphens and apostrophes as spaces. */
export const searchableText = (text: string): string =>
  text
    .normalize('NFC')
    .split(/[\s'’/_-]+/)
    .filter((word) => !STOP_WORDS.has(plain(word)))
    .join(' ')

/** Words of a question: at most 32, a longer one says nothing more and costs. */
export const queryWords = (q: string): string[] => {
  const words = searchableText(q.slice(0, 2_000)).match(/[\p{L}\p{N}]+/gu) ?? []
  return words.filter((word) => !STOP_WORDS.has(plain(word))).slice(0, 32)
}

const plain = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

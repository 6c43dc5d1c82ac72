import { groupsOf, NO_SYNONYMS, type SynonymRules } from './synonyms.rules.ts'
import type { QuestionWord } from './words.rules.ts'

/** "a" stands for "à" as often as not: a question never asks for it unless it asks for nothing else. */
const SMALL = "'a'"

/** Nothing longer is indexed as it is typed. */
const MAX_BEGINNING = 60

/**
 * The question as a `tsquery`: every word must be there; the last may be the beginning of one, as people are still
 * typing it; or the whole is the id of a document; words that have synonyms may be those instead. Null when nothing can answer.
 */
export const questionOf = (
  words: QuestionWord[],
  id: string | null,
  synonyms: SynonymRules = NO_SYNONYMS,
): string | null => {
  const last = words.at(-1)
  const said = words.filter(({ stem }) => stem !== '')
  const asked = said.some(({ stem }) => stem !== SMALL) ? said.filter(({ stem }) => stem !== SMALL) : said
  const parts = new Set(
    groupsOf(asked, synonyms).map((group) => {
      const said = group.words.map((word) => `(${wordQuestion(word, word === last)})`).join(' & ')
      return group.others.length === 0
        ? said
        : `(${[said, ...group.others.map(({ question }) => `(${question})`)].join(' | ')})`
    }),
  )
  const alternatives = [...(parts.size > 0 ? [[...parts].join(' & ')] : []), ...(id === null ? [] : [lexeme(`#${id}`)])]
  return alternatives.length > 0 ? alternatives.join(' | ') : null
}

/** One word as a `tsquery`, `''` for a small word. */
export const wordQuestion = ({ stem, folded }: QuestionWord, mayGoOn: boolean): string =>
  mayGoOn && stem !== '' && folded.length <= MAX_BEGINNING ? `${stem} | ${begun(folded)}` : stem

/** What could be the id of a document, as it is indexed. */
export const idIn = (q: string): string | null => (/^[\w-]{1,64}$/.test(q.trim()) ? q.trim().toLowerCase() : null)

/** Stems begin like their words; words longer than their stem are found among those indexed as they are, behind `=`. */
const begun = (folded: string): string => `${lexeme(folded)}:* | ${lexeme(`=${folded}`)}:*`

const lexeme = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

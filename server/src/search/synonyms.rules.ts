import { invalidField } from '../lib/errors.ts'
import { flatText, queryWords, type QuestionWord } from './words.rules.ts'

/** Terms that mean one another; with `replacements`, terms that also mean these, and not the other way. */
export interface Synonym extends SynonymInput {
  id: string
  createdAt: Date
}

export interface SynonymInput {
  terms: string[]
  replacements: string[] | null
}

/** A term as the engine takes it: its stems, and the `tsquery` that finds it. */
export interface Term {
  text: string
  stems: string[]
  question: string
}

/** What each known run of stems may be replaced by, under its first stem, the longest first. */
export type SynonymRules = ReadonlyMap<string, { stems: string[]; others: Term[] }[]>

export const NO_SYNONYMS: SynonymRules = new Map()

/** Words that go together in a question, and the terms that may stand for them. */
export interface Group {
  words: QuestionWord[]
  others: Term[]
}

/** `termOf` gives what the engine knows of a term; one without a word that can be looked for is left out. */
export const rulesOf = (synonyms: SynonymInput[], termOf: (text: string) => Term): SynonymRules => {
  const rules = new Map<string, { stems: string[]; others: Term[] }[]>()
  const add = (from: Term, others: Term[]): void => {
    const [first] = from.stems
    const useful = others.filter(({ question, stems }) => stems.length > 0 && question !== from.question)
    if (first === undefined || useful.length === 0) return
    const begun = rules.get(first) ?? []
    const known = begun.find(({ stems }) => stems.join(' ') === from.stems.join(' '))
    if (known) known.others.push(...useful)
    else rules.set(first, [...begun, { stems: from.stems, others: useful }])
  }
  for (const { terms, replacements } of synonyms)
    for (const from of terms) add(termOf(from), (replacements ?? terms.filter((term) => term !== from)).map(termOf))
  for (const begun of rules.values()) begun.sort((one, other) => other.stems.length - one.stems.length)
  return rules
}

/** The question cut where a term is known: from the left, the longest term first. */
export const groupsOf = (words: QuestionWord[], rules: SynonymRules): Group[] => {
  const groups: Group[] = []
  for (let at = 0; at < words.length;) {
    const rule = rules
      .get(words[at]?.stem ?? '')
      ?.find(({ stems }) => stems.every((stem, place) => words[at + place]?.stem === stem))
    const length = rule?.stems.length ?? 1
    groups.push({ words: words.slice(at, at + length), others: rule?.others ?? [] })
    at += length
  }
  return groups
}

const MAX_TERMS = 20
const MAX_LENGTH = 80

/** The same, each term once whatever its case. Throws `Invalid` by field. */
export const checkedSynonym = ({ terms, replacements }: SynonymInput): SynonymInput => {
  const checked = { terms: once(terms), replacements: replacements && once(replacements) }
  checkTerms('terms', checked.terms)
  if (checked.replacements) checkTerms('replacements', checked.replacements)
  if (checked.terms.length < (checked.replacements ? 1 : 2)) throw invalidField('terms', TOO_FEW)
  if (checked.replacements?.length === 0) throw invalidField('replacements', NO_REPLACEMENT)
  return checked
}

const once = (terms: string[]): string[] => {
  const tidy = terms.map((term) => term.normalize('NFC').replace(/\s+/g, ' ').trim()).filter(Boolean)
  return [...new Map(tidy.map((term) => [flatText(term), term])).values()]
}

const checkTerms = (field: string, terms: string[]): void => {
  if (terms.length > MAX_TERMS) throw invalidField(field, TOO_MANY)
  const wrong = terms.find((term) => term.length > MAX_LENGTH || queryWords(term).length === 0)
  if (wrong === undefined) return
  const shown = wrong.slice(0, 40)
  throw invalidField(field, {
    fr: `« ${shown} » ne se cherche pas : un terme a au moins un mot, et ${MAX_LENGTH} caractères au plus.`,
    en: `“${shown}” can’t be looked for: a term has a word at least, and ${MAX_LENGTH} characters at most.`,
  })
}

const TOO_FEW = { fr: 'Donnez au moins deux termes.', en: 'Give two terms at least.' }
const NO_REPLACEMENT = { fr: 'Dites ce que cela veut dire.', en: 'Say what it means.' }
const TOO_MANY = { fr: `${MAX_TERMS} termes au plus.`, en: `${MAX_TERMS} terms at most.` }

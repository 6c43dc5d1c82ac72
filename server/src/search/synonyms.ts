import { Invalid, NotFound } from '../lib/errors.ts'
import { newObjectId } from '../lib/ids.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { SearchQuery } from './documents.ts'
import { CULTURE_ACRONYMS } from './acronyms.ts'
import { prepareQuestion } from './store.questions.ts'
import {
  deleteSynonym,
  insertSynonym,
  lockSynonyms,
  selectSynonyms,
  selectTerms,
  updateSynonym,
} from './store.synonyms.ts'
import {
  checkedSynonym,
  groupsOf,
  NO_SYNONYMS,
  rulesOf,
  type Synonym,
  type SynonymInput,
  type SynonymRules,
} from './synonyms.rules.ts'
import { queryWords } from './words.rules.ts'

/** Read again by every process after a change: more than anybody reads through. */
const MAX_SYNONYMS = 1_000

/** All of them, in the order of their first term. */
export const listSynonyms = (db: Db): Promise<Synonym[]> => selectSynonyms(db)

/** From its commit on, every question is asked with it, on every node. Throws `Invalid`. */
export const addSynonym = async (db: Db, input: SynonymInput): Promise<Synonym> => {
  const synonym = { ...checkedSynonym(input), id: newObjectId(), createdAt: new Date() }
  await inTransaction(db, async (tx) => {
    await refuseTooMany(tx, 1)
    await insertSynonym(tx, synonym)
  })
  return synonym
}

/** Throws `Invalid`, `NotFound`. */
export const changeSynonym = async (db: Db, id: string, input: SynonymInput): Promise<Synonym> => {
  const checked = checkedSynonym(input)
  const changed = await inTransaction(db, (tx) => updateSynonym(tx, id, checked))
  if (!changed) throw new NotFound()
  return changed
}

/** Throws `NotFound`. */
export const removeSynonym = async (db: Db, id: string): Promise<void> => {
  if (!(await inTransaction(db, (tx) => deleteSynonym(tx, id)))) throw new NotFound()
}

/** Adds the acronyms of culture that aren't there yet. Answers those that it added. */
export const addKnownAcronyms = (db: Db): Promise<Synonym[]> =>
  inTransaction(db, async (tx) => {
    await lockSynonyms(tx)
    const known = new Set((await selectSynonyms(tx)).flatMap(({ terms }) => terms.map((term) => term.toLowerCase())))
    const missing = CULTURE_ACRONYMS.filter(({ terms }) => !terms.some((term) => known.has(term.toLowerCase())))
    await refuseTooMany(tx, missing.length)
    const added = missing.map((input) => ({ ...input, id: newObjectId(), createdAt: new Date() }))
    for (const synonym of added) await insertSynonym(tx, synonym)
    return added
  })

/** Words of a question that go together, and what may stand for them. */
export interface Explained {
  words: string
  others: string[]
}

/** What a question becomes: its words, with the terms that are looked for besides. */
export const explainQuestion = async (db: Db, q: string): Promise<Explained[]> => {
  const asked = queryWords(q)
  const query: SearchQuery = {
    ...{ kind: '', q, audiences: null, filters: [], sort: 'relevance', page: 1, pageSize: 1 },
  }
  const prepared = await prepareQuestion(db, query, asked)
  const written = new Map(prepared.words.map((word, place) => [word, asked[place] ?? '']))
  const said = prepared.words.filter(({ stem }) => stem !== '')
  const groups = groupsOf(said, await findSynonymRules(db, prepared.synonymsStamp))
  return groups.map(({ words, others }) => ({
    words: words.map((word) => written.get(word)).join(' '),
    others: others.map(({ text }) => text),
  }))
}

/** By their stamp, which says everything of the list: a few, since tests have databases of their own. */
const kept = new Map<string, Promise<SynonymRules>>()
const MAX_KEPT = 4

/**
 * The rules of the list that has this stamp, read once a process and list, however many ask at once. Changed again
 * meanwhile, it is newer than its stamp says: the next question has the next stamp.
 */
export const findSynonymRules = async (db: Db, stamp: string | null): Promise<SynonymRules> => {
  if (stamp === null) return NO_SYNONYMS
  const known = kept.get(stamp)
  if (known) return known
  const reading = readRules(db)
  // Of a transaction, the stamp may never be anybody else's.
  if (db.isTransaction) return reading
  const [oldest] = kept.keys()
  if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest)
  kept.set(stamp, reading)
  reading.catch(() => kept.delete(stamp))
  return reading
}

const readRules = async (db: Db): Promise<SynonymRules> => {
  const synonyms = await selectSynonyms(db)
  const texts = synonyms.flatMap(({ terms, replacements }) => [...terms, ...(replacements ?? [])])
  const terms = await selectTerms(db, [...new Set(texts)])
  return rulesOf(synonyms, (text) => terms.get(text) ?? { text, stems: [], question: '' })
}

const refuseTooMany = async (tx: Db, more: number): Promise<void> => {
  await lockSynonyms(tx)
  if ((await selectSynonyms(tx)).length + more > MAX_SYNONYMS) throw new Invalid(TOO_MANY)
}

const TOO_MANY = {
  fr: `La liste a ${MAX_SYNONYMS} lignes au plus : supprimez celles qui ne servent plus.`,
  en: `The list has ${MAX_SYNONYMS} lines at most: delete those that are of no more use.`,
}

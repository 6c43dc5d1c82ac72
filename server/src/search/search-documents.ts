import { Invalid } from '../lib/errors.ts'
import type { Db } from '../db/index.ts'
import { countFacets } from './count-facets.ts'
import type { SearchQuery, SearchResult } from './documents.ts'
import { packedFilters } from './filters.rules.ts'
import { idIn, questionOf, wordQuestion } from './question.rules.ts'
import { LAST_UPDATE, type Criteria } from './store.matches.ts'
import { selectSortedPage, type PageOfIds } from './store.pages.ts'
import { prepareQuestion, type Prepared } from './store.questions.ts'
import { selectRankedPage } from './store.ranked.ts'
import { selectNeighbours } from './store.typos.ts'
import { findSynonymRules } from './synonyms.ts'
import { correctionsOf } from './typos.rules.ts'
import { queryWords } from './words.rules.ts'

/** Rows that pages may reach (udata-api.md §13): beyond, people refine their words. */
const MAX_REACHED = 10_000
/** Words of one question that are corrected. */
const MAX_CORRECTED = 8
const SORTS = ['relevance', 'created', '-created', 'updated', '-updated', 'title', '-title']
const TOO_FAR = { fr: 'Page trop lointaine : précisez la recherche.', en: 'Page too far: refine the search.' }

/**
 * Ids of one page in order, how many match in all, and the facets asked for. Bounded whatever the question: at most
 * three statements, and three more when a word that matches nothing is corrected. Throws `Invalid` for a page beyond
 * 10,000 rows; a facet or a sort that no document was ever written with is a mistake of the caller's code.
 */
export const searchDocuments = async (db: Db, query: SearchQuery): Promise<SearchResult> => {
  if (query.page * query.pageSize > MAX_REACHED) throw new Invalid(TOO_FAR)
  const words = queryWords(query.q)
  const prepared = await prepareQuestion(db, query, words)
  if (!prepared.hasDocuments) return countedNothing(query)
  refuseUnknown(query, prepared)
  const found = await ask(db, query, prepared)
  return found.total > 0 ? found : ((await askCorrected(db, query, prepared)) ?? found)
}

const ask = async (db: Db, query: SearchQuery, prepared: Prepared): Promise<SearchResult> => {
  const isEmpty = query.q.trim() === ''
  const synonyms = isEmpty ? undefined : await findSynonymRules(db, prepared.synonymsStamp)
  const question = isEmpty ? null : questionOf(prepared.words, idIn(query.q), synonyms)
  // Signs or small words alone: nothing can answer.
  if (!isEmpty && question === null) return countedNothing(query)
  const criteria: Criteria = {
    ...query,
    question,
    filters: packedFilters(query.filters, prepared.filters),
    updatedSince: query.updatedSince,
    covering: query.covering,
  }
  const page = selectPage(db, query, criteria, prepared)
  // Side by side on two connections; a transaction has only one.
  if (db.isTransaction) await page
  const [{ ids, total }, facets] = await Promise.all([page, countFacets(db, query, criteria, prepared.facets)])
  return { ids, total, facets }
}

const selectPage = (db: Db, query: SearchQuery, criteria: Criteria, prepared: Prepared): Promise<PageOfIds> => {
  const slice = { limit: query.pageSize, offset: (query.page - 1) * query.pageSize }
  return criteria.question !== null && query.sort === 'relevance'
    ? selectRankedPage(db, criteria, criteria.question, { ...prepared, id: idIn(query.q) }, slice)
    : selectSortedPage(db, criteria, query.sort, slice)
}

/** Asks again with the words that match nothing corrected; undefined when there is nothing to correct. */
const askCorrected = async (db: Db, query: SearchQuery, prepared: Prepared): Promise<SearchResult | undefined> => {
  const said = prepared.words.filter(({ stem }) => stem !== '').slice(0, MAX_CORRECTED)
  if (said.length === 0) return undefined
  const asked = said.map((word) => ({
    folded: word.folded,
    question: wordQuestion(word, word === prepared.words.at(-1)),
  }))
  const corrections = correctionsOf(await selectNeighbours(db, query, asked))
  if (corrections.size === 0) return undefined
  const q = prepared.words.map(({ folded }) => corrections.get(folded) ?? folded).join(' ')
  const corrected = { ...query, q }
  return ask(db, corrected, await prepareQuestion(db, corrected, queryWords(q)))
}

const refuseUnknown = (query: SearchQuery, prepared: Prepared): void => {
  if (!SORTS.includes(query.sort) && !prepared.knowsSort) throw new Error(`Nothing is sorted by "${query.sort}".`)
  const names = [...(query.facets ?? []), ...query.filters.map(({ facet }) => facet)]
  const unknown = names.find((name) => !Object.hasOwn(prepared.facets, name))
  if (unknown !== undefined) throw new Error(`No document has a facet "${unknown}".`)
}

const countedNothing = ({ facets = [], updatedRanges }: SearchQuery): SearchResult => {
  const all = () => [{ name: 'all', count: 0 }]
  const ranges = updatedRanges?.map(({ name }) => ({ name, count: 0 }))
  const counted = Object.fromEntries(facets.map((facet) => [facet, all()]))
  return { ids: [], total: 0, facets: { ...counted, ...(ranges && { [LAST_UPDATE]: [...all(), ...ranges] }) } }
}

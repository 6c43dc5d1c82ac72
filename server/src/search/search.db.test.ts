import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { Invalid } from '../lib/errors.ts'
import { removeDocument, type SearchQuery } from './index.ts'
import { addThings, find as findIn, search, type Thing } from './testing/things.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await add({ id: 'musees', title: 'Musées de France', d: 'Liste des musées', facets: { tag: ['culture'] } })
  await add({
    id: 'visites',
    title: 'Visites',
    d: 'Entrées des musées et des monuments',
    facets: { tag: ['culture', 'visites'] },
  })
  await add({ id: 'secret', title: 'Musée secret', audiences: ['user:1'] })
  await add({ id: 'oeuvres', title: 'Œuvres d’art de l’été' })
})
afterAll(() => database.close())

const add = (...things: Thing[]) => addThings(database.db, ...things)
const find = (q: string, more: Partial<SearchQuery> = {}) => findIn(database.db, q, more)

test.each(['musée', 'MUSEES', 'les musées', 'mus', 'musee', 'des musées'])(
  '%j finds by the title first, then by the text',
  async (q) => {
    expect(await find(q)).toEqual(['musees', 'visites'])
  },
)

test('every word must be there; œ, apostrophes and accents don’t matter', async () => {
  expect(await find('musées monuments')).toEqual(['visites'])
  expect(await find('musées introuvables')).toEqual([])
  expect(await find("l'ete oeuvre")).toEqual(['oeuvres'])
  expect(await find('musées à france')).toEqual(['musees'])
})

test.each(['monum', 'musées monum', 'visit', 'oeuvr'])('%j is enough: the last word may be a beginning', async (q) => {
  expect(await find(q)).toHaveLength(1)
})

test('a beginning longer than its stem is found; one that isn’t last is a whole word', async () => {
  await add({ id: 'departements', title: 'Budget des départements', kind: 'place' })
  expect(await find('departeme', { kind: 'place' })).toEqual(['departements'])
  expect(await find('departeme budget', { kind: 'place' })).toEqual([])
})

test.each([
  ['usager', 'Satisfaction des usagers'],
  ['lieu', 'Lieux de tournage'],
  ['travail', 'Travaux en cours'],
  ['national', 'Archives nationales'],
  ['données', 'Qualité de la donnée'],
  ['data.gouv.fr', 'Catalogue de data.gouv.fr'],
  ['2024', 'Budget_2024'],
])('%j finds « %s »', async (q, title) => {
  await add({ kind: 'plural', id: '1', title })
  expect(await find(q, { kind: 'plural' })).toEqual(['1'])
})

test('only those who may find it do', async () => {
  expect(await find('secret')).toEqual([])
  expect(await find('secret', { audiences: [] })).toEqual([])
  expect(await find('secret', { audiences: ['user:2'] })).toEqual([])
  expect(await find('secret', { audiences: ['user:1'] })).toEqual(['secret'])
  expect(await find('secret', { audiences: ['public', 'user:1'] })).toEqual(['secret'])
  expect(await find('secret', { audiences: null })).toEqual(['secret'])
})

test.each([
  [['public'], 3],
  [['user:1'], 1],
  [['public', 'user:1'], 4],
  [['public', 'user:2'], 3],
  [null, 4],
  [[], 0],
])('%j sees so many of the whole', async (audiences, total) => {
  expect((await search(database.db, { audiences })).total).toBe(total)
})

test('tags narrow, pages follow each other, a question of signs finds nothing', async () => {
  const both = { facet: 'tag', values: ['culture', 'visites'], match: 'all' as const }
  expect(await find('musée', { filters: [both] })).toEqual(['visites'])
  expect(await find('', { sort: 'title', pageSize: 1, page: 2 })).toEqual(['oeuvres'])
  expect(await find('!!! & |')).toEqual([])
  expect(await find('les des une')).toEqual([])
  expect(await find('de la')).toEqual([])
})

test('what is written again is found by its new words only; what is removed is not found', async () => {
  await add({ id: 'tmp', title: 'Ancien mot' })
  await add({ id: 'tmp', title: 'Nouveau' })
  expect([await find('ancien'), await find('nouveau')]).toEqual([[], ['tmp']])
  await removeDocument(database.db, 'thing', 'tmp')
  expect(await find('nouveau')).toEqual([])
})

test.each([
  ['created', ['b', 'a', 'c']],
  ['-created', ['c', 'a', 'b']],
  ['updated', ['a', 'b', 'c']],
  ['-updated', ['c', 'b', 'a']],
  ['title', ['c', 'b', 'a']],
  ['-title', ['a', 'b', 'c']],
  ['followers', ['c', 'b', 'a']],
  ['-followers', ['a', 'b', 'c']],
  ['relevance', ['b', 'c', 'a']],
])('%s sorts, with words or without', async (sort, ids) => {
  const on = (day: number) => new Date(Date.UTC(2026, 0, day))
  const [kind, d] = ['sorted', 'liste']
  await add(
    { kind, d, id: 'a', title: 'Zones', createdAt: on(2), updatedAt: on(1), numbers: { followers: 10 }, popularity: 1 },
    { kind, d, id: 'b', title: 'Élus', createdAt: on(1), updatedAt: on(2), numbers: { followers: 9 }, popularity: 3 },
    { kind, d, id: 'c', title: 'abribus', createdAt: on(3), updatedAt: on(3), numbers: {}, popularity: 2 },
  )
  expect(await find('', { kind, sort })).toEqual(ids)
  expect(await find('liste', { kind, sort })).toEqual(ids)
  expect(await find('liste', { kind, sort, pageSize: 1, page: 2 })).toEqual(ids.slice(1, 2))
})

test('dates narrow: updated since, covering a period', async () => {
  const [kind, title] = ['dated', 'Daté']
  const at = new Date('2026-01-15T00:00:00Z')
  await add(
    { kind, title, id: 'closed', updatedAt: at, coverage: { start: '2010-01-01', end: '2020-12-31' } },
    { kind, title, id: 'open', coverage: { start: '2015-01-01', end: null } },
    { kind, title, id: 'none' },
  )
  const covering = async (from: string, to: string) => (await find('', { kind, covering: { from, to } })).sort()
  expect(await find('daté', { kind, updatedSince: at })).toEqual(['closed'])
  expect(await find('', { kind, updatedSince: new Date(at.getTime() + 1) })).toEqual([])
  expect(await covering('2010-01-01', '2020-12-31')).toEqual(['closed'])
  expect(await covering('2016-01-01', '2016-12-31')).toEqual(['closed', 'open'])
  expect(await covering('2016-01-01', '2021-01-01')).toEqual(['open'])
  expect(await covering('2009-12-31', '2011-01-01')).toEqual([])
})

test('a question of ten thousand characters is answered', async () => {
  expect(await find('musée '.repeat(2_000))).toEqual(['musees', 'visites'])
  expect(await find('x'.repeat(10_000))).toEqual([])
  expect(await find('é'.repeat(10_000))).toEqual([])
  expect(await find(`${'é'.repeat(3_000)} musée`)).toEqual([])
})

test.each(["'", '\\', 'a\0b', '\ud800', '%_', ':*', '<->', "l'ŉ", '½', '＼', '-', '=musee', '#musees', '١٢٣'])(
  'the question %j is answered',
  async (q) => {
    expect(Array.isArray(await find(q))).toBe(true)
  },
)

test('a page beyond ten thousand rows is refused, the last before is not', async () => {
  await expect(find('musée', { page: 501, pageSize: 20 })).rejects.toThrow(Invalid)
  expect(await find('musée', { page: 500, pageSize: 20 })).toEqual([])
})

test('a sort that nothing has is a mistake of the code', async () => {
  for (const sort of ['nothing', '-relevance', ''])
    await expect(find('', { sort })).rejects.toThrow(/Nothing is sorted by/)
})

test('before the first document of a kind, everything is empty', async () => {
  const query = {
    kind: 'unborn',
    sort: '-anything',
    facets: ['any'],
    updatedRanges: [{ name: 'x', since: new Date() }],
  }
  const all = { name: 'all', count: 0 }
  expect(await search(database.db, query)).toEqual({
    ids: [],
    total: 0,
    facets: { any: [all], last_update: [all, { name: 'x', count: 0 }] },
  })
})

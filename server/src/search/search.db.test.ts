import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { indexDocument, removeDocument, searchDocuments, type SearchDocument, type SearchQuery } from './index.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await add({ id: 'musees', title: 'Musées de France', d: 'Liste des musées', tags: ['culture'] })
  await add({ id: 'visites', title: 'Visites', d: 'Entrées des musées et des monuments', tags: ['culture', 'visites'] })
  await add({ id: 'secret', title: 'Musée secret', d: '', audiences: ['user:1'] })
  await add({ id: 'oeuvres', title: 'Œuvres d’art de l’été', d: '', tags: [] })
})
afterAll(() => database.close())

const add = ({
  id,
  title,
  d,
  tags = [],
  audiences = ['public'],
}: {
  id: string
  title: string
  d: string
  tags?: string[]
  audiences?: string[]
}) => {
  const document: SearchDocument = {
    kind: 'thing',
    id,
    title,
    texts: { a: title, b: tags.join(' '), c: '', d },
    facets: { tag: tags },
    audiences,
    numbers: {},
    popularity: 1,
    createdAt: new Date(0),
    updatedAt: new Date(0),
    coverage: null,
  }
  return indexDocument(database.db, document)
}
const find = async (q: string, more: Partial<SearchQuery> = {}) =>
  (
    await searchDocuments(database.db, {
      kind: 'thing',
      q,
      filters: [],
      audiences: ['public'],
      sort: 'relevance',
      page: 1,
      pageSize: 10,
      ...more,
    })
  ).ids

test.each(['musée', 'MUSEES', 'les musées', 'mus', 'musee'])(
  '%j finds by the title first, then by the text',
  async (q) => {
    expect(await find(q)).toEqual(['musees', 'visites'])
  },
)

test('every word must be there; œ, apostrophes and accents don’t matter', async () => {
  expect(await find('musées monuments')).toEqual(['visites'])
  expect(await find('musées introuvables')).toEqual([])
  expect(await find("l'ete oeuvre")).toEqual(['oeuvres'])
})

test('only those who may find it do', async () => {
  expect(await find('secret')).toEqual([])
  expect(await find('secret', { audiences: ['public', 'user:1'] })).toEqual(['secret'])
  expect(await find('secret', { audiences: null })).toEqual(['secret'])
})

test('tags narrow, pages follow each other, a question of signs finds nothing', async () => {
  expect(await find('musée', { filters: [{ facet: 'tag', values: ['culture', 'visites'], match: 'all' }] })).toEqual([
    'visites',
  ])
  expect(await find('', { sort: 'title', pageSize: 1, page: 2 })).toEqual(['oeuvres'])
  expect(await find('!!! & |')).toEqual([])
  expect(await find('les des une')).toEqual([])
})

test('what is written again is found by its new words only; what is removed is not found', async () => {
  await add({ id: 'tmp', title: 'Ancien mot', d: '' })
  await add({ id: 'tmp', title: 'Nouveau', d: '' })
  expect([await find('ancien'), await find('nouveau')]).toEqual([[], ['tmp']])
  await removeDocument(database.db, 'thing', 'tmp')
  expect(await find('nouveau')).toEqual([])
})

test('a question of ten thousand characters is answered', async () => {
  expect(await find('musée '.repeat(2_000))).toEqual(['musees', 'visites'])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { countFacetValues, suggestDocuments, suggestFacetValues } from './index.ts'
import { addThings } from './testing/things.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await addThings(
    database.db,
    { id: '1', title: 'Musées de Paris', popularity: 2, facets: { tag: ['musees', 'paris', 'Élysée'] } },
    { id: '2', title: 'L’été au musée', facets: { tag: ['musees', 'musee'] } },
    { id: '3', title: 'Budget (BP) 2024', popularity: 5, facets: { tag: ['budget', 'commune'] } },
    { id: '4', title: 'Musée caché', audiences: ['user:1'], facets: { tag: ['musee', 'musee-cache'] } },
    { kind: 'other', id: '5', title: 'Musées', facets: { tag: ['musees'] } },
  )
})
afterAll(() => database.close())

const values = async (q: string, more: Partial<Parameters<typeof suggestFacetValues>[1]> = {}) => {
  const query = { kinds: ['thing'], facet: 'tag', q, size: 10, audiences: ['public'], ...more }
  return (await suggestFacetValues(database.db, query)).map(({ value, count }) => `${value} ${count}`)
}
const titles = (q: string, audiences: string[] | null = ['public'], size = 10) =>
  suggestDocuments(database.db, { kind: 'thing', q, size, audiences })

test('values that hold the letters, the most used first, then the shortest', async () => {
  expect(await values('MUS')).toEqual(['musees 2', 'musee 1'])
  expect(await values('u')).toEqual(['musees 2', 'musee 1', 'budget 1', 'commune 1'])
  expect(await values('elys')).toEqual(['Élysée 1'])
  expect(await values('mus', { size: 1 })).toEqual(['musees 2'])
  expect(await values('mus', { kinds: ['thing', 'other'] })).toEqual(['musees 3', 'musee 1'])
  expect(await values('introuvable')).toEqual([])
  expect(await values('%')).toEqual([])
  expect(await values('\\\0')).toEqual([])
})

test('values of what the caller can find, and no other', async () => {
  expect(await values('mus', { audiences: null })).toEqual(['musee 2', 'musees 2', 'musee-cache 1'])
  expect(await values('mus', { audiences: ['public', 'user:1'] })).toEqual(['musee 2', 'musees 2', 'musee-cache 1'])
  expect(await values('mus', { audiences: ['user:1'] })).toEqual(['musee 1', 'musee-cache 1'])
  expect(await values('cache')).toEqual([])
  expect(await values('', { audiences: [] })).toEqual([])
})

test('a facet that nothing has is a mistake of the code', async () => {
  await expect(values('x', { facet: 'nothing' })).rejects.toThrow('No document has a facet "nothing".')
  const query = { kinds: ['thing'], facet: 'nothing', audiences: null }
  await expect(countFacetValues(database.db, query)).rejects.toThrow('No document has a facet "nothing".')
})

test('values are counted, those asked for or the most used', async () => {
  const count = async (audiences: string[] | null, asked?: string[]) =>
    Object.fromEntries(
      await countFacetValues(database.db, { kinds: ['thing'], facet: 'tag', values: asked, audiences }),
    )
  expect(await count(['public'], ['musee', 'musee-cache', 'unknown'])).toEqual({
    musee: 1,
    'musee-cache': 0,
    unknown: 0,
  })
  expect(await count(null, ['musee', 'musee-cache'])).toEqual({ musee: 2, 'musee-cache': 1 })
  expect(await count(['public'], [])).toEqual({})
  expect(await count(['public'])).toEqual({ musees: 2, budget: 1, commune: 1, musee: 1, paris: 1, Élysée: 1 })
})

test.each([
  ['musee', ['1', '2']],
  ['usé', ['1', '2']],
  ['paris mus', ['1']],
  ['musées de par', ['1']],
  ["l'ete", ['2']],
  ['BP', ['3']],
  ['udg', ['3']],
  ['', ['3', '1', '2']],
  ['musee introuvable', []],
  ['%', ['3', '1', '2']],
  ["l'ŉ", []],
])('titles for %j: %j, the most popular first', async (q, ids) => {
  expect(await titles(q)).toEqual(ids)
})

test('titles of what the caller can find, and so many', async () => {
  expect(await titles('caché')).toEqual([])
  expect(await titles('caché', ['user:1'])).toEqual(['4'])
  expect(await titles('mus', null)).toHaveLength(3)
  expect(await titles('mus', ['public'], 1)).toEqual(['1'])
  expect(await titles('mus', [])).toEqual([])
  expect(await titles('musee '.repeat(2_000))).toEqual(['1', '2'])
})

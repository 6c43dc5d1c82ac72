import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { removeDocument, tidySearch, type SearchQuery } from './index.ts'
import { addThings, search } from './testing/things.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  const on = (day: number) => new Date(Date.UTC(2026, 0, day))
  await addThings(
    database.db,
    { id: '1', title: 'Musées', updatedAt: on(1), facets: { tag: ['culture', 'art'], license: ['lov2'] } },
    { id: '2', title: 'Musées', updatedAt: on(10), facets: { tag: ['culture'], license: ['odbl'] } },
    { id: '3', title: 'Gares', updatedAt: on(20), facets: { tag: ['transport'], license: ['lov2'] } },
    {
      id: '4',
      title: 'Musées',
      updatedAt: on(30),
      facets: { tag: ['culture', 'secret'], license: ['lov2'] },
      audiences: ['user:1'],
    },
  )
})
afterAll(() => database.close())

const count = async (query: Partial<SearchQuery>) => {
  const { facets, total } = await search(database.db, { facets: ['tag', 'license'], ...query })
  const short = (name: string) => facets[name]?.map((value) => `${value.name} ${value.count}`).join(', ')
  return { total, tag: short('tag'), license: short('license'), last_update: short('last_update') }
}
const one = (facet: string, ...values: string[]) => ({ facet, values, match: 'all' as const })
const any = (facet: string, ...values: string[]) => ({ facet, values, match: 'any' as const })

test('the whole is counted, the most frequent first, then by name', async () => {
  expect(await count({})).toMatchObject({
    total: 3,
    tag: 'all 3, culture 2, art 1, transport 1',
    license: 'all 3, lov2 2, odbl 1',
  })
})

test('what is found by words is counted alone', async () => {
  expect(await count({ q: 'musées' })).toMatchObject({ total: 2, tag: 'all 2, culture 2, art 1' })
  expect(await count({ q: 'introuvable' })).toMatchObject({ total: 0, tag: 'all 0', license: 'all 0' })
  expect(await count({ q: '!!!' })).toMatchObject({ total: 0, tag: 'all 0', license: 'all 0' })
})

test.each([[''], ['musées gares'.slice(0, 6)]])('%j: each facet is counted with all filters but its own', async (q) => {
  const all = q === '' ? 'all 3, lov2 2, odbl 1' : 'all 2, lov2 1, odbl 1'
  const found = await count({ q, filters: [one('license', 'odbl')] })
  expect(found).toMatchObject({ total: 1, tag: 'all 1, culture 1', license: all })
})

test('filters of several facets narrow each other', async () => {
  expect(await count({ filters: [one('license', 'lov2'), any('tag', 'art', 'transport')] })).toMatchObject({
    total: 2,
    tag: 'all 2, art 1, culture 1, transport 1',
    license: 'all 2, lov2 2',
  })
})

test('two filters of one facet are both its own', async () => {
  const found = await count({ filters: [one('tag', 'culture'), one('tag', 'art')] })
  expect(found).toMatchObject({ total: 1, tag: 'all 3, culture 2, art 1, transport 1', license: 'all 1, lov2 1' })
})

test.each([
  [one('tag', 'culture', 'art'), 1],
  [any('tag', 'transport', 'art'), 2],
  [one('tag'), 3],
  [any('tag'), 3],
  [one('tag', 'culture', 'unknown'), 0],
  [any('tag', 'culture', 'unknown'), 2],
  [any('tag', 'unknown'), 0],
  [one('tag', 'a\0b'), 0],
  [one('tag', '\ud800'), 0],
  [one('tag', ''), 0],
  [one('license', 'culture'), 0],
])('%j finds %i', async (filter, total) => {
  expect((await count({ filters: [filter] })).total).toBe(total)
})

test('an audience sees its own counts, in the whole and with words', async () => {
  const mine = 'all 4, culture 3, art 1, secret 1, transport 1'
  expect(await count({ audiences: ['public', 'user:1'] })).toMatchObject({ total: 4, tag: mine })
  expect(await count({ audiences: null })).toMatchObject({ total: 4, tag: mine })
  expect(await count({ audiences: ['user:1'] })).toMatchObject({ total: 1, tag: 'all 1, culture 1, secret 1' })
  expect(await count({ audiences: [] })).toMatchObject({ total: 0, tag: 'all 0' })
  expect(await count({ q: 'musées' })).toMatchObject({ tag: 'all 2, culture 2, art 1' })
  expect(await count({ q: 'musées', audiences: ['public', 'user:1'] })).toMatchObject({
    tag: 'all 3, culture 3, art 1, secret 1',
  })
  expect(await count({ filters: [one('tag', 'secret')] })).toMatchObject({ total: 0, license: 'all 0' })
})

test('dates of update are counted one in the other, without their own filter', async () => {
  const since = (day: number) => new Date(Date.UTC(2026, 0, day))
  const updatedRanges = [
    { name: 'recent', since: since(15) },
    { name: 'year', since: since(5) },
    { name: 'never', since: since(99) },
  ]
  expect(await count({ updatedRanges })).toMatchObject({ last_update: 'all 3, recent 1, year 2, never 0' })
  expect(await count({ updatedRanges, q: 'musées' })).toMatchObject({ last_update: 'all 2, recent 0, year 1, never 0' })
  expect(await count({ updatedRanges, updatedSince: since(15) })).toMatchObject({
    total: 1,
    tag: 'all 1, transport 1',
    last_update: 'all 3, recent 1, year 2, never 0',
  })
  expect(await count({ updatedRanges, filters: [one('license', 'odbl')] })).toMatchObject({
    last_update: 'all 1, recent 0, year 1, never 0',
    license: 'all 3, lov2 2, odbl 1',
  })
})

test('fifty values at most, the most frequent', async () => {
  const tags = Array.from({ length: 60 }, (_, n) => `tag-${String(n).padStart(2, '0')}`)
  await addThings(
    database.db,
    { kind: 'many', id: '1', title: 'Liste', facets: { tag: tags } },
    { kind: 'many', id: '2', title: 'Liste', facets: { tag: tags.slice(30) } },
  )
  for (const q of ['', 'liste']) {
    const { tag } = (await search(database.db, { kind: 'many', q, facets: ['tag'] })).facets
    expect(tag).toHaveLength(51)
  }
  const { tag } = (await search(database.db, { kind: 'many', facets: ['tag'] })).facets
  expect(tag?.[1]).toEqual({ name: 'tag-30', count: 2 })
})

test('five thousand values in a filter are answered', async () => {
  const values = Array.from({ length: 5_000 }, (_, n) => `tag-${n}`)
  const tags = values.slice(0, 400)
  await addThings(database.db, { kind: 'thousands', id: '1', title: 'Un', facets: { tag: tags } })
  const ask = async (match: 'all' | 'any') =>
    (await search(database.db, { kind: 'thousands', filters: [{ facet: 'tag', values, match }], facets: ['tag'] })).ids
  expect(await ask('any')).toEqual(['1'])
  expect(await ask('all')).toEqual([])
})

test('a facet that nothing has is a mistake of the code', async () => {
  await expect(count({ facets: ['constructor'] })).rejects.toThrow('No document has a facet "constructor".')
  await expect(count({ facets: ['nothing'] })).rejects.toThrow('No document has a facet "nothing".')
  await expect(count({ filters: [one('nothing', 'x')] })).rejects.toThrow('No document has a facet "nothing".')
})

test('counts follow what is written, hidden, shown and removed', async () => {
  const kind = 'changing'
  const tags = async () =>
    (await search(database.db, { kind, facets: ['tag'] })).facets.tag?.map(({ name, count }) => `${name} ${count}`)
  await addThings(database.db, { kind, id: '1', title: 'Un', facets: { tag: ['a', 'b'] } })
  await addThings(database.db, { kind, id: '1', title: 'Un', facets: { tag: ['b', 'c'] } })
  expect(await tags()).toEqual(['all 1', 'b 1', 'c 1'])
  await addThings(database.db, { kind, id: '1', title: 'Un', facets: { tag: ['b'] }, audiences: ['user:1'] })
  expect(await tags()).toEqual(['all 0'])
  await addThings(database.db, { kind, id: '1', title: 'Un', facets: { tag: ['b'] } })
  await tidySearch(database.db)
  expect(await tags()).toEqual(['all 1', 'b 1'])
  await removeDocument(database.db, kind, '1')
  expect(await tags()).toEqual(['all 0'])
})

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { indexDocument, indexDocuments, removeOtherDocuments } from './index.ts'
import { addThings, find, search, thing } from './testing/things.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

const tagged = (id: string, ...tag: string[]) => thing({ id, title: `Chose ${id}`, facets: { tag } })
const byTag = async (value: string) =>
  (
    await find(database.db, '', {
      sort: 'title',
      pageSize: 100,
      filters: [{ facet: 'tag', values: [value], match: 'all' }],
    })
  ).join()

test('two transactions that bring the same new value give it one number', async () => {
  const [first, second] = [database.db.startTransaction().execute(), database.db.startTransaction().execute()]
  const [one, two] = [await first, await second]
  await indexDocument(one, tagged('one', 'brand-new', 'a'))
  const waiting = indexDocument(two, tagged('two', 'b', 'brand-new'))
  await sleep(50)
  await one.commit().execute()
  await waiting
  await two.commit().execute()
  expect(await byTag('brand-new')).toBe('one,two')
})

test('a value whose first writer gave up is the second’s', async () => {
  const one = await database.db.startTransaction().execute()
  const two = await database.db.startTransaction().execute()
  await indexDocument(one, tagged('lost', 'given-up'))
  const waiting = indexDocument(two, tagged('kept', 'given-up'))
  await sleep(50)
  await one.rollback().execute()
  await waiting
  await two.commit().execute()
  expect(await byTag('given-up')).toBe('kept')
})

test('many writers at once, of the same values and documents, all succeed', async () => {
  const writers = Array.from({ length: 6 }, (_, writer) => {
    const tags = Array.from({ length: 40 }, (_, n) => `shared-${(n * 7 + writer * 13) % 50}`)
    const documents = Array.from({ length: 30 }, (_, n) => tagged(`w${(n + writer * 5) % 40}`, ...tags))
    return database.db.transaction().execute((tx) => indexDocuments(tx, documents))
  })
  await Promise.all(writers)
  const values = await database.db
    .selectFrom('search_facet_values')
    .select('value')
    .where('value', 'like', 'shared-%')
    .execute()
  expect(new Set(values.map(({ value }) => value)).size).toBe(values.length)
  const { facets } = await search(database.db, { facets: ['tag'] })
  const everywhere = await byTag(facets.tag?.[1]?.name ?? '')
  expect(everywhere.split(',')).toHaveLength(facets.tag?.[1]?.count ?? 0)
})

test('a transaction finds what it wrote, and nobody does once it gave up', async () => {
  const tx = await database.db.startTransaction().execute()
  await indexDocument(tx, tagged('mine', 'uncommitted'))
  const inside = await search(tx, { q: 'chose mine', facets: ['tag'] })
  expect([inside.ids, inside.facets.tag]).toEqual([
    ['mine'],
    [
      { name: 'all', count: 1 },
      { name: 'uncommitted', count: 1 },
    ],
  ])
  expect(await find(database.db, 'chose mine')).toEqual([])
  await tx.rollback().execute()
  expect(await find(database.db, 'chose mine')).toEqual([])
})

test('the last of two documents with one id counts; none is fine too', async () => {
  await indexDocuments(database.db, [])
  await addThings(database.db, { id: 'twice', title: 'Premier' }, { id: 'twice', title: 'Dernier' })
  expect(await find(database.db, 'premier')).toEqual([])
  expect(await find(database.db, 'dernier')).toEqual(['twice'])
})

test.each([
  ['a long text', 'mot '.repeat(500_000)],
  ['a text of different words', Array.from({ length: 60_000 }, (_, n) => `mot${n}`).join(' ')],
  ['one long word', 'é'.repeat(500_000)],
  [
    'words of one letter',
    Array.from({ length: 60_000 }, (_, n) => String.fromCodePoint(0x4e00 + (n % 20_000))).join(' '),
  ],
  ['what PostgreSQL can’t hold', 'a\0b \ud800 c'],
])('%s can be indexed everywhere', async (_, text) => {
  const texts = { a: text, b: text, c: text, d: text }
  const facets = { tag: [text, text.slice(0, 600)] }
  await indexDocument(database.db, { ...thing({ id: 'huge', title: text, facets }), texts })
  expect(await byTag(text)).toBe('huge')
})

test('numbers that are none sort as zero, a popularity below one is one', async () => {
  const kind = 'odd'
  await addThings(
    database.db,
    { kind, id: 'nan', title: 'Rang', numbers: { views: NaN }, popularity: NaN },
    { kind, id: 'less', title: 'Rang', numbers: { views: -1 }, popularity: 0 },
    { kind, id: 'more', title: 'Rang', numbers: { views: 1 }, popularity: Infinity },
  )
  expect(await find(database.db, '', { kind, sort: 'views' })).toEqual(['less', 'nan', 'more'])
  expect(await find(database.db, 'rang', { kind })).toHaveLength(3)
})

test('a rebuilt kind loses what is no more, and neither another kind nor what came meanwhile', async () => {
  const [kind, title] = ['rebuilt', 'Un']
  await addThings(
    database.db,
    { kind, title, id: 'kept' },
    { kind, title, id: 'gone' },
    { kind: 'neighbour', title, id: 'gone' },
  )
  await sleep(5)
  const startedAt = new Date()
  await addThings(database.db, { kind, title, id: 'kept' }, { kind, title, id: 'new' })
  expect(await removeOtherDocuments(database.db, kind, ['kept', 'absent'], startedAt)).toBe(1)
  expect((await find(database.db, '', { kind })).sort()).toEqual(['kept', 'new'])
  expect(await find(database.db, '', { kind: 'neighbour' })).toEqual(['gone'])
})

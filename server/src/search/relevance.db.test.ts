import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { tidySearch } from './index.ts'
import { addThings, find as findIn, search, type Thing } from './testing/things.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

let kinds = 0
/** Things of a kind of their own, and how to find them. */
const among = async (...things: Thing[]) => {
  const kind = `kind-${++kinds}`
  await addThings(database.db, ...things.map((thing) => ({ ...thing, kind })))
  return (q: string, audiences: string[] | null = ['public']) => findIn(database.db, q, { kind, audiences })
}

test('an id finds its document first, in any case, whoever speaks of it', async () => {
  const id = '53698f51a3a729239d2036fb'
  const find = await among({ id, title: 'Reliures' }, { id: 'other', title: `Suite de ${id}`, popularity: 50 })
  expect(await find(id)).toEqual([id, 'other'])
  expect(await find(` ${id.toUpperCase()} `)).toEqual([id, 'other'])
  const uuid = '2f6a3d0e-6d0e-4d58-9c8c-0a2b3c4d5e6f'
  expect(await (await among({ id: uuid, title: 'Fichier' }))(uuid)).toEqual([uuid])
})

test('the exact title comes first, then the phrase in a title, then all the words in one, then elsewhere', async () => {
  const find = await among(
    { id: 'text', title: 'Fréquentation', d: 'Les musées de France sont des musées. France, musées de France.' },
    { id: 'words', title: 'En France, les musées', popularity: 2 },
    { id: 'phrase', title: 'Liste des musées de France' },
    { id: 'exact', title: 'Musées de France' },
  )
  expect(await find('musées de France')).toEqual(['exact', 'phrase', 'words', 'text'])
  expect((await find('musee de france')).slice(2)).toEqual(['words', 'text'])
})

test('weights: title, then tags, then who made it, then the text', async () => {
  const find = await among(
    { id: 'text', title: 'Autre', d: 'archives' },
    { id: 'maker', title: 'Autre', texts: { a: 'Autre', b: '', c: 'Archives nationales', d: '' } },
    { id: 'tag', title: 'Autre', facets: { tag: ['archives'] } },
    { id: 'title', title: 'Les archives' },
  )
  expect(await find('archives')).toEqual(['title', 'tag', 'maker', 'text'])
})

test('popularity multiplies: it decides between equals, and lifts a text over a title only when it is great', async () => {
  const find = await among(
    { id: 'title', title: 'Gares et correspondances' },
    { id: 'title-known', title: 'Gares et correspondances', popularity: 2 },
    { id: 'text-known', title: 'Horaires', d: 'Toutes les gares', popularity: 2 },
    { id: 'text-famous', title: 'Horaires', d: 'Toutes les gares', popularity: 100 },
  )
  expect(await find('gares')).toEqual(['text-famous', 'title-known', 'title', 'text-known'])
})

test('a text that repeats two words a hundred times stays behind a title that says them', async () => {
  const find = await among(
    { id: 'repeats', title: 'Notes', d: 'budget musée '.repeat(100) },
    { id: 'says', title: 'Le budget d’un musée', d: 'Une longue explication de tout ce qui est compté, par année.' },
  )
  expect(await find('musée budget')).toEqual(['says', 'repeats'])
})

test.each([
  ['biblotheque', 'bibliotheques'],
  ['bibliotehque', 'bibliotheques'],
  ['mussée', 'musees'],
  ['msuées', 'musees'],
  ['frequantation musee', 'musees'],
  ['statistiqes de fréquentaton', 'musees'],
])('the typo %j is corrected', async (q, id) => {
  const find = await among(
    { id: 'bibliotheques', title: 'Bibliothèques municipales' },
    { id: 'musees', title: 'Fréquentation des musées', facets: { tag: ['statistiques'] } },
  )
  expect(await find(q)).toEqual([id])
})

test('a word that finds something is never corrected; a short or distant one isn’t either', async () => {
  const find = await among(
    { id: 'port', title: 'Port de pêche' },
    { id: 'porte', title: 'Porche roman' },
    { id: 'sel', title: 'Sel' },
  )
  expect(await find('porche')).toEqual(['porte'])
  expect(await find('pêche porche')).toEqual([])
  expect(await find('set')).toEqual([])
  expect(await find('cathédrales')).toEqual([])
})

test('a correction never comes from what the caller can’t find', async () => {
  const find = await among(
    { id: 'hidden', title: 'Restructuration', audiences: ['user:1'] },
    { id: 'seen', title: 'Restauration' },
  )
  expect(await find('restructurasion')).toEqual([])
  expect(await find('restructurasion', ['user:1'])).toEqual(['hidden'])
  expect(await find('restaurasion')).toEqual(['seen'])
})

test('tidying forgets the words of what is gone and keeps the others', async () => {
  const find = await among({ id: 'one', title: 'Ornithologie' }, { id: 'two', title: 'Ornithologue' })
  await tidySearch(database.db)
  const words = await database.db.selectFrom('search_words').select('word').where('word', 'like', 'ornitho%').execute()
  expect(words.map(({ word }) => word).sort()).toEqual(['ornithologie', 'ornithologue'])
  await database.db.deleteFrom('search_documents').where('id', '=', 'two').execute()
  await tidySearch(database.db)
  expect(await find('ornitologie')).toEqual(['one'])
  const left = await database.db.selectFrom('search_words').select('word').where('word', 'like', 'ornitho%').execute()
  expect(left).toEqual([{ word: 'ornithologie' }])
})

test.each([
  ['small', 0],
  ['large', 30_000],
])('in a %s kind, pages of a broad question hold everything once, titles first', async (kind, more) => {
  const things = Array.from({ length: 2_600 }, (_, n) => ({
    kind,
    id: String(n).padStart(4, '0'),
    title: n % 3 === 0 ? `Cadastre ${n}` : `Plan ${n}`,
    d: 'Un cadastre',
    popularity: 1 + (n % 7),
  }))
  await addThings(database.db, ...things)
  // As if there were many more: large kinds are ranked otherwise.
  await database.db.insertInto('search_counts').values({ kind, packed: 0, n: more }).execute()
  const ask = (page: number, pageSize: number) => search(database.db, { kind, q: 'cadastre', page, pageSize })
  const pages = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((page) => ask(page, 400)))
  const ids = pages.flatMap((page) => page.ids)
  expect(pages.map(({ total }) => total)).toEqual(Array(7).fill(2_600))
  expect(new Set(ids).size).toBe(2_600)
  expect((await ask(3, 900)).ids).toEqual(ids.slice(1_800, 2_700))
  expect(ids.slice(0, 300).every((id) => Number(id) % 3 === 0)).toBe(true)
  expect(Number(ids[0]) % 7).toBe(6)
})

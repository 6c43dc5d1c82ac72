import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { addKnownAcronyms, addSynonym, changeSynonym, explainQuestion, listSynonyms, removeSynonym } from './index.ts'
import { addThings, find as findIn } from './testing/things.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await addThings(
    database.db,
    { id: 'monuments', title: 'Liste des monuments historiques' },
    { id: 'monument', title: 'Un monument, son histoire' },
    { id: 'mh', title: 'Crédits MH par région' },
    { id: 'drac', title: 'Adresses des DRAC' },
    { id: 'direction', title: 'Les directions régionales des affaires culturelles' },
    { id: 'cinema', title: 'Cinémas actifs' },
    { id: 'salle', title: 'Fréquentation des salles obscures' },
    { id: 'salles-bretagne', title: 'Salles obscures de Bretagne' },
  )
})
afterEach(async () => {
  for (const { id } of await listSynonyms(database.db)) await removeSynonym(database.db, id)
})
afterAll(() => database.close())

const find = async (q: string) => (await findIn(database.db, q)).sort()
const add = (terms: string[], replacements: string[] | null = null) => addSynonym(database.db, { terms, replacements })

test('an acronym finds what it means, in one direction, from its commit to its removal', async () => {
  expect(await find('MH')).toEqual(['mh'])
  const { id } = await add(['MH'], ['monuments historiques'])
  // Together and in this order: not a monument of which a text tells the history.
  expect(await find('mh')).toEqual(['mh', 'monuments'])
  expect(await find('monuments historiques')).toEqual(['monuments'])
  await removeSynonym(database.db, id)
  expect(await find('MH')).toEqual(['mh'])
})

test('terms of a group find one another, whatever their number, case and accents', async () => {
  await add(['Cinéma', 'salle obscure'])
  expect(await find('cinemas')).toEqual(['cinema', 'salle', 'salles-bretagne'])
  expect(await find('SALLES OBSCURES')).toEqual(['cinema', 'salle', 'salles-bretagne'])
  expect(await find('cinéma bretagne')).toEqual(['salles-bretagne'])
  expect(await find('salle')).toEqual(['salle', 'salles-bretagne'])
})

test('the longest term is taken, small words inside it left out, and what is changed is found by its new words', async () => {
  const { id } = await add(['direction régionale des affaires culturelles', 'DRAC'])
  await add(['direction'], ['cinéma'])
  expect(await find('direction régionale des affaires culturelles')).toEqual(['direction', 'drac'])
  expect(await find('drac')).toEqual(['direction', 'drac'])
  expect(await find('direction')).toEqual(['cinema', 'direction'])
  await changeSynonym(database.db, id, { terms: ['drac', 'MH'], replacements: null })
  expect(await find('drac')).toEqual(['drac', 'mh'])
})

test('the exact title stays first, and signs in a term are no query', async () => {
  await add(['cinémas actifs', "salles' obscures | !(& :*", 'MH'])
  expect((await findIn(database.db, 'Cinémas actifs'))[0]).toBe('cinema')
  expect(await find('cinémas actifs')).toEqual(['cinema', 'mh', 'salle', 'salles-bretagne'])
})

test('what a question becomes is told', async () => {
  await add(['MH'], ['monuments historiques', 'patrimoine protégé'])
  expect(await explainQuestion(database.db, 'Les MH de Bretagne')).toEqual([
    { words: 'MH', others: ['monuments historiques', 'patrimoine protégé'] },
    { words: 'Bretagne', others: [] },
  ])
  expect(await explainQuestion(database.db, '!!')).toEqual([])
})

test('the acronyms of culture are added once, beside those that are there', async () => {
  await add(['mh'], ['mobilier hospitalier'])
  const added = await addKnownAcronyms(database.db)
  expect(added.length).toBeGreaterThan(10)
  expect(added.flatMap(({ terms }) => terms)).not.toContain('MH')
  expect(await addKnownAcronyms(database.db)).toEqual([])
  expect(await find('drac')).toEqual(['direction', 'drac'])
})

test.each([
  [['seul'], null, 'terms'],
  [[' ', '?!'], null, 'terms'],
  [['les', 'des'], null, 'terms'],
  [['MH'], [], 'replacements'],
  [['mh', 'MH'], null, 'terms'],
  [['x'.repeat(81), 'y'], null, 'terms'],
  [Array.from({ length: 21 }, (_, n) => `mot${n}`), null, 'terms'],
])('%j is refused', async (terms, replacements, field) => {
  await expect(add(terms, replacements)).rejects.toMatchObject({
    code: 'invalid',
    fields: { [field]: expect.anything() },
  })
})

test('a synonym that is no more is not changed', async () => {
  await expect(removeSynonym(database.db, 'x')).rejects.toMatchObject({ code: 'not_found' })
  await expect(changeSynonym(database.db, 'x', { terms: ['a1', 'b1'], replacements: null })).rejects.toMatchObject({
    code: 'not_found',
  })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, startTestApp, type Person, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
let camille: Person
let alix: Person
let organization: string
beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
  alix = await app.person('Alix Moreau')
  const words = { name: 'Musées nationaux', description: 'Les musées.' }
  organization = (await camille.call('POST', '/api/1/organizations/', words)).json.id
  const settings = { required_tags: ['culture'], recommended_tags: ['musee', 'patrimoine', 'frequentation'] }
  await camille.call('PUT', `/api/1/organizations/${organization}/settings/`, settings)
})
afterAll(() => app.close())

const CSV = 'id_musee;nom;date;entrees\n01;Orsay;2024-02-01;10\n02;Louvre;2025-11-30;20\n'

const draftWith = async (fileName: string, content = CSV, title = fileName) => {
  const body = { title, organization, private: true }
  const { id } = (await camille.call('POST', '/api/1/datasets/?draft=true', body)).json
  await camille.upload(`/api/1/datasets/${id}/upload/`, fileName, content)
  return id as string
}
const suggestionsFor = async (id: string, person = camille) =>
  (await person.call('GET', `/api/1/datasets/${id}/suggestions/`)).json

test('a file suggests a title, the days it covers, a dictionary of its columns and tags of the organization', async () => {
  const id = await draftWith('frequentation_musees_2025.csv')
  const { title, description, temporal_coverage: coverage, tags } = await suggestionsFor(id)
  expect(title).toBe('Frequentation musees 2025')
  expect(coverage).toEqual({ start: '2024-02-01', end: '2025-11-30' })
  expect(description).toContain('## Colonnes de « frequentation-musees-2025.csv »')
  expect(description).toContain('| `date` | date | |')
  expect(tags).toEqual([
    { tag: 'culture', why: 'required' },
    { tag: 'musee', why: 'recommended' },
    { tag: 'frequentation', why: 'recommended' },
  ])
})

test('the other datasets of the producer lend their tags', async () => {
  const about = {
    title: 'Archives',
    description: 'Des archives.',
    tags: ['archives-departementales', 'papier', 'culture'],
  }
  await camille.call('POST', '/api/1/datasets/', { ...about, organization })
  const { tags } = await suggestionsFor(await draftWith('archives_departementales.csv', 'a;b\n1;2\n'))
  expect(tags).toContainEqual({ tag: 'archives-departementales', why: 'used' })
  expect(tags).not.toContainEqual({ tag: 'papier', why: 'used' })
})

test('a name that says nothing suggests no title; a document has neither dictionary nor days', async () => {
  const id = await draftWith('export (3).txt', 'Rien à lire ici, sinon une phrase.', 'x')
  expect(await suggestionsFor(id)).toMatchObject({ title: null, description: null, temporal_coverage: null })
})

test('the same file elsewhere at the producer’s, and nearly the same title anywhere, are said', async () => {
  const first = await draftWith('inventaire.csv', 'cote;objet\nA1;vase\n', 'Inventaire des vases')
  const again = await draftWith('copie.csv', 'cote;objet\nA1;vase\n', 'Tout autre chose')
  expect((await suggestionsFor(again)).alike).toMatchObject([{ id: first, title: 'Inventaire des vases', why: 'file' }])
  const ask = (person: Person, title: string) =>
    person.call('GET', `/api/1/datasets/suggest/alike/?title=${encodeURIComponent(title)}&organization=${organization}`)
  expect((await ask(camille, 'Inventaire des vases 2026')).json).toMatchObject([{ id: first, why: 'title' }])
  expect((await ask(camille, 'Inventaire des tapisseries')).json).toEqual([])
  // A draft isn't there for whoever may not see it.
  expect((await ask(alix, 'Inventaire des vases')).json).toEqual([])
  await camille.call('PUT', `/api/1/datasets/${first}/`, {
    description: 'Des vases.',
    tags: ['culture'],
    private: false,
  })
  for (const person of [alix, camille])
    expect((await ask(person, 'Inventaire des vases')).json).toMatchObject([{ id: first, why: 'title' }])
})

test('only who may edit a dataset reads what its files suggest', async () => {
  const id = await draftWith('musees.csv')
  expect((await alix.call('GET', `/api/1/datasets/${id}/suggestions/`)).status).toBe(404)
  expect((await anonymous(app.url).call('GET', `/api/1/datasets/${id}/suggestions/`)).status).toBe(401)
  expect((await anonymous(app.url).call('GET', '/api/1/datasets/suggest/alike/?title=x')).status).toBe(401)
})

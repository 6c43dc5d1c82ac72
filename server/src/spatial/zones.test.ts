import { expect, test } from 'vitest'
import { findZone, findZones, LEVELS, suggestZones } from './index.ts'

const idsOf = (q: string, size = 10) => suggestZones(q, size).map((zone) => zone.id)

test.each([
  ['country-group:world', 'Monde'],
  ['country-group:ue', 'Union européenne'],
  ['country:fr', 'France'],
  ['country:de', 'Allemagne'],
  ['country-subset:fr:metro', 'France métropolitaine'],
  ['country-subset:fr:drom', 'DROM'],
  ['fr:region:93', "Provence-Alpes-Côte d'Azur"],
  ['fr:departement:2A', 'Corse-du-Sud'],
  ['fr:departement:974', 'La Réunion'],
  ['fr:collectivite:988', 'Nouvelle-Calédonie'],
  ['fr:arrondissement:353', 'Rennes'],
  ['fr:epci:200046977', 'Métropole de Lyon'],
  ['fr:commune:13004', 'Arles'],
  ['fr:commune:75110', 'Paris 10e Arrondissement'],
  ['fr:commune:98818', 'Nouméa'],
])('%s is %s', (id, name) => expect(findZone(id)).toMatchObject({ id, name }))

test.each([
  ['fr:commune:13004@1942-01-01', 'fr:commune:13004'],
  ['fr/commune/13004', 'fr:commune:13004'],
  ['country-subset/fr/metro', 'country-subset:fr:metro'],
  [' country:fr ', 'country:fr'],
])('the older spelling %j is %s', (id, known) => expect(findZone(id)?.id).toBe(known))

test.each([
  '',
  ':',
  'fr',
  'country',
  'country:xx',
  'fr:commune:',
  'fr:commune:99999',
  'fr:iris:1',
  '@2020-01-01',
  '__proto__:x',
])('%j is no zone', (id) => expect(findZone(id)).toBeUndefined())

test('a zone says its level, code and slug', () => {
  expect(findZone('fr:departement:13')).toEqual({
    id: 'fr:departement:13',
    level: 'fr:departement',
    code: '13',
    name: 'Bouches-du-Rhône',
    slug: 'bouches-du-rhone',
  })
})

test('several zones are found by the ids they were asked by; unknown ones are absent', () => {
  const zones = findZones(['fr/commune/13004', 'country:xx', 'country:fr'])
  expect([...zones].map(([asked, zone]) => [asked, zone.name])).toEqual([
    ['fr/commune/13004', 'Arles'],
    ['country:fr', 'France'],
  ])
})

test('a former commune is found by its id, never proposed', () => {
  expect(findZone('fr:commune:01033')?.name).toBe('Valserhône')
  const former = findZone('fr:commune:01091')
  expect(former?.name).toBe('Châtillon-en-Michaille')
  expect(idsOf('chatillon-en-michaille')).toEqual([])
})

test('larger zones come first, then closer names, then shorter ones', () => {
  expect(idsOf('paris', 2)).toEqual(['fr:departement:75', 'fr:arrondissement:751'])
  expect(idsOf('france', 3)).toEqual(['country:fr', 'country-subset:fr:metro', 'fr:region:11'])
  const communes = suggestZones('arles', 50).filter((zone) => zone.level === 'fr:commune')
  expect(communes.slice(0, 2).map((zone) => zone.name)).toEqual(['Arles', 'Arles-sur-Tech'])
})

test('accents, case and apostrophes don’t matter', () => {
  expect(idsOf('SAINT ETIENNE')).toEqual(idsOf('saint-étienne'))
  expect(idsOf("l'abergement-clem")).toEqual(['fr:commune:01001'])
  expect(idsOf('Nîmes', 100)).toContain('fr:commune:30189')
})

test('a code or an id will do', () => {
  expect(idsOf('2a')[0]).toBe('fr:departement:2A')
  expect(idsOf('13004')).toContain('fr:commune:13004')
  expect(idsOf('fr:commune:1300', 100)).toContain('fr:commune:13004')
  expect(idsOf('fr:commune:', 3)).toHaveLength(3)
  expect(idsOf('country:fr')).toEqual(['country:fr'])
})

test('nothing is proposed for nothing', () => {
  for (const q of ['', '  ', '***', 'zzzzzz']) expect(idsOf(q)).toEqual([])
})

test('a suggestion takes less than 20 ms', () => {
  for (const q of ['zzz', 'a', 'lyon', 'commune', 'fr:', '13']) {
    const started = performance.now()
    for (let i = 0; i < 5; i++) suggestZones(q, 10)
    expect((performance.now() - started) / 5).toBeLessThan(20)
  }
})

test('every level has its own rank', () => {
  expect(new Set(LEVELS.map((level) => level.rank)).size).toBe(LEVELS.length)
})

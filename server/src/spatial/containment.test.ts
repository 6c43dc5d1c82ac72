import { describe, expect, test } from 'vitest'
import { departementOfCommune, isInZone, type FrenchPlace } from './containment.ts'

const place = (id: string): FrenchPlace => {
  const [, level, code] = /^(fr:\w+):(\w+)$/.exec(id) ?? []
  return { level: level as FrenchPlace['level'], code: code ?? '' }
}

describe('whether a place is in a zone', () => {
  test.each([
    ['fr:commune:06088', 'country:fr'],
    ['fr:commune:97105', 'country:fr'],
    ['fr:commune:06088', 'country-group:ue'],
    ['fr:commune:06088', 'country-subset:fr:metro'],
    ['fr:departement:974', 'country-subset:fr:drom'],
    ['fr:region:04', 'country-subset:fr:dromcom'],
    ['fr:commune:2A004', 'fr:region:94'],
    ['fr:commune:97411', 'fr:departement:974'],
    ['fr:departement:06', 'fr:region:93'],
    ['fr:commune:75118', 'fr:commune:75056'],
    ['fr:commune:13055', 'fr:commune:13055'],
  ])('%s is in %s', (inner, outer) => expect(isInZone(place(inner), outer)).toBe(true))

  test.each([
    ['fr:commune:06088', 'country:be'],
    ['fr:commune:97105', 'country-subset:fr:metro'],
    ['fr:commune:06088', 'fr:region:11'],
    ['fr:departement:06', 'fr:departement:83'],
    ['fr:commune:06029', 'fr:commune:06088'],
    ['fr:region:93', 'fr:region:11'],
  ])('%s is not in %s', (inner, outer) => expect(isInZone(place(inner), outer)).toBe(false))

  test.each([
    // Smaller than the place, unknown, or of limits that nobody here knows.
    ['fr:region:93', 'fr:departement:06'],
    ['fr:departement:06', 'fr:commune:06088'],
    ['fr:commune:06088', 'fr:epci:200030195'],
    ['fr:commune:06088', 'fr:iris:060880101'],
    ['fr:commune:06088', 'nowhere'],
    ['fr:commune:99999', 'fr:region:93'],
  ])('nobody can say it of %s and %s', (inner, outer) => expect(isInZone(place(inner), outer)).toBeNull())
})

test('the department of a commune', () => {
  expect(['06088', '2A004', '97411', '98818'].map(departementOfCommune)).toEqual(['06', '2A', '974', '988'])
})

import { expect, test } from 'vitest'
import { endOf, stateOf } from './expiry.rules.ts'

const NOW = Date.parse('2026-11-28T12:00:00Z')

test('a key ends after so many days, at the end of a day, or never', () => {
  expect(endOf('in30', '', NOW)).toBe('2026-12-28T12:00:00.000Z')
  expect(endOf('inYear', '', NOW)).toBe('2027-11-28T12:00:00.000Z')
  expect(endOf('never', '2027-01-31', NOW)).toBeNull()
  expect(endOf('onDate', '2027-01-31', NOW)).toBe(new Date('2027-01-31T23:59:59').toISOString())
})

test('a date that is past, or none, is no end', () => {
  expect(endOf('onDate', '2026-11-27', NOW)).toBeUndefined()
  expect(endOf('onDate', '', NOW)).toBeUndefined()
  expect(endOf('onDate', '2026-11-28', NOW)).toBeDefined()
})

test('the last month is said', () => {
  expect(stateOf(null, NOW)).toBe('endless')
  expect(stateOf('2027-02-01T00:00:00Z', NOW)).toBe('good')
  expect(stateOf('2026-12-20T00:00:00Z', NOW)).toBe('soon')
  expect(stateOf('2026-11-28T11:00:00Z', NOW)).toBe('over')
})

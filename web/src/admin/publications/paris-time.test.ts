import { expect, test } from 'vitest'
import { inParis, parisMoment, tomorrow } from './paris-time.ts'

test('an hour of Paris has the offset of its season', () => {
  expect(parisMoment('2026-11-30', '08:00')).toBe('2026-11-30T08:00:00+01:00')
  expect(parisMoment('2026-07-14', '08:00')).toBe('2026-07-14T08:00:00+02:00')
})

test('an hour that comes twice is the first, one that is skipped is after the jump', () => {
  expect(parisMoment('2026-10-25', '02:30')).toBe('2026-10-25T02:30:00+02:00')
  const skipped = parisMoment('2026-03-29', '02:30') ?? ''
  expect(inParis(skipped)).toEqual({ day: '2026-03-29', hour: '03:30' })
})

test('what isn’t whole is no moment', () => {
  expect([parisMoment('', '08:00'), parisMoment('2026-11-30', '')]).toEqual([null, null])
})

test('tomorrow is Paris’s, late in the evening too', () => {
  expect(tomorrow(Date.parse('2026-11-28T23:30:00Z'))).toEqual({ day: '2026-11-30', hour: '08:00' })
})

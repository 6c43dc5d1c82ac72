import { expect, test } from 'vitest'
import {
  formatAgo,
  formatComing,
  formatCoverage,
  formatDate,
  formatDateTime,
  formatNumber,
  formatSize,
} from './format.ts'

const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ')

test.each([
  [0, '0 octet'],
  [1, '1 octet'],
  [999, '999 octets'],
  [1_000, '1 ko'],
  [3_440_000, '3,4 Mo'],
  [999_900, '1 Mo'],
  [52_000_000, '52 Mo'],
  [2_000_000_000, '2 Go'],
])('%i bytes are written %j', (bytes, text) => expect(plain(formatSize(bytes))).toBe(text))

test('numbers and dates are French', () => {
  expect(plain(formatNumber(12_500))).toBe('12 500')
  expect(formatDate('2026-03-14')).toBe('14 mars 2026')
  expect(formatDate('2026-05-01')).toBe('1er mai 2026')
  // Midnight UTC is already the next day's first hours in Paris, and evening dates too.
  expect(formatDate('2026-03-13T23:30:00.000Z')).toBe('14 mars 2026')
  expect(formatDateTime('2026-05-01T07:05:00.000Z')).toBe('1er mai 2026 à 09:05')
})

test.each([
  ['2024-01-01', null, 'depuis le 1er janvier 2024'],
  ['2024-01-01', '2025-12-31', '2024 à 2025'],
  ['2025-01-01', '2025-12-31', '2025'],
  ['2024-03-01', '2025-12-31', 'du 1er mars 2024 au 31 décembre 2025'],
])('the period from %s to %s is %j', (start, end, text) => expect(formatCoverage({ start, end })).toBe(text))

test.each([
  [10_000, 'à l’instant'],
  [61_000, 'il y a 1 minute'],
  [3 * 3_600_000, 'il y a 3 heures'],
  [86_400_000, 'hier'],
  [3 * 86_400_000, 'il y a 3 jours'],
  [70 * 86_400_000, 'il y a 2 mois'],
  [45 * 86_400_000, 'il y a 1 mois'],
  // A year and eleven months is never « l’année dernière ».
  [700 * 86_400_000, 'il y a 1 an'],
  [800 * 86_400_000, 'il y a 2 ans'],
])('%i ms ago is %j', (ms, text) => {
  const now = Date.parse('2026-11-23T12:00:00Z')
  expect(plain(formatAgo(new Date(now - ms).toISOString(), now))).toBe(text)
})

test('yesterday is a day of the calendar in Paris, not a count of hours', () => {
  // 00:30 in Paris on the 24th: 25 hours before is still the 22nd.
  const now = Date.parse('2026-11-23T23:30:00Z')
  expect(formatAgo('2026-11-22T22:20:00Z', now)).toBe('avant-hier')
  expect(formatAgo('2026-11-22T23:20:00Z', now)).toBe('hier')
})

test.each([
  ['2026-03-14T13:30:00Z', 'aujourd’hui à 14:30'],
  ['2026-03-15T01:30:00Z', 'demain à 02:30'],
  ['2026-03-16T01:30:00Z', 'lundi 16 mars à 02:30'],
  ['2026-03-14T08:00:00Z', 'dans un instant'],
])('what comes at %s is said: %s', (iso, words) => {
  expect(formatComing(iso, Date.parse('2026-03-14T09:00:00Z'))).toBe(words)
})

test('the first of a month to come is its first too', () => {
  const now = Date.parse('2026-11-24T12:00:00Z')
  expect(formatComing('2026-12-01T01:30:00Z', now)).toBe('mardi 1er décembre à 02:30')
})

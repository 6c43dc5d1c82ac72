import { expect, test } from 'vitest'
import { isDownload, isVisit } from './counted.rules.ts'
import { rangeOf, filled, parisDay } from './periods.rules.ts'

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const asked = (headers: Record<string, string> = {}, method = 'GET') => ({
  method,
  headers: { 'user-agent': FIREFOX, ...headers },
})

test.each([
  ['a browser', asked(), true],
  [
    'a robot',
    asked({ 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }),
    false,
  ],
  ['a preview in a chat', asked({ 'user-agent': 'Slackbot-LinkExpanding 1.0' }), false],
  ['a browser without a head', asked({ 'user-agent': FIREFOX.replace('Firefox', 'HeadlessChrome') }), false],
  ['a program', asked({ 'user-agent': 'curl/8.5.0' }), false],
  ['nobody', asked({ 'user-agent': '' }), false],
  ['a page fetched ahead', asked({ 'sec-purpose': 'prefetch;prerender' }), false],
  ['the same, said otherwise', asked({ purpose: 'prefetch' }), false],
  ['its headers alone', asked({}, 'HEAD'), false],
  ['a reader who comes back', asked({ 'if-none-match': '"abc"' }), true],
  ['the abbot of Cluny', asked({ 'user-agent': `${FIREFOX} Abbott/1` }), true],
])('a visit: %s', (_, request, counts) => {
  expect(isVisit(request)).toBe(counts)
})

test.each([
  ['a browser', asked(), true],
  ['a script', asked({ 'user-agent': 'python-requests/2.32' }), true],
  ['a program that says nothing', { method: 'GET', headers: {} }, true],
  ['a crawler', asked({ 'user-agent': 'udata-hydra/1.0' }), false],
  ['ahead of time', asked({ 'x-moz': 'prefetch' }), false],
  ['its headers alone', asked({}, 'HEAD'), false],
])('a download: %s', (_, request, counts) => {
  expect(isDownload(request)).toBe(counts)
})

const NOW = new Date('2026-11-28T23:30:00Z')

test('days are those of Paris', () => {
  expect(parisDay(NOW)).toBe('2026-11-29')
  expect(parisDay(new Date('2026-07-31T22:30:00Z'))).toBe('2026-08-01')
})

test('a year of months or a month of days, unless somebody says otherwise', () => {
  expect(rangeOf({}, NOW)).toEqual({ from: '2025-12-01', to: '2026-11-29', by: 'month' })
  expect(rangeOf({ by: 'day' }, NOW)).toEqual({ from: '2026-10-31', to: '2026-11-29', by: 'day' })
  expect(rangeOf({ from: '2024-02', to: '2024-02' }, NOW)).toEqual({
    from: '2024-02-01',
    to: '2024-02-29',
    by: 'month',
  })
})

test('every period is there, with nothing where nothing was counted', () => {
  const counted = [{ period: '2026-02', views: 3, downloads: 1 }]
  const range = rangeOf({ from: '2025-12-15', to: '2026-02-02' }, NOW)
  expect(filled(range, counted)).toEqual([
    { period: '2025-12', views: 0, downloads: 0 },
    { period: '2026-01', views: 0, downloads: 0 },
    { period: '2026-02', views: 3, downloads: 1 },
  ])
  expect(filled(rangeOf({ by: 'day', from: '2024-02-28', to: '2024-03-01' }, NOW), [])).toHaveLength(3)
})

test.each([
  { from: 'hier' },
  { from: '2026-02-31' },
  { to: '2026-13' },
  { from: '2026-12-01', to: '2026-11-01' },
  { by: 'day' as const, from: '2020-01-01' },
  { from: '1800-01-01' },
])('refused: %j', (range) => {
  expect(() => rangeOf(range, NOW)).toThrow()
})

import { expect, test } from 'vitest'
import { availabilityOf, isChanged, modificationByChecksum, modificationByHeaders } from './changes.rules.ts'
import { copiedNameOf } from './copied-name.rules.ts'
import { extrasOfCheck } from './extras.rules.ts'
import type { LinkAnswer, LinkCheck } from './model.ts'
import { BUSY_CHECKS, nextCheckAfter, restUntil } from './schedule.rules.ts'

const NOW = new Date('2026-03-10T12:00:00Z')
const hoursAfter = (hours: number, from = NOW) => new Date(from.getTime() + hours * 3_600_000)

const answerOf = (change: Partial<LinkAnswer> = {}): LinkAnswer => ({
  status: 200,
  headers: {},
  timeout: false,
  responseTime: 0.1,
  error: null,
  reason: null,
  ...change,
})
const checkOf = (change: Partial<LinkCheck> = {}): LinkCheck => ({
  ...answerOf(),
  id: 7,
  resourceId: 'r',
  url: 'https://fichiers.example/a.csv',
  domain: 'fichiers.example',
  createdAt: hoursAfter(-12),
  cors: null,
  content: { checksum: 'abc', filesize: 3, mimeType: 'text/csv', error: null },
  lastModifiedAt: null,
  detection: null,
  nextCheckAt: NOW,
  ...change,
})

const steady = { available: true, changed: false }
test.each([
  ['the first check', { ...steady, previousAt: null }, 12],
  ['a change', { ...steady, changed: true, previousAt: hoursAfter(-700) }, 12],
  ['twelve hours without change', { ...steady, previousAt: hoursAfter(-12) }, 12],
  ['a little more than twelve', { ...steady, previousAt: hoursAfter(-12.1) }, 24],
  ['a day', { ...steady, previousAt: hoursAfter(-24.1) }, 168],
  ['a week', { ...steady, previousAt: hoursAfter(-168.1) }, 720],
  ['months', { ...steady, previousAt: hoursAfter(-2_000) }, 720],
  ['weeks without an answer', { available: false, changed: false, previousAt: hoursAfter(-500) }, 24],
])('after %s, the next check comes in time', (_, outcome, hours) => {
  expect(nextCheckAfter(NOW, answerOf(), outcome)).toEqual(hoursAfter(hours))
})

test.each([
  ['429 alone', { status: 429 }, 24],
  ['429 and two hours', { status: 429, headers: { 'retry-after': '7200' } }, 2],
  ['503 and a date', { status: 503, headers: { 'retry-after': 'Tue, 10 Mar 2026 15:00:00 GMT' } }, 3],
  ['429 and a year', { status: 429, headers: { 'retry-after': '31536000' } }, 24],
  ['429 and the past', { status: 429, headers: { 'retry-after': 'Tue, 10 Mar 2020 15:00:00 GMT' } }, 1 / 60],
  ['429 and nonsense', { status: 429, headers: { 'retry-after': 'bientôt' } }, 24],
  ['200 and an hour', { status: 200, headers: { 'retry-after': '3600' } }, 12],
])('a site that says %s is waited for', (_, answer, hours) => {
  expect(nextCheckAfter(NOW, answerOf(answer), { ...steady, previousAt: null })).toEqual(hoursAfter(hours))
})

const last = (headers: Record<string, string>, status = 200, at = hoursAfter(-0.01)) => ({
  recentChecks: 1,
  last: { at, status, headers },
})
test.each([
  ['was asked a lot', { recentChecks: BUSY_CHECKS, last: null }, true],
  ['was asked a little less', { recentChecks: BUSY_CHECKS - 1, last: null }, false],
  ['is new', { recentChecks: 0, last: null }, false],
  ['said 429', last({}, 429), true],
  ['said 429 two days ago', last({}, 429, hoursAfter(-48)), false],
  ['said 429 for ten seconds, long ago', last({ 'retry-after': '10' }, 429, hoursAfter(-1)), false],
  ['has nothing left', last({ 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '0' }), true],
  ['has a little left', last({ 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '9' }), true],
  ['has enough left', last({ 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '50' }), false],
  ['has no limit', last({ 'x-ratelimit-limit': '-1', 'x-ratelimit-remaining': '0' }), false],
  ['says it badly', last({ 'x-ratelimit-limit': 'many', 'x-ratelimit-remaining': '0' }), false],
])('a site that %s rests: %s', (_, facts, rests) => {
  expect(restUntil(facts, NOW) !== null).toBe(rests)
})

test.each([
  [200, true],
  [302, true],
  [399, true],
  [404, false],
  [500, false],
  [null, false],
  [429, null],
])('a status of %s is available: %s', (status, available) => {
  expect(availabilityOf(status)).toBe(available)
})

test('a check is a change when what people meet is another', () => {
  const same = checkOf({ headers: { 'content-type': 'text/csv; charset=utf-8', 'content-length': '3', date: 'a' } })
  const now = (change: object) => ({ ...same, ...change })
  expect(isChanged(undefined, same)).toBe(true)
  expect(isChanged(same, now({ headers: { ...same.headers, 'content-type': 'text/csv', date: 'b' } }))).toBe(false)
  for (const change of [
    { status: 404 },
    { timeout: true },
    { headers: { ...same.headers, 'content-length': '4' } },
    { headers: { ...same.headers, 'content-type': 'application/json' } },
    { cors: { status: 204 } },
  ])
    expect(isChanged(same, now(change))).toBe(true)
})

const MONDAY = 'Mon, 09 Mar 2026 08:00:00 GMT'
const known = { lastModifiedAt: new Date('2026-01-01T00:00:00Z') }
const length = (value: string) => ({ headers: { 'content-length': value } })
test.each([
  ['a first Last-Modified', undefined, { headers: { 'last-modified': MONDAY } }, 'changed', 'last-modified-header'],
  [
    'the same Last-Modified',
    { headers: { 'last-modified': MONDAY } },
    { headers: { 'last-modified': MONDAY } },
    'unchanged',
    'last-modified-header',
  ],
  [
    'another Last-Modified',
    { headers: { 'last-modified': 'Sun, 08 Mar 2026 08:00:00 GMT' } },
    { headers: { 'last-modified': MONDAY } },
    'changed',
    'last-modified-header',
  ],
  ['one of tomorrow', undefined, { headers: { 'last-modified': 'Fri, 13 Mar 2026 08:00:00 GMT' } }, 'unknown', null],
  ['one that is no date', undefined, { headers: { 'last-modified': 'hier' } }, 'unknown', null],
  ['a first length', undefined, length('3'), 'unknown', null],
  ['another length', length('3'), length('4'), 'changed', 'content-length-header'],
  ['the same length, a date known', { ...length('3'), ...known }, length('3'), 'unchanged', 'previous-check-detection'],
  ['the same length, no date known', length('3'), length('3'), 'unknown', null],
  ['nothing said', checkOf(), {}, 'unknown', null],
])('by headers, %s', (_, before, now, outcome, detection) => {
  const previous = before && checkOf(before)
  expect(modificationByHeaders(previous, answerOf(now), null, NOW)).toMatchObject({ outcome, detection })
})

test('the date of a harvest wins, but for the first check and for the future', () => {
  const harvested = new Date('2026-02-01T00:00:00Z')
  const by = (previous: LinkCheck | undefined, date: Date) => modificationByHeaders(previous, answerOf(), date, NOW)
  expect(by(checkOf({ lastModifiedAt: harvested }), harvested).outcome).toBe('unchanged')
  expect(by(checkOf(known), harvested)).toEqual({
    outcome: 'changed',
    at: harvested,
    detection: 'harvest-resource-metadata',
  })
  expect(by(undefined, harvested).outcome).toBe('unknown')
  expect(by(checkOf(), hoursAfter(1)).outcome).toBe('unknown')
})

test('by checksum', () => {
  expect(modificationByChecksum(undefined, 'abc', NOW).outcome).toBe('unknown')
  expect(modificationByChecksum(checkOf(), null, NOW).outcome).toBe('unknown')
  expect(modificationByChecksum(checkOf(), 'abc', NOW).outcome).toBe('unknown')
  expect(modificationByChecksum(checkOf(known), 'abc', NOW)).toMatchObject({
    outcome: 'unchanged',
    ...{ at: known.lastModifiedAt },
  })
  expect(modificationByChecksum(checkOf(known), 'def', NOW)).toEqual({
    outcome: 'changed',
    at: NOW,
    detection: 'computed-checksum',
  })
})

test('every key of a category is said, so that what an earlier check said goes', () => {
  const extras = extrasOfCheck(checkOf({ status: null, timeout: true, error: 'late' }), NOW, false)
  expect(extras).toEqual({
    'check:id': 7,
    'check:date': '2026-03-10T00:00:00+00:00',
    'check:available': false,
    'check:status': null,
    'check:timeout': true,
    'check:error': 'late',
    'check:headers:content-type': null,
    'check:headers:content-length': null,
    'cimaise:link:unavailable_since': '2026-03-10T12:00:00+00:00',
  })
  const looked = extrasOfCheck(checkOf({ cors: { status: 204, 'allow-origin': '*' } }), null, true)
  expect(Object.keys(looked).filter((key) => /^(analysis|check:cors)/.test(key))).toEqual([
    ...['status', 'error', 'allow-origin', 'allow-methods', 'allow-headers', 'expose-headers', 'max-age'].map(
      (key) => `check:cors:${key}`,
    ),
    'check:cors:allow-credentials',
    ...[
      'check_id',
      'content-length',
      'mime-type',
      'checksum',
      'error',
      'last-modified-at',
      'last-modified-detection',
    ].map((key) => `analysis:${key}`),
  ])
})

const isKnown = (name: string) => /\.(csv|zip)$/i.test(name)
test.each([
  [{ url: 'https://a.example/d/Mus%C3%A9es.csv?x=1' }, 'Musées.csv'],
  [{ url: 'https://a.example/export', disposition: 'attachment; filename="musees.csv"' }, 'musees.csv'],
  [
    { url: 'https://a.example/e', disposition: "attachment; filename=a.csv; filename*=UTF-8''mus%C3%A9es.csv" },
    'musées.csv',
  ],
  [{ url: 'https://a.example/e', disposition: 'attachment; filename=musees.csv' }, 'musees.csv'],
  [{ url: 'https://a.example/e', disposition: 'attachment; filename="mus\u00c3\u00a9es.csv"' }, 'musées.csv'],
  [{ url: 'https://a.example/e', disposition: 'attachment; filename="mus\u00e9es.csv"' }, 'musées.csv'],
  [{ url: 'https://a.example/a.csv', disposition: 'inline' }, 'a.csv'],
  [{ url: 'https://a.example/a.csv', disposition: 'attachment; filename="../../etc/passwd"' }, 'a.csv'],
  [{ url: 'https://a.example/e', disposition: 'attachment; filename="..\\\\..\\\\a.csv"' }, 'a.csv'],
  [{ url: 'https://a.example/e', disposition: "attachment; filename*=UTF-8''a%E2%80%AEcsv.zip" }, 'acsv.zip'],
  [{ url: 'https://a.example/export' }, 'export.csv'],
  [{ url: 'https://a.example/' }, 'fichier.csv'],
  [{ url: 'https://a.example/%E0%A4%A.csv' }, '%E0%A4%A.csv'],
])('%j is called %s', (from, name) => {
  expect(copiedNameOf({ disposition: undefined, ...from }, isKnown, 'csv')).toBe(name)
})

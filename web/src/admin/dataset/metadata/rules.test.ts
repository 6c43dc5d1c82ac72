import type { Dataset } from '@cimaise/client'
import { expect, test } from 'vitest'
import { kebab } from '../../words.ts'
import { changedNames, changesOf, errorsOf, formOf, isSame, warningsOf } from '../metadata.rules.ts'
import { dayMeant, dayShown } from './day.rules.ts'
import { edited } from './markdown.rules.ts'
import { mergeForms, withFields } from './merge.rules.ts'
import { scoreOf } from './score.rules.ts'

const dataset = {
  title: 'Musées',
  acronym: null,
  description: '',
  description_short: null,
  tags: ['culture'],
  frequency: 'unknown',
  license: 'notspecified',
  temporal_coverage: { start: '2024-01-01', end: null },
  spatial: null,
  contact_points: [],
  access_type: 'open',
  access_audiences: [],
  authorization_request_url: null,
  access_type_reason_category: null,
  access_type_reason: null,
  quality: { has_open_format: true, update_fulfilled_in_time: true },
} as unknown as Dataset

test('only what changed is sent', () => {
  const before = formOf(dataset)
  expect(changesOf(before, before)).toEqual({})
  const coverage = { start: '2024-01-01', end: '2024-12-31' }
  const spatial = { zones: ['country:fr'], granularity: '' }
  const after = { ...before, title: 'Festivals', license: '', tags: [], temporal_coverage: coverage, spatial }
  expect(changesOf(after, before)).toEqual({
    ...{ title: 'Festivals', license: null, tags: [], temporal_coverage: coverage },
    spatial: { zones: ['country:fr'], granularity: null },
  })
})

test('a draft may lack its description, a public dataset may not', () => {
  const form = formOf(dataset)
  expect(errorsOf(form, true)).toEqual({})
  expect(Object.keys(errorsOf(form, false))).toEqual(['description'])
  expect(errorsOf({ ...form, description_short: 'x'.repeat(201) }, true)).toHaveProperty('description_short')
  for (const wrong of [
    { start: '2024-01-01', end: '2023-01-01' },
    { start: '', end: '2023-01-01' },
    { start: 'demain', end: '' },
    { start: '2024-02-30', end: '' },
  ])
    expect(errorsOf({ ...form, temporal_coverage: wrong }, true)).toHaveProperty('temporal_coverage')
})

test('what is missing is said without forbidding anything', () => {
  const fields = warningsOf(formOf(dataset), ['culture', 'musees']).map(({ field }) => field)
  expect(fields).toEqual([
    ...['title', 'description_short', 'description', 'tags', 'frequency', 'license', 'contact_points', 'spatial'],
  ])
})

test.each([
  ['2024', 'start', '2024-01-01'],
  ['2024', 'end', '2024-12-31'],
  ['02/2024', 'end', '2024-02-29'],
  ['14/3/2024', 'start', '2024-03-14'],
  ['2024-03-14', 'end', '2024-03-14'],
  ['30/02/2024', 'start', '30/02/2024'],
  ['bientôt', 'start', 'bientôt'],
] as const)('%s as a %s is %s', (typed, edge, day) => {
  expect(dayMeant(typed, edge)).toBe(day)
})

test('a day is shown as it is said', () => {
  expect(dayShown('2024-03-14')).toBe('14/03/2024')
  expect(dayShown('demain')).toBe('demain')
})

test('fields that only one changed merge; those that both changed are disputed, unless alike', () => {
  const before = formOf(dataset)
  const mine = { ...before, title: 'La mienne', acronym: 'M', tags: ['a'] }
  const theirs = { ...before, title: 'La sienne', tags: ['a'], frequency: 'annual' }
  const merged = mergeForms(before, mine, theirs)
  expect(merged.taken).toEqual(['frequency'])
  expect(merged.conflicts).toEqual([{ field: 'title', mine: 'La mienne', theirs: 'La sienne' }])
  expect(merged.form).toEqual({ ...mine, frequency: 'annual' })
})

test('a draft comes back whatever the order of its keys; what doesn’t fit the form is let go', () => {
  const form = formOf(dataset)
  const kept = { title: 'Festivals', temporal_coverage: { end: '', start: '2024-01-01' }, tags: 'x', autre: 1 }
  const typed = withFields(form, kept)
  expect(changedNames(typed, form)).toEqual(['title'])
  expect(isSame({ a: 1, b: [1] }, { b: [1], a: 1 })).toBe(true)
})

test('the score moves as one types, as the server will judge', () => {
  const form = formOf(dataset)
  expect(scoreOf(dataset, form).points).toBe(3)
  const better = { ...form, description: 'x'.repeat(101), license: 'lov2', frequency: 'annual' }
  const { points, criteria } = scoreOf(dataset, better)
  expect(points).toBe(5)
  expect(criteria.find(({ pending }) => pending)?.id).toBe('update_fulfilled_in_time')
})

test('keywords are written in lower case, without accents, joined', () => {
  expect(kebab('Musées de France')).toBe('musees-de-france')
  expect(kebab(' Œuvres d’art ! ')).toBe('oeuvres-d-art')
})

test('marks go around what is selected, and go away', () => {
  expect(edited('bold', 'un mot', 3, 6, '')).toEqual({ text: 'un **mot**', start: 5, end: 8 })
  expect(edited('bold', 'un **mot**', 5, 8, '').text).toBe('un mot')
  expect(edited('list', 'a\nb', 0, 3, '').text).toBe('- a\n- b')
  expect(edited('list', '- a\n- b', 0, 7, '').text).toBe('a\nb')
  expect(edited('link', 'voir ici', 5, 8, 'x').text).toBe('voir [ici](https://)')
})

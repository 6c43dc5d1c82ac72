import type { Feeding, Resource } from '@cimaise/client'
import { expect, test } from 'vitest'
import { feedingQuestion, nameQuestion, stemOf } from './arrival.rules.ts'

const file = (id: string, name: string, title = name): Resource =>
  ({ id, title, filetype: 'file', url: `https://x/files/${id}/1/${encodeURIComponent(name)}` }) as Resource
const museums = file('m', 'liste_musees_2025.csv', 'Liste des musées')
const festivals = file('f', 'festivals.csv', 'Festivals')

test.each([
  ['liste_musees_2025.csv', 'liste musees'],
  ['Liste-Musées-2026-01-31.csv', 'liste musees'],
  ['liste_musees_20260131 (1).csv', 'liste musees'],
  ['31-12-2025 liste musees v2.csv', 'liste musees'],
  ['2026.csv', ''],
])('%s is about « %s »', (name, stem) => expect(stemOf(name)).toBe(stem))

test('next year’s file is offered the place of this year’s', () => {
  expect(nameQuestion('liste_musees_2026.csv', null, [festivals, museums])).toEqual({
    ...{ kind: 'twin', twin: { id: 'm', title: 'Liste des musées' } },
  })
  expect(nameQuestion('Festivals (1).csv', null, [festivals, museums])).toMatchObject({ kind: 'twin' })
})

test('nothing is asked of another subject, another format, a name of digits, or a link', () => {
  const link = { id: 'l', title: 'orgues.csv', filetype: 'remote', url: 'https://y/orgues.csv' } as Resource
  for (const name of ['orgues.csv', 'liste_musees_2026.pdf', '2026.csv', 'musees_fermes.csv'])
    expect(nameQuestion(name, null, [festivals, museums, link])).toBeNull()
})

test('a file a year: the next one is added, the same one replaces', () => {
  const series = [2023, 2024, 2025].map((year) => file(String(year), `budget_${year}.csv`))
  expect(nameQuestion('budget_2026.csv', null, series)).toBeNull()
  expect(nameQuestion('budget-2024 (1).csv', null, series)).toMatchObject({ twin: { id: '2024' } })
})

test('on a row, a file named like another row’s says so; one named like this one, or like none, doesn’t', () => {
  expect(nameQuestion('festivals_2026.csv', museums, [festivals, museums])).toEqual({
    ...{ kind: 'other', other: { id: 'f', title: 'Festivals' } },
  })
  expect(nameQuestion('liste_musees_2026.csv', museums, [festivals, museums])).toBeNull()
  expect(nameQuestion('export.csv', museums, [festivals, museums])).toBeNull()
})

test('a file that a flow feeds isn’t replaced by hand without a word', () => {
  expect(feedingQuestion(undefined)).toBeNull()
  const feeding = { flow: { name: 'Nuit', slug: 'nuit' }, next_run_at: '2026-01-01T01:30:00Z' } as Feeding
  expect(feedingQuestion(feeding)).toMatchObject({ kind: 'fed', nextRunAt: '2026-01-01T01:30:00Z' })
})

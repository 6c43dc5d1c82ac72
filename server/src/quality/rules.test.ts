import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { startInspecting } from '../analysis/testing/inspect-bytes.ts'
import { checkDataset } from './check-dataset.rules.ts'
import { CONSISTENCY_RULES, METADATA_RULES, PLACED_FILE_RULES } from './rules.ts'
import { DATASET, examined, fileOf, withFile } from './testing/examined.ts'
import { inspect, inspectWith, museums, oldest, range, WIDE, type Case } from './testing/make.ts'
import { RIGHT } from './testing/right.ts'
import { WRONG } from './testing/wrong.ts'

let kit: Awaited<ReturnType<typeof startInspecting>>
beforeAll(async () => {
  kit = await startInspecting()
  inspectWith(kit.inspect)
})
afterAll(() => kit.stop())

const said = async (make: Case[2]) => checkDataset(await make())

describe.each(WRONG)('%s: %s', (rule, _, make, severity) => {
  it('is told', async () => {
    const found = (await said(make)).filter((finding) => finding.rule === rule)
    expect(found).not.toEqual([])
    if (severity) expect(found[0]?.severity).toBe(severity)
    for (const { message } of found)
      for (const text of [message.fr, message.en]) expect(text).not.toMatch(/undefined|NaN|\bnull\b|\[object/)
  })
})

describe.each(RIGHT)('%s: %s', (rule, _, make) => {
  it('says nothing', async () => {
    expect((await said(make)).filter((finding) => finding.rule === rule)).toEqual([])
  })
})

test('every rule was tried with what is wrong and with what is right', () => {
  const all = [...METADATA_RULES, ...CONSISTENCY_RULES, ...PLACED_FILE_RULES].map(({ id }) => id)
  expect(new Set(all).size).toBe(all.length)
  for (const cases of [WRONG, RIGHT]) {
    const tried = new Set(cases.map(([rule]) => rule))
    expect(all.filter((id) => !tried.has(id))).toEqual([])
  }
})

test('a dataset in order has nothing said of it', async () => {
  const inOrder = await museums([2022, 2023, 2024], { temporalCoverage: { start: '2022-01-01', end: '2024-12-31' } })
  expect(checkDataset(inOrder)).toEqual([])
})

describe('fixes are whole values of udata’s fields', () => {
  const fixOf = async (make: Case[2], rule: string) => (await said(make)).find((finding) => finding.rule === rule)?.fix

  test('the coverage that the data have', async () => {
    expect(await fixOf(() => museums([2019, 2020]), 'temporal-coverage-missing')).toEqual({
      ...{ action: 'edit_metadata', on: 'dataset' },
      changes: { temporal_coverage: { start: '2019-01-01', end: '2020-12-31' } },
    })
  })

  test('the frequency of the history', async () => {
    const monthly = () => examined({ files: [fileOf({ publishedAt: range(6).map((n) => oldest(30 * n)) })] })
    expect(await fixOf(monthly, 'frequency-vs-history')).toMatchObject({ changes: { frequency: 'monthly' } })
  })

  test('a rhythm of every day is said without a number', async () => {
    const daily = () => examined({ files: [fileOf({ publishedAt: range(6).map(oldest) })] })
    const found = (await said(daily)).find(({ rule }) => rule === 'frequency-vs-history')
    expect(found?.message.fr).toContain('tous les jours :')
    expect(found?.message.en).toContain('every day:')
  })

  test('tags of the list, in the place of those near them', async () => {
    const plural = () => examined({ dataset: { tags: ['culture', 'musees'] } })
    expect(await fixOf(plural, 'tags-recommended')).toMatchObject({ changes: { tags: ['culture', 'musee'] } })
  })

  test('a dictionary after the description, of which nothing is lost', async () => {
    const fix = await fixOf(async () => withFile(await inspect(WIDE)), 'no-data-dictionary')
    const text = fix?.action === 'edit_metadata' ? String(fix.changes.description) : ''
    expect(text.startsWith(DATASET.description)).toBe(true)
    expect(text).toContain('| code_insee | texte | |')
    expect(text).not.toContain('Louvre')
  })

  test('a telling file name, with the year of the data', async () => {
    const export2 = () => museums([2025], { title: 'Liste des musées de France' }, { fileName: 'Export (2).csv' })
    expect(await fixOf(export2, 'file-name-without-year')).toEqual({
      action: 'rename_file',
      fileName: 'liste_musees_france_2025.csv',
    })
  })

  test('no licence is chosen for anybody', async () => {
    expect(await fixOf(() => examined({ dataset: { license: null } }), 'licence-missing')).toBeUndefined()
  })
})

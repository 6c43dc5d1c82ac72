import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comparison, Table } from '../../analysis/index.ts'
import { startInspecting } from '../../analysis/testing/inspect-bytes.ts'
import { COMPARISON_RULES, comparisonFindings } from './findings.rules.ts'

let kit: Awaited<ReturnType<typeof startInspecting>>
beforeAll(async () => {
  kit = await startInspecting()
})
afterAll(() => kit.stop())

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
/** A hundred museums whose columns are what these say of each row. */
const museums = (columns: Record<string, (row: number) => string | number>, count = 100): string =>
  [
    ['nom', ...Object.keys(columns)],
    ...range(count).map((row) => [`Musée ${row}`, ...Object.values(columns).map((of) => of(row))]),
  ]
    .map((cells) => cells.join(';'))
    .join('\n')

const names = new Set<string>()
const told = async (before: string, after: string): Promise<string[]> => {
  const inspections = [await kit.file(before, 'a.csv'), await kit.file(after, 'b.csv')] as const
  const tables: Table[] = []
  for (const file of inspections) {
    const { table } = await kit.inspector.inspect(file)
    if (!table) throw new Error('no table')
    tables.push(table)
  }
  const [first, second] = tables as [Table, Table]
  const comparison = (await kit.inspector.compare(
    { parquetPath: inspections[0].parquetPath, format: 'csv', table: first },
    { parquetPath: inspections[1].parquetPath, format: 'csv', table: second },
  )) as Comparison
  const found = comparisonFindings(comparison, first, second)
  for (const { rule } of found) names.add(rule)
  return found.map(({ rule, severity }) => `${rule} ${severity}`)
}
const LABELS = ['public', 'privé', 'associatif']
const status = (row: number): string => LABELS[row % 3] ?? ''
const before = { statut: status, visiteurs: (row: number) => 1_000 + row, code: (row: number) => `M${row}` }

describe.each<[string, () => string, () => string]>([
  ['row-collapse warning', () => museums(before), () => museums(before, 70)],
  ['row-collapse blocker', () => museums(before), () => museums(before, 30)],
  ['schema-removed-column warning', () => museums(before), () => museums({ statut: status, code: before.code })],
  [
    'schema-renamed-column warning',
    () => museums(before),
    () => museums({ ...before, visiteurs: () => '', entrees: before.visiteurs }).replace('visiteurs;', 'autre;'),
  ],
  ['schema-added-column advice', () => museums(before), () => museums({ ...before, tarif: (row) => row })],
  [
    'schema-retyped-column warning',
    () => museums(before),
    () => museums({ ...before, visiteurs: (row) => `environ ${row}` }),
  ],
  [
    'schema-reordered-columns advice',
    () => museums(before),
    () => museums({ code: before.code, visiteurs: before.visiteurs, statut: status }),
  ],
  ['other-format warning', () => museums(before), () => museums(before).replaceAll(';', ',')],
  [
    'distribution-break warning',
    () => museums(before),
    () => museums({ ...before, statut: (row) => (row % 4 ? status(row) : '') }),
  ],
  [
    'distribution-break warning',
    () => museums(before),
    () => museums({ ...before, visiteurs: (row) => 1_000 * (1_000 + row) }),
  ],
  [
    'distribution-break warning',
    () => museums(before),
    () => museums({ ...before, statut: (row) => (row % 3 ? status(row) : 'privé') }),
  ],
  [
    'distribution-break warning',
    () => museums(before),
    () => museums({ ...before, statut: (row) => (row % 3 ? status(row) : 'PUBLIC') }),
  ],
  ['key-duplicates warning', () => museums(before), () => museums({ ...before, code: (row) => `M${row % 60}` })],
  ['identical-replacement advice', () => museums(before), () => `${museums(before)}\n`],
])('%s', (finding, former, next) => {
  it('is told', async () => expect(await told(former(), next())).toContain(finding))
})

describe('an ordinary next version', () => {
  it.each<[string, string]>([
    ['a few more rows and figures', museums({ ...before, visiteurs: (row) => 1_050 + 2 * row }, 108)],
    [
      'one new category among others',
      museums({ ...before, statut: (row) => (row < 8 ? 'intercommunal' : status(row)) }),
    ],
    ['some more empty cells', museums({ ...before, statut: (row) => (row < 4 ? '' : status(row)) })],
  ])('%s', async (_, next) => expect(await told(museums(before), next)).toEqual([]))

  it('the label of its edition changes in every row', async () => {
    const edition = (name: string) => museums({ ...before, edition: () => name, visiteurs: (row) => row + name.length })
    expect(
      (await told(edition('printemps'), edition('automne'))).filter((rule) => rule.startsWith('distribution')),
    ).toEqual([])
  })

  it('a name that comes twice isn’t a key with repeats', async () => {
    const next = museums(before)
      .replace('Musée 7;', 'Musée 8;')
      .replaceAll(/Musée 9\d;/g, 'Musée;')
    expect(await told(museums(before), next)).not.toContain('key-duplicates warning')
  })
})

it('every name that was told is listed, and every listed one was told', () => {
  // A table that becomes none is told by who has nothing to compare.
  expect([...names, 'no-table-any-more'].toSorted()).toEqual(COMPARISON_RULES.toSorted())
})

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInspecting } from '../testing/inspect-bytes.ts'
import type { ComparisonOptions } from './compare-tables.ts'
import type { ComparedTable } from '../model.ts'

let kit: Awaited<ReturnType<typeof startInspecting>>
let tempDir: string
beforeAll(async () => {
  kit = await startInspecting()
  tempDir = await mkdtemp(join(tmpdir(), 'compare-'))
})
afterAll(async () => {
  await kit.stop()
  await rm(tempDir, { recursive: true })
})

const tableOf = async (text: string): Promise<ComparedTable> => {
  const file = await kit.file(text, 'file.csv')
  const { table, format } = await kit.inspector.inspect(file)
  if (!table) throw new Error('no table')
  return { parquetPath: file.parquetPath, table, format }
}
const compare = async (before: string, after: string, options: Omit<ComparisonOptions, 'scratchFolder'> = {}) => {
  const comparison = await kit.inspector.compare(await tableOf(before), await tableOf(after), options)
  if (!comparison) throw new Error('no comparison')
  return comparison
}

describe('columns', () => {
  it('are the same whatever the case and the signs of their names, or when they hold the same values', async () => {
    const before = 'id;Code INSEE;nom;ville\n1;13055;Mucem;Marseille\n2;75056;Louvre;Paris\n3;06088;Matisse;Nice\n'
    const after =
      'id,code_insee,nom_officiel,visites,ville\n1,13055,Mucem,5,Marseille\n2,75056,Louvre,6,Paris\n3,06088,Matisse,7,Nice\n'
    const { columns, format, rows } = await compare(before, after)
    expect(columns).toEqual({
      added: ['visites'],
      removed: [],
      renamed: [
        { from: 'Code INSEE', to: 'code_insee' },
        { from: 'nom', to: 'nom_officiel' },
      ],
      retyped: [],
      reordered: false,
    })
    expect(format).toEqual([{ what: 'separator', from: ';', to: ',' }])
    expect(rows).toMatchObject({ key: ['id'], added: 0, removed: 0, changed: 0 })
  })

  it('removed, retyped and in another order', async () => {
    const { columns } = await compare('id;n;jour;x\na;1;2024-01-01;z\n', 'jour;id;n\nhier;a;1\n')
    expect(columns).toEqual({
      ...{ added: [], removed: ['x'], renamed: [], reordered: true },
      retyped: [{ name: 'jour', from: 'date', to: 'text' }],
    })
  })

  it('with other values are other columns', async () => {
    const { columns } = await compare('id;nom\n1;Louvre\n2;Orsay\n', 'id;ville\n1;Paris\n2;Lyon\n')
    expect(columns).toMatchObject({ added: ['ville'], removed: ['nom'], renamed: [] })
  })
})

describe('rows', () => {
  it('by key: added, removed, changed with their cells', async () => {
    const { rows, samples, shown } = await compare('id;nom;n\na;x;1\nb;y;2\nc;z;3\n', 'id;nom;n\na;x;1\nc;Z;\nd;w;4\n')
    expect(rows).toEqual({
      ...{ before: 3, after: 3, key: ['id'], added: 1, removed: 1, changed: 1 },
      changedByColumn: [
        { name: 'nom', count: 1 },
        { name: 'n', count: 1 },
      ],
    })
    expect(shown).toEqual(['id', 'nom', 'n'])
    expect(samples).toEqual({
      added: [['d', 'w', '4']],
      removed: [['b', 'y', '2']],
      changed: [{ before: ['c', 'z', '3'], after: ['c', 'Z', null] }],
    })
  })

  it('whole, when nothing tells them apart, with how often each comes', async () => {
    const { rows, samples } = await compare('a;b\n1;x\n1;x\n1;x\n2;\n', 'a;b\n1;x\n2;\n2;\n3;y\n')
    expect(rows).toMatchObject({ key: null, added: 2, removed: 2, changed: null })
    expect(samples.added).toEqual([
      ['2', null],
      ['3', 'y'],
    ])
    expect(samples.removed).toEqual([['1', 'x']])
  })

  it('in another order are the same', async () => {
    expect((await compare('a;b\n1;x\n1;y\n', 'a;b\n1;y\n1;x\n')).rows).toMatchObject({ added: 0, removed: 0 })
  })

  it('by a key that is given; refused when it is no key', async () => {
    const [before, after] = ['an;dep;n\n2024;01;5\n2024;02;5\n', 'an;dep;n\n2024;01;6\n2024;02;5\n']
    expect((await compare(before, after, { key: ['an', 'dep'] })).rows).toMatchObject({
      key: ['an', 'dep'],
      changed: 1,
    })
    await expect(compare(before, after, { key: ['an'] })).rejects.toThrow('do not tell rows apart')
    await expect(compare(before, after, { key: ['ville'] })).rejects.toThrow('ville')
  })

  it.each(['csv', 'parquet'])('all of the difference as %s', async (extension) => {
    const differencePath = join(tempDir, `difference.${extension}`)
    await compare('id;n\na;1\nb;2\n', 'id;n\nb;3\nc;4\n', { differencePath })
    const bytes = await readFile(differencePath)
    if (extension === 'parquet') return expect(bytes.toString('latin1', 0, 4)).toBe('PAR1')
    expect(bytes.toString().trim().split('\n').sort()).toEqual([
      '_change,id,n',
      'added,c,4',
      'after,b,3',
      'before,b,2',
      'removed,a,1',
    ])
  })
})

// The edits are known: the comparison must find exactly them.
const random = (seed: number) => () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
describe.each([1, 2, 3])('edits at random (%i)', (seed) => {
  const draw = random(seed)
  const COUNT = 100_000
  const line = (id: number, n: number): string => `${id};Musée ${id % 977};${n}`
  const header = (keyed: boolean): string => (keyed ? 'id;nom;n' : 'nom;n')
  const edits = { added: 0, removed: 0, changed: 0 }
  const before: string[] = []
  const after: string[] = []
  for (let id = 0; id < COUNT; id += 1) {
    before.push(line(id, id % 50))
    const dice = draw()
    if (dice < 0.001) edits.removed += 1
    else if (dice < 0.002) {
      edits.changed += 1
      after.push(line(id, 1_000 + (id % 50)))
    } else after.push(line(id, id % 50))
    if (dice > 0.999) {
      edits.added += 1
      after.push(line(COUNT + id, 5))
    }
  }
  after.sort(() => draw() - 0.5)
  const text = (rows: string[], keyed: boolean): string =>
    `${header(keyed)}\n${rows.map((row) => (keyed ? row : row.slice(row.indexOf(';') + 1))).join('\n')}\n`

  it('are all found by key, and nothing else', async () => {
    const { rows } = await compare(text(before, true), text(after, true))
    expect(rows).toMatchObject({ key: ['id'], ...edits, changedByColumn: [{ name: 'n', count: edits.changed }] })
  })

  it('are all found without one', async () => {
    const counts = new Map<string, number>()
    const count = (rows: string[], by: number) => {
      for (const row of rows) {
        const key = row.slice(row.indexOf(';') + 1)
        counts.set(key, (counts.get(key) ?? 0) + by)
      }
    }
    count(before, -1)
    count(after, 1)
    const sums = [...counts.values()]
    const { rows } = await compare(text(before, false), text(after, false))
    expect(rows).toMatchObject({
      key: null,
      added: sums.filter((by) => by > 0).reduce((sum, by) => sum + by, 0),
      removed: -sums.filter((by) => by < 0).reduce((sum, by) => sum + by, 0),
    })
  })
})

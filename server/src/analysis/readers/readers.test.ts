import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInspecting } from '../testing/inspect-bytes.ts'
import { zipOf } from '../testing/zip-of.ts'

let kit: Awaited<ReturnType<typeof startInspecting>>
beforeAll(async () => {
  kit = await startInspecting()
})
afterAll(() => kit.stop())

const CSV = 'id;nom;code_insee\n1;Matisse;06088\n2;Fesch;2A004\n'
const ROWS = [
  ['1', 'Matisse', '06088'],
  ['2', 'Fesch', '2A004'],
]

describe('archives', () => {
  it('a gzip is read as what it holds', async () => {
    expect(await kit.inspectTable(gzipSync(CSV), 'musees.csv.gz')).toMatchObject({ rows: ROWS, separator: ';' })
    const windows = gzipSync(Buffer.from('nom;ville\nMus\xe9e;Cr\xe9cy\nCath\xe9drale;Nice\n', 'latin1'))
    expect(await kit.inspectTable(windows, 'musees.csv.gz')).toMatchObject({ encoding: 'windows-1252', rowCount: 2 })
  })

  it('so is a zip of one file, whatever systems leave around it', async () => {
    const content = zipOf({ 'données/musees.csv': CSV, '__MACOSX/._musees.csv': 'x', 'données/.DS_Store': 'x' })
    expect(await kit.inspectTable(content, 'musees.zip')).toMatchObject({ rows: ROWS })
  })

  it('several gzips one after another are one', async () => {
    const content = Buffer.concat([gzipSync(CSV), gzipSync('3;Picasso;06004\n')])
    expect(await kit.inspectTable(content, 'musees.csv.gz')).toMatchObject({ rowCount: 3 })
  })

  it('a zip of several files is told by their names', async () => {
    const inspection = await kit.inspect(zipOf({ 'a.csv': CSV, 'b.csv': CSV }), 'musees.zip')
    expect(inspection).toMatchObject({ format: 'zip', outcome: 'no_table', problem: null })
    expect(inspection.sheets?.map(({ name }) => name)).toEqual(['a.csv', 'b.csv'])
  })

  it('an archive in an archive isn’t opened', async () => {
    const inspection = await kit.inspect(zipOf({ 'a.zip': 'PK\x03\x04' }), 'musees.zip')
    expect(inspection).toMatchObject({ format: 'zip', outcome: 'no_table' })
  })

  it.each([
    ['a cut gzip', gzipSync(CSV.repeat(1000)).subarray(0, 60)],
    ['a spoilt gzip', Buffer.concat([gzipSync(CSV).subarray(0, 20), Buffer.alloc(40, 7)])],
    ['a cut zip', zipOf({ 'a.csv': CSV }).subarray(0, 60)],
  ])('%s is damaged', async (_, content) => {
    expect(await kit.inspect(content, 'musees.csv.gz')).toMatchObject({
      ...{ outcome: 'failed', table: null },
      problem: { code: 'damaged', message: { fr: expect.stringContaining('abîmée') } },
    })
  })

  it('what inflates beyond the limit is stopped, and the next file is fine', async () => {
    const narrow = await startInspecting({ limits: { unpackedBytes: 1_000_000, cells: 1_000, nesting: 100 } })
    try {
      const bomb = gzipSync(Buffer.alloc(200_000_000))
      expect(await narrow.inspect(bomb, 'bombe.csv.gz')).toMatchObject({ problem: { code: 'too_large' } })
      expect(await narrow.inspect(gzipSync(CSV), 'musees.csv.gz')).toMatchObject({ outcome: 'table' })
      const cells = JSON.stringify(Array.from({ length: 600 }, (_, id) => ({ id, nom: 'x' })))
      expect(await narrow.inspect(cells, 'x.json')).toMatchObject({ problem: { code: 'too_large' } })
    } finally {
      await narrow.stop()
    }
  })
})

describe('JSON', () => {
  const tableOf = async (text: string | Buffer, fileName = 'file.json') => {
    const { columns, rows, encoding, separator } = await kit.inspectTable(text, fileName)
    expect({ encoding, separator }).toEqual({ encoding: null, separator: null })
    return [columns.map(({ name }) => name), ...rows]
  }

  it('a list of objects, whose keys are the columns', async () => {
    const text = '[{"id":1,"nom":"Louvre, Paris","vide":null},{"id":2,"ville":"Nice","nom":"l\\"or\\n fin"}]'
    expect(await tableOf(text)).toEqual([
      ['id', 'nom', 'vide', 'ville'],
      ['1', 'Louvre, Paris', null, null],
      ['2', 'l"or\n fin', null, 'Nice'],
    ])
  })

  it('numbers are those of the file, digit for digit', async () => {
    const text =
      '[{"a":0.10,"b":1E5,"c":12345678901234567890,"d":"06088","e":true},{"a":-1.50,"b":2,"c":3,"d":"2A004","e":false}]'
    expect((await tableOf(text))[1]).toEqual(['0.10', '1E5', '12345678901234567890', '06088', 'true'])
  })

  it('what is nested is its JSON', async () => {
    expect(await tableOf('[{"id":1,"geo":{"lat":1.5},"tags":["a","b"]},{"id":2}]')).toEqual([
      ['id', 'geo', 'tags'],
      ['1', '{"lat":1.5}', '["a","b"]'],
      ['2', null, null],
    ])
  })

  it.each([
    ['the list of an answer', '{"total":2,"results":[{"id":1,"n":"a"},{"id":2,"n":"b"}],"facets":[]}'],
    ['an object of lists', '{"id":[1,2],"n":["a","b"]}'],
    ['lists under a header', '[["id","n"],[1,"a"],[2,"b"]]'],
    ['an object a line', '{"id":1,"n":"a"}\n{"id":2,"n":"b"}\n'],
    ['with a mark, in UTF-16', Buffer.from('\ufeff[{"id":1,"n":"a"},{"id":2,"n":"b"}]', 'utf16le')],
  ])('%s', async (_, text) => {
    expect(await tableOf(text)).toEqual([
      ['id', 'n'],
      ['1', 'a'],
      ['2', 'b'],
    ])
  })

  it('lines with other keys widen the table', async () => {
    const lines = Array.from({ length: 3_000 }, (_, id) =>
      JSON.stringify(id < 2_000 ? { id, a: 'x,"y"\n' } : { id, b: 1 }),
    )
    const table = await kit.inspectTable(lines.join('\n'), 'file.jsonl')
    expect(table).toMatchObject({ rowCount: 3_000, issues: [] })
    expect([table.rows[0], table.rows[2_999]]).toEqual([
      ['0', 'x,"y"\n', null],
      ['2999', null, '1'],
    ])
  })

  it.each(['{"nom":"réglages","actif":true}', '[]', '[1,2,3]', '{"a":[],"b":[]}'])('%s is no table', async (text) => {
    expect(await kit.inspect(text, 'file.json')).toMatchObject({ format: 'json', outcome: 'no_table', problem: null })
  })

  it('a malformed one says its line', async () => {
    const text = `[${'{"id":1},\n'.repeat(20_000)}{"id":}]`
    expect(await kit.inspect(text, 'file.json')).toMatchObject({
      ...{ outcome: 'failed' },
      problem: { code: 'damaged', message: { fr: expect.stringContaining('ligne 20001') } },
    })
  })

  it('one nested 100,000 deep is refused, and the next file is fine', async () => {
    const text = `[{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}]`
    expect(await kit.inspect(text, 'file.json')).toMatchObject({ problem: { code: 'too_large' } })
    expect(await kit.inspect('[{"id":1},{"id":2}]', 'file.json')).toMatchObject({ outcome: 'table' })
  })
})

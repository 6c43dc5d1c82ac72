import { DuckDBInstance } from '@duckdb/node-api'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemOf, startScratch } from '../../testing/scratch.ts'
import { readParquet } from './read-parquet.ts'

let scratch: Awaited<ReturnType<typeof startScratch>>
beforeAll(async () => {
  scratch = await startScratch()
})
afterAll(() => scratch.stop())

/** The Parquet file of a query. */
const parquetOf = async (query: string, options = ''): Promise<Buffer> => {
  const path = join(scratch.folder, `${randomUUID()}.parquet`)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet ${options})`)
  connection.closeSync()
  instance.closeSync()
  return readFile(path)
}

const csvOf = async (content: Buffer, limits = {}): Promise<string> => {
  const { csvPath, hasHeader } = await readParquet(await scratch.file(content, 'a.parquet', limits), 'parquet')
  expect(hasHeader).toBe(true)
  return readFile(csvPath ?? '', 'utf8')
}

const cellOf = async (expression: string): Promise<string> =>
  (await csvOf(await parquetOf(`SELECT ${expression} AS a, 1 AS b`))).split('\n').slice(1).join('\n').slice(0, -3)

describe('cells', () => {
  it.each([
    ["'06088'", '06088'],
    ["' x '", ' x '],
    [`'l’été, "dit-il"'`, '"l’été, ""dit-il"""'],
    ["'a' || chr(10) || 'b'", '"a\nb"'],
    ["''", '""'],
    ['NULL::VARCHAR', ''],
    ['1::TINYINT', '1'],
    ['12345678901234567890::UBIGINT', '12345678901234567890'],
    ['12.30::DECIMAL(10,2)', '12.30'],
    ['0.0000001::DECIMAL(38,20)', '0.00000010000000000000'],
    ['0.1::DOUBLE', '0.1'],
    ['0.1::FLOAT', '0.1'],
    ['-1e-7::DOUBLE', '-0.0000001'],
    ['1e20::FLOAT', '100000000000000000000'],
    ['1e-300::DOUBLE', '1e-300'],
    ['1e300::DOUBLE', '1e+300'],
    ["'nan'::DOUBLE", ''],
    ["'-inf'::DOUBLE", '-inf'],
    ['true', 'true'],
    ["DATE '2024-01-02'", '2024-01-02'],
    ["TIMESTAMP '2024-01-02 03:04:05'", '2024-01-02T03:04:05'],
    ["TIMESTAMP '2024-01-02 03:04:05.120'", '2024-01-02T03:04:05.12'],
    ["TIMESTAMP_NS '2024-01-02 03:04:05.123456789'", '2024-01-02T03:04:05.123456789'],
    ["TIMESTAMPTZ '2024-01-02 03:04:05+02'", '2024-01-02T01:04:05Z'],
    ["TIME '10:11:12'", '10:11:12'],
    ["'abc'::BLOB", ''],
    ["{'a': 1, 'b': [1.5, NULL], 'c': 'é'}", '"{""a"":1,""b"":[1.5,null],""c"":""é""}"'],
    ['[1, 2]', '"[1,2]"'],
    ["MAP {'k': 'v'}", '"{""k"":""v""}"'],
    [`'{"a": 1.0}'::JSON`, '"{""a"": 1.0}"'],
    ["'x'::ENUM('x', 'y')", 'x'],
    ["'7eb68cf2-c6a8-4e9c-b021-8e2c6ad1a0ca'::UUID", '7eb68cf2-c6a8-4e9c-b021-8e2c6ad1a0ca'],
  ])('%s', async (expression, cell) => {
    expect(await cellOf(expression)).toBe(cell)
  })

  it('have names as in the file, those left out included', async () => {
    const csv = await csvOf(await parquetOf(`SELECT 1 AS "Code ""INSEE"", 2024", 'x'::BLOB AS geometry, 2 AS "é"`))
    expect(csv).toBe('"Code ""INSEE"", 2024",geometry,é\n1,,2\n')
  })

  it('keep the order of the rows', async () => {
    const csv = await csvOf(await parquetOf('SELECT r AS id FROM range(300000) t(r)', ', ROW_GROUP_SIZE 20000'))
    expect(csv.split('\n').every((line, at) => at === 0 || line === '' || Number(line) === at - 1)).toBe(true)
    expect(csv.split('\n')).toHaveLength(300_002)
  })

  it('may be none', async () => {
    expect(await csvOf(await parquetOf('SELECT 1 AS a, 2 AS b WHERE false'))).toBe('a,b\n')
  })
})

describe('bad files', () => {
  /** A whole number as Thrift's compact protocol writes it. */
  const varint = (value: bigint): Buffer => {
    const bytes: number[] = []
    for (let rest = value << 1n; ; rest >>= 7n) {
      if (rest < 128n) return Buffer.from([...bytes, Number(rest)])
      bytes.push(Number(rest & 127n) | 128)
    }
  }

  /** The file with another description of itself. */
  const withFooter = (whole: Buffer, change: (footer: Buffer) => Buffer): Buffer => {
    const start = whole.length - 8 - whole.readUInt32LE(whole.length - 8)
    const footer = change(whole.subarray(start, -8))
    const tail = Buffer.from('\0\0\0\0PAR1')
    tail.writeUInt32LE(footer.length)
    return Buffer.concat([whole.subarray(0, start), footer, tail])
  }

  const replaced = (bytes: Buffer, from: Buffer, to: Buffer, which?: number): Buffer => {
    const pieces: Buffer[] = []
    let last = 0
    for (let at = bytes.indexOf(from), rank = 0; at >= 0; at = bytes.indexOf(from, at + 1), rank += 1) {
      if (which !== undefined && which !== rank) continue
      pieces.push(bytes.subarray(last, at), to)
      last = at + from.length
    }
    return Buffer.concat([...pieces, bytes.subarray(last)])
  }

  const ROWS = 1_234_567n
  let whole: Buffer
  beforeAll(async () => {
    whole = await parquetOf(`SELECT r % 7 AS a, 'mot' AS b FROM range(${ROWS}) t(r)`, ', ROW_GROUP_SIZE 2000000')
  })

  it('cut at any place', async () => {
    for (const length of [4, 11, 12, 100, whole.length - 100, whole.length - 9, whole.length - 1]) {
      expect(await problemOf(csvOf(whole.subarray(0, length))), `${length}`).toMatchObject({ code: 'damaged' })
    }
    const missing = Buffer.concat([whole.subarray(0, 100), whole.subarray(500)])
    expect(await problemOf(csvOf(missing))).toMatchObject({ code: 'damaged' })
  })

  it.each([0, 5, 1_000_000, 0xffffffff])('with a description said to be %i bytes long', async (length) => {
    const lying = Buffer.from(whole)
    lying.writeUInt32LE(length, lying.length - 8)
    expect(await problemOf(csvOf(lying))).toMatchObject({ code: 'damaged' })
  })

  it('with an absurd number of rows', async () => {
    for (const rows of [0n, 100n, 2n ** 33n, 2n ** 62n]) {
      for (const which of [0, 3]) {
        const lying = withFooter(whole, (footer) => replaced(footer, varint(ROWS), varint(rows), which))
        expect(await problemOf(csvOf(lying)), `${rows} ${which}`).toMatchObject({ code: 'damaged' })
      }
    }
    const everywhere = withFooter(whole, (footer) => replaced(footer, varint(ROWS), varint(2n ** 62n)))
    expect(await problemOf(csvOf(everywhere))).toMatchObject({ code: 'damaged' })
  })

  it('with an hour that no day has', async () => {
    const time = await parquetOf(`SELECT TIME '10:11:12' AS a FROM range(3)`, ', COMPRESSION uncompressed')
    const micros = Buffer.alloc(8)
    micros.writeBigInt64LE(36_672_000_000n)
    const lying = Buffer.from(time)
    for (let at = lying.indexOf(micros); at >= 0 && at < lying.length - 500; at = lying.indexOf(micros, at + 8)) {
      lying.writeBigInt64LE(-1n << 60n, at)
    }
    expect(await csvOf(time)).toBe('a\n10:11:12\n10:11:12\n10:11:12\n')
    expect((await csvOf(lying)).replace(/10:11:12/g, '')).toBe('a\n\n\n\n')
  })

  it('encrypted', async () => {
    const encrypted = Buffer.concat([Buffer.from('PARE'), whole.subarray(4, -4), Buffer.from('PARE')])
    expect(await problemOf(csvOf(encrypted))).toMatchObject({ code: 'encrypted' })
  })

  it('that unpack to more than the limit', async () => {
    const bomb = await parquetOf(`SELECT repeat('x', 100) AS a FROM range(3000000)`, ', ROW_GROUP_SIZE 4000000')
    expect(bomb.length).toBeLessThan(100_000)
    const started = performance.now()
    expect(await problemOf(csvOf(bomb, { unpackedBytes: 10_000_000 }))).toMatchObject({ code: 'too_large' })
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('with too many columns', { timeout: 60_000 }, async () => {
    const columns = Array.from({ length: 4097 }, (_, index) => `1 AS c${index}`).join(', ')
    expect(await problemOf(csvOf(await parquetOf(`SELECT ${columns}`)))).toMatchObject({ code: 'too_many_columns' })
  })

  it('that say anything with a changed byte: read or refused, never more', { timeout: 60_000 }, async () => {
    const small = await parquetOf(`SELECT 1 AS a, 'x' AS b, 1.5::DOUBLE AS c, DATE '2024-01-02' AS d, [1] AS e`)
    for (let at = 4; at < small.length; at += 7) {
      const changed = Buffer.from(small)
      changed[at] = ~(small[at] ?? 0) & 0xff
      const outcome = await csvOf(changed).then(
        () => 'read',
        (error: unknown) => (error as Error).name,
      )
      expect(['read', 'FileProblem'], `byte ${at}`).toContain(outcome)
    }
  })
})

import iconv from 'iconv-lite'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startScratch } from '../testing/scratch.ts'
import { lookAtText } from '../look-at-text.ts'
import { fixText } from './fix-text.ts'
import type { TextFix } from './stages.ts'

let kit: Awaited<ReturnType<typeof startScratch>>
beforeAll(async () => {
  kit = await startScratch()
})
afterAll(() => kit.stop())

/** The same numbers each time, so that a failure can be looked at again (mulberry32). */
const randomOf = (seed: number) => {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  const pick = <T>(choices: readonly T[]): T => choices[below(choices.length)] as T
  return { below, pick }
}
type Random = ReturnType<typeof randomOf>

interface Written {
  separator: string
  endOfLine: string
  encoding: string
}

const cellOf = (random: Random, { separator, endOfLine }: Written): string =>
  random.pick([
    ...['', 'Œuvre d’Aix', ' entouré ', '6088', '1004', '06088', '12', '1 234,5', '31/12/2024', 'n.c.', '130025265.0'],
    ...['il dit "oui"', `a${separator}b`, `deux${endOfLine}lignes`, '"', "l'été", '€'],
  ])

const quoted = (text: string, isQuoted: boolean, { separator }: Written): string =>
  isQuoted || text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

const parse = (text: string, { separator, endOfLine }: Written): string[][] => {
  const rows: string[][] = [['']]
  const last = (): string[] => rows[rows.length - 1] as string[]
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] as string
    if (character === '"' && isQuoted && text[at + 1] === '"') at += 1
    else if (character === '"') {
      isQuoted = !isQuoted
      continue
    } else if (!isQuoted && character === separator) {
      last().push('')
      continue
    } else if (!isQuoted && text.startsWith(endOfLine, at)) {
      at += endOfLine.length - 1
      rows.push([''])
      continue
    }
    last()[last().length - 1] += character
  }
  return rows.slice(0, -1)
}

/** What each fix should make of the cells, in the simplest words. */
const expected = ([header = [], ...rows]: string[][], fix: TextFix): string[][] => {
  const onColumn = (column: number, change: (text: string) => string): string[][] => [
    header,
    ...rows.map((row) => row.map((text, index) => (index === column - 1 ? change(text) : text))),
  ]
  switch (fix.action) {
    case 'pad_zeros':
      return onColumn(fix.column, (text) => (/^\d{4}$/.test(text) ? `0${text}` : text))
    case 'trim_cells':
      return onColumn(fix.columns[0] ?? 0, (text) => text.trim())
    case 'empty_values':
      return onColumn(fix.column, (text) => (text === 'n.c.' ? '' : text))
    case 'iso_dates':
      return onColumn(fix.column, (text) => (text === '31/12/2024' ? '2024-12-31' : text))
    case 'decimal_points':
      return onColumn(fix.column, (text) => (text === '1 234,5' ? '1234.5' : text))
    case 'strip_decimals':
      return onColumn(fix.column, (text) => text.replace('130025265.0', '130025265'))
    case 'drop_columns':
      return [header, ...rows].map((row) => row.filter((_, index) => index !== (fix.columns[0] ?? 0) - 1))
    case 'swap_columns': {
      const [one = 0, other = 0] = fix.columns
      const swapped = (row: string[]): string[] =>
        row.map((text, index) => (index === one - 1 ? row[other - 1] : index === other - 1 ? row[one - 1] : text) ?? '')
      return [header, ...rows.map(swapped)]
    }
    case 'drop_duplicate_rows': {
      const seen = new Set<string>()
      return [header, ...rows.filter((row) => !seen.has(JSON.stringify(row)) && seen.add(JSON.stringify(row)))]
    }
    default:
      return [header, ...rows]
  }
}

const fixOf = (random: Random, width: number): TextFix => {
  const column = 1 + random.below(width)
  return random.pick<TextFix>([
    { action: 'pad_zeros', column, length: 5 },
    { action: 'trim_cells', columns: [column] },
    { action: 'empty_values', column, values: ['n.c.'] },
    { action: 'iso_dates', column },
    { action: 'decimal_points', column },
    { action: 'strip_decimals', column },
    { action: 'swap_columns', columns: [column, 1 + random.below(width)] },
    { action: 'drop_duplicate_rows' },
    ...(width > 3 ? [{ action: 'drop_columns' as const, columns: [column] }] : []),
  ])
}

it('a hundred and fifty tables written in any way, each with up to four fixes: the right cells, and only they', async () => {
  for (let seed = 1; seed <= 150; seed += 1) {
    const random = randomOf(seed)
    const written: Written = {
      separator: random.pick([';', ',', '\t']),
      endOfLine: random.pick(['\n', '\r\n']),
      encoding: random.pick(['utf8', 'windows-1252', 'utf-16le']),
    }
    const width = 3 + random.below(4)
    const body = Array.from({ length: 20 + random.below(20) }, (_, id) => [
      `${id % 17}`,
      ...Array.from({ length: width - 1 }, () => cellOf(random, written)),
    ])
    const table = [Array.from({ length: width }, (_, index) => `nom_é_${index}`), ...body, ...body.slice(3, 6)]
    const text = table
      .map((row) => row.map((cell) => quoted(cell, random.below(4) === 0, written)).join(written.separator))
      .map((row) => row + written.endOfLine)
      .join('')

    const fixes: TextFix[] = []
    let wanted = table
    for (let count = 1 + random.below(4); count > 0; count -= 1) {
      const fix = fixOf(random, wanted[0]?.length ?? 0)
      fixes.push(fix)
      wanted = expected(wanted, fix)
    }
    const after = await fixed(iconv.encode(text, written.encoding), fixes)
    const about = `seed ${seed}: ${JSON.stringify({ written, fixes })}`
    expect(parse(iconv.decode(after, written.encoding), written), about).toEqual(wanted)
    // A fix that finds nothing to do gives the same bytes.
    expect((await fixed(after, [{ action: 'empty_values', column: 1, values: ['absent'] }])).equals(after), about).toBe(
      true,
    )
  }
})

const fixed = async (content: Buffer, fixes: TextFix[]): Promise<Buffer> => {
  const path = join(kit.folder, 'text.csv')
  const outputPath = `${path}.fixed`
  await writeFile(path, content)
  await fixText({ path, ...(await lookAtText(path, 'text.csv')), hasHeader: true }, fixes, outputPath)
  const bytes = await readFile(outputPath)
  await rm(outputPath)
  return bytes
}

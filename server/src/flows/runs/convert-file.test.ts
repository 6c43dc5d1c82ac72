import { utils, write as writeBook } from '@e965/xlsx'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, gzipSync } from 'node:zlib'
import { createInspector, type Inspector } from '../../analysis/index.ts'
import { zipOf } from '../../analysis/testing/zip-of.ts'
import { AppError } from '../../lib/errors.ts'
import { convertFile } from './convert-file.ts'
import type { Conversion } from '../model.ts'

let folder: string
let inspector: Inspector
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conversions-'))
  const limits = { unpackedBytes: 2_000_000, cells: 1_000_000, nesting: 100 }
  inspector = createInspector({ tempDir: join(folder, 'temporary'), limits })
})
afterAll(async () => {
  await inspector.close()
  await rm(folder, { recursive: true, force: true })
})

const convert = async (conversion: Conversion, content: Buffer | string, fileName: string) => {
  const [path, outputPath] = [join(folder, randomUUID()), join(folder, randomUUID())]
  await writeFile(path, content)
  const made = await convertFile({ inspector }, conversion, { path, fileName }, outputPath)
  expect(await readFile(path)).toEqual(Buffer.from(content as string))
  return { ...made, bytes: await readFile(outputPath) }
}
const failureOf = async (...args: Parameters<typeof convert>): Promise<string> => {
  const error: unknown = await convert(...args).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(AppError)
  expect((error as AppError).code).toBe('conversion')
  return (error as AppError).text.fr
}

const book = (bookType: 'xlsx' | 'xls' | 'ods'): Buffer => {
  const workbook = utils.book_new()
  const sheets = {
    Notes: [['À lire']],
    Musées: [
      ['id', 'nom'],
      ['1', 'Angers, château'],
    ],
    Vide: [],
  }
  for (const [name, rows] of Object.entries(sheets)) utils.book_append_sheet(workbook, utils.aoa_to_sheet(rows), name)
  return writeBook(workbook, { type: 'buffer', bookType }) as Buffer
}

describe('to UTF-8', () => {
  const text = 'nom;prix\r\n"Musée de l’Œuvre";3 €\r\n'
  it.each([
    ['windows-1252', iconv.encode(text, 'windows-1252')],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(text, 'utf-16le')])],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-8 already', Buffer.from(text)],
  ])('from %s, nothing else moves', async (_, content) => {
    const { fileName, bytes } = await convert({ kind: 'utf8' }, content, 'musees.csv')
    expect([fileName, bytes.toString()]).toEqual(['musees.csv', text])
  })
  it('of words that are no table', async () => {
    const words = 'Une note, à lire.\nUne autre, déjà lue.\n'
    expect((await convert({ kind: 'utf8' }, iconv.encode(words, 'windows-1252'), 'note.txt')).bytes.toString()).toBe(
      words,
    )
  })
  it('of bytes that no character stands for is refused', async () =>
    expect(
      await failureOf(
        { kind: 'utf8' },
        Buffer.concat([iconv.encode(text.repeat(20), 'windows-1252'), Buffer.from('\x81;1\r\n', 'latin1')]),
        'a.csv',
      ),
    ).toMatch(/^Conversion en UTF-8, « a.csv » : .*octets illisibles.*Rien n’est publié/))
  it('of a workbook is refused', async () =>
    expect(await failureOf({ kind: 'utf8' }, book('xlsx'), 'a.xlsx')).toMatch(/pas un texte/))
})

describe('a sheet as CSV', () => {
  it.each(['xlsx', 'xls', 'ods'] as const)('of %s, by name and by number', async (type) => {
    for (const sheet of ['Musées', 2]) {
      const { fileName, bytes } = await convert({ kind: 'sheet', sheet }, book(type), `musees.v2.${type}`)
      expect([fileName, bytes.toString()]).toEqual(['musees.v2.csv', 'id,nom\n1,"Angers, château"\n'])
    }
  })
  it.each<[string, string | number, RegExp]>([
    ['another name', 'Autre', /« Autre » n’est pas dans ce fichier/],
    ['another number', 9, /« 9 » n’est pas dans ce fichier/],
    ['an empty sheet', 'Vide', /ne contient pas de tableau/],
    ['a number as a name', '2', /« 2 »/],
  ])('that is not there is refused: %s', async (_, sheet, sentence) =>
    expect(await failureOf({ kind: 'sheet', sheet }, book('xlsx'), 'a.xlsx')).toMatch(sentence),
  )
  it.each<[string, Buffer | string, RegExp]>([
    ['a text', 'a;b\n1;2\n3;4\n', /déjà un tableau en texte/],
    ['an archive', zipOf({ 'a.csv': 'a;b\n1;2\n' }), /archive, pas un classeur/],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /pas un tableau/],
    ['half a workbook', book('xlsx').subarray(0, 3_000), /endommagé|abîmée|pas un/],
  ])('of %s is refused', async (_, content, sentence) =>
    expect(await failureOf({ kind: 'sheet', sheet: 1 }, content, 'a.xlsx')).toMatch(sentence),
  )
})

describe('a file of an archive', () => {
  const unzip = (member: string): Conversion => ({ kind: 'unzip', member })
  const csv = Buffer.from('nom\n\xe9t\xe9\n', 'latin1')
  it.each<[string, Buffer, string, string, string]>([
    ['by its name', zipOf({ 'x/data.csv': csv, 'lisezmoi.txt': 'a' }), 'x/data.csv', 'musees.zip', 'musees.csv'],
    ['by a pattern', zipOf({ 'x/data.csv': csv, 'lisezmoi.txt': 'a' }), '**/*.csv', 'musees.csv.ZIP', 'musees.csv'],
    [
      'without what systems leave',
      zipOf({ '__MACOSX/a.csv': 'x', 'a.csv': csv, 'd/': '' }),
      '**/*.csv',
      'a.zip',
      'a.csv',
    ],
    ['under a name of the flow', zipOf({ 'a.csv': csv }), '*', 'musees-2024.csv', 'musees-2024.csv'],
    ['of a name without extension', zipOf({ DATA: csv }), '*', 'musees.zip', 'musees'],
    ['of gzip', gzipSync(csv), '*.csv', 'musees.csv.gz', 'musees.csv'],
  ])('%s, its bytes as they are', async (_, content, member, name, made) => {
    const { fileName, bytes } = await convert(unzip(member), content, name)
    expect([fileName, bytes]).toEqual([made, csv])
  })
  it('may be a workbook', async () =>
    expect((await convert(unzip('*.xlsx'), zipOf({ 'a.xlsx': book('xlsx') }), 'a.zip')).bytes).toEqual(book('xlsx')))

  const damaged = zipOf({ 'a.csv': 'contenu' })
  damaged.writeUInt32LE(crc32('contenu'), damaged.indexOf('PK\x01\x02') + 16)
  const whole = Buffer.from(damaged)
  damaged.write('CONTENU', damaged.indexOf('contenu'))
  it('with the checksum that it announces', async () =>
    expect((await convert(unzip('*'), whole, 'a.zip')).bytes.toString()).toBe('contenu'))
  it.each<[string, Buffer | string, string, RegExp]>([
    [
      'none',
      zipOf({ 'a.txt': 'x', 'b.txt': 'y' }),
      '*.csv',
      /aucun de ses fichiers ne suit « \*.csv ». Il contient : a.txt, b.txt/,
    ],
    ['none at all', zipOf({}), '*', /Il contient : rien|abîmée|pas une archive/],
    ['several', zipOf({ 'a.csv': 'x', 'b.csv': 'y' }), '*.csv', /plusieurs.*a.csv, b.csv/],
    ['a folder more', zipOf({ 'x/a.csv': 'x' }), '*.csv', /Il contient : x\/a.csv/],
    ['a bomb', zipOf({ 'a.csv': Buffer.alloc(2_000_001) }), '*', /dépasse 2 Mo/],
    ['a gzip bomb', gzipSync(Buffer.alloc(2_000_001)), '*', /plus de 2 Mo/],
    ['changed bytes', damaged, '*', /abîmée/],
    ['half of it', zipOf({ 'a.csv': 'x'.repeat(500) }).subarray(0, 300), '*', /abîmée|pas une archive/],
    ['a text', 'a;b\n', '*', /pas une archive/],
    ['a workbook', book('xlsx'), '*', /pas une archive/],
    ['a name that goes up', zipOf({ '../../a.csv': 'x' }), '**', /abîmée/],
  ])('is refused, with what there is: %s', async (_, content, member, sentence) =>
    expect(await failureOf(unzip(member), content, 'musees.zip')).toMatch(sentence),
  )
})

it('and nothing is left behind', async () => expect(await readdir(join(folder, 'temporary'))).toEqual([]))

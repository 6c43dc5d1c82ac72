import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { zipOf } from '../testing/zip-of.ts'
import { detectFormat } from './detect-format.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'formats-'))
})
afterAll(() => rm(folder, { recursive: true }))

const formatOf = async (content: Buffer | string): Promise<string | null> => {
  const path = join(folder, 'file.csv')
  await writeFile(path, content)
  return detectFormat(path)
}

const padded = (start: string): Buffer => Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(600)])

const sqlite = (applicationId: string): Buffer => {
  const header = padded('SQLite format 3\0')
  header.write(applicationId, 68, 'latin1')
  return header
}

/** A compound file whose directory, in its second sector, names this stream. */
const compoundFile = (stream: string): Buffer => {
  const file = Buffer.alloc(512 * 8)
  file.write('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 0, 'latin1')
  file.writeUInt16LE(9, 30)
  file.writeUInt32LE(1, 48)
  file.write('Root Entry\0', 1024, 'utf16le')
  file.write(`${stream}\0`, 1024 + 128, 'utf16le')
  return file
}

describe('detectFormat', () => {
  it.each<[string, Buffer | string]>([
    ['pdf', padded('%PDF-1.7\n')],
    ['png', padded('\x89PNG\r\n\x1a\n')],
    ['jpeg', padded('\xff\xd8\xff\xe0')],
    ['gif', padded('GIF89a')],
    ['webp', padded('RIFF\0\0\0\0WEBP')],
    ['gzip', padded('\x1f\x8b\x08')],
    ['parquet', padded('PAR1')],
    ['sqlite', sqlite('\0\0\0\0')],
    ['gpkg', sqlite('GPKG')],
    ['xls', compoundFile('Workbook')],
    ['doc', compoundFile('WordDocument')],
    ['binary', compoundFile('Other')],
    ['binary', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 37) % 256))],
    ['zip', zipOf({ 'données.csv': 'a;b\n1;2\n' })],
    ['xlsx', zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' })],
    ['docx', zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<document/>' })],
    ['ods', zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' })],
    ['shp', zipOf({ 'communes.dbf': '', 'communes.shp': '' })],
    ['html', '<!DOCTYPE html><html></html>'],
    ['svg', '<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE svg PUBLIC "a" "b">\n<svg xmlns="…"/>'],
    ['kml', '\ufeff<kml xmlns="http://www.opengis.net/kml/2.2"></kml>'],
    ['xml', '<?xml version="1.0"?>\n<musees><musee/></musees>'],
    ['xml', Buffer.from('\ufeff<?xml version="1.0" encoding="utf-16"?><musees/>', 'utf16le')],
    ['gml', '<?xml version="1.0"?><wfs:FeatureCollection xmlns:wfs="…">'],
    ['json', '[{"a": 1}]'],
    ['geojson', `{"type": "FeatureCollection", "features": [${'{"type":"Feature"},'.repeat(9000)}{}]}`],
    ['ndjson', '{"a": 1}\n'.repeat(20_000)],
  ])('%s', async (format, content) => {
    expect(await formatOf(content)).toBe(format)
  })

  it.each<[string, Buffer | string]>([
    ['a CSV', 'id;nom\n1;Nice\n'],
    ['nothing', ''],
    ['UTF-16 without mark', Buffer.from('id;nom\n1;Nice\n', 'utf16le')],
    ['Windows-1252', Buffer.from('caf\xe9;th\xe9\n', 'latin1')],
    ['a text with a stray zero byte', `id;nom\n1;a\0b\n${'2;c\n'.repeat(100)}`],
    ['a text with a zero byte in each line', `id;nom\n${'1;Musée\0 d’art\n'.repeat(100)}`],
    ['a text that begins with <', '<5 ans;12\n>5 ans;13\n'],
    ['braces that are not JSON', '{id};{nom}\n1;2\n'],
  ])('leaves open %s', async (_, content) => {
    expect(await formatOf(content)).toBeNull()
  })
})

import { expect, test } from 'vitest'
import { formatOf, mimeOf } from './extensions.ts'
import { judgeFileName, judgeFirstBytes } from './first-look.rules.ts'

test.each([
  ['liste_musees_2025.csv', 'liste_musees_2025.csv'],
  ['  été à la mer.CSV ', 'été à la mer.CSV'],
  ['C:\\Users\\camille\\musées.csv', 'musées.csv'],
  ['e\u0301te\u0301.csv', 'été.csv'],
])('the name %j is kept as %j', (sent, kept) => expect(judgeFileName(sent)).toBe(kept))

test.each([
  ['../../etc/passwd.csv', '..'],
  ['..\\musees.csv', '..'],
  ['mus\0ees.csv', 'invisible'],
  ['musees\n.csv', 'invisible'],
  ['musees\u202evsc.csv', 'invisible'],
  [`${'a'.repeat(296)}.csv`, 'too long'],
  [`${'é'.repeat(130)}.csv`, 'too long'],
  ['', 'no name'],
  ['dossier/', 'no name'],
  ['musees.exe', 'not allowed'],
  ['musees', 'not allowed'],
  ['page.html', 'not allowed'],
])('the name %j is refused, saying %j', (sent, reason) => expect(() => judgeFileName(sent)).toThrow(reason))

test('nothing and blanks are refused, one character is a file', () => {
  expect(() => judgeFirstBytes(new Uint8Array(), false)).toThrow('empty')
  expect(() => judgeFirstBytes(Buffer.from(' \r\n\t '), false)).toThrow('empty')
  expect(() => judgeFirstBytes(Buffer.from('a'), false)).not.toThrow()
  expect(() => judgeFirstBytes(Buffer.from('<html>'), true)).toThrow('web page')
})

test.each([
  ['a.2022.csv.tar.gz', 'csv.tar.gz'],
  ['test.2022.zip', 'zip'],
  ['test.geojson.csv', 'csv'],
  ['SANS', null],
  ['Liste.CSV', 'csv'],
])('the format of %j is %j', (name, format) => expect(formatOf(name)).toBe(format))

test('an unknown kind is bytes', () => {
  expect(mimeOf('a.csv')).toBe('text/csv')
  expect(mimeOf('a.dwg')).toBe('application/octet-stream')
})

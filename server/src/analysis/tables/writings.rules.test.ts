import { describe, expect, it } from 'vitest'
import { possibleWritings, WRITINGS } from './writings.rules.ts'

const textsOf = (cells: string[]): string[] => cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
const typeOf = (...cells: string[]): string => {
  const [writing] = possibleWritings(textsOf(cells))
  if (!writing) return 'text'
  return writing.notation ? `${writing.type} ${writing.notation}` : writing.type
}

describe('the type of a column', () => {
  it.each<[string, string[]]>([
    ['integer', ['0', '12', '-3']],
    ['integer', ['0', '1', '1']],
    ['integer', ['1 234', '12\u202f345\u202f678', '5\u00a0000']],
    ['integer', ['9999999999999']],
    ['number decimal_comma', ['12', '3,5', '-0,25', '1 234,50', ',5']],
    ['number decimal_point', ['12', '3.5', '48.85661400000001']],
    ['date iso', ['2024-01-31', '1999-12-01']],
    ['date dd/mm/yyyy', ['31/01/2024', '1/2/2024']],
    ['datetime iso', ['2024-01-31T10:00:00Z', '2024-01-31 10:00', '2024-01-31T10:00:00.123+02:00']],
    ['datetime dd/mm/yyyy', ['31/01/2024 10:00', '31/01/2024 23:59:59']],
    ['integer', [...Array.from({ length: 19 }, (_, n) => String(n)), '#DIV/0!']],
    ['boolean', ['oui', 'Non', 'NON']],
    ['boolean', ['true', 'FALSE']],
  ])('%s: %s', (type, cells) => {
    expect(typeOf(...cells)).toBe(type)
  })

  it.each([
    ['a leading zero', ['06088', '13055']],
    ['a SIRET', ['35600000000048']],
    ['15 digits', ['123456789012345']],
    ['an exponent', ['1E5', '12']],
    ['a letter among digits', ['2A004', '13055']],
    ['one bad value', ['1', '2', 'n.d.']],
    ['commas and points', ['1,5', '1.5']],
    ['two ways of writing dates', ['2024-01-31', '31/01/2024']],
    ['a phone number', ['01 23 45 67 89']],
    ['wrong groups of thousands', ['12 34']],
    ['a plus', ['+33']],
    ['an hour that does not exist', ['2024-01-31 25:00']],
    ['a percentage', ['12 %']],
    ['a version', ['1.2.3']],
  ])('text: %s', (_, cells) => {
    expect(typeOf(...cells)).toBe('text')
  })

  it('empty cells refuse nothing', () => {
    expect(possibleWritings([])).toEqual(WRITINGS)
    expect(typeOf('', ' 12 ', '')).toBe('integer')
  })
})

import { durationText, momentText } from './dates.rules.ts'
import type { NumberFormat } from './number-formats.rules.ts'

/** A number as text: the value, not its look, except for dates, percents and zeros in front, which are the value. */
export const formattedNumber = (value: number, format: NumberFormat, date1904: boolean): string => {
  if (format.kind === 'general') return numberText(value)
  if (format.kind === 'padded') return paddedText(value, format.digits)
  if (format.kind === 'percent') return percentText(value)
  if (format.kind === 'duration') return durationText(value)
  return momentText(value, format, date1904) ?? numberText(value)
}

/**
 * The shortest decimal that is the number to 15 digits, as spreadsheets show them: 0.1 + 0.2 is 0.3. Never an exponent.
 * Whole numbers keep all their digits as far as doubles hold them.
 */
export const numberText = (value: number): string => {
  if (!Number.isFinite(value)) return String(value)
  if (Number.isSafeInteger(value) || Math.abs(value) === 2 ** 53) return String(value === 0 ? 0 : value)
  const text = String(value)
  if (text.length <= 16 && !text.includes('e')) return text
  return withoutExponent(String(Number(value.toPrecision(15))))
}

export const paddedText = (value: number, digits: number): string => {
  if (!Number.isSafeInteger(value)) return numberText(value)
  const text = String(Math.abs(value)).padStart(digits, '0')
  return value < 0 ? `-${text}` : text
}

export const percentText = (value: number): string => `${numberText(Number((value * 100).toPrecision(15)))}%`

const withoutExponent = (text: string): string => {
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (!parts) return text
  const [, sign = '', first = '', rest = '', exponent = '0'] = parts
  const digits = first + rest
  const point = 1 + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return `${sign}${digits.padEnd(point, '0')}`
}

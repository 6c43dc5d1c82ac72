/** What a number format says of the number, beyond its look. */
export type NumberFormat =
  | { kind: 'general' }
  | { kind: 'percent' }
  /** Zeros in front, up to a number of digits. */
  | { kind: 'padded'; digits: number }
  | { kind: 'moment'; hasDay: boolean; hasTime: boolean }
  /** Hours beyond 24, as in `[h]:mm`. */
  | { kind: 'duration' }

/** The kind of a format code, as ECMA-376 part 1 §18.8.31 writes them (also those of XLS files). */
export const numberFormatOf = (code: string): NumberFormat => {
  const known = KNOWN.get(code)
  if (known) return known
  const format = readCode(code)
  if (KNOWN.size < 10_000) KNOWN.set(code, format)
  return format
}

export const GENERAL: NumberFormat = { kind: 'general' }
const KNOWN = new Map<string, NumberFormat>()

const readCode = (code: string): NumberFormat => {
  if (/\[(?:h+|m+|s+)\]/i.test(withoutLiterals(code))) return { kind: 'duration' }
  const section = (withoutLiterals(code).split(';')[0] ?? '').replace(/\[[^\]]*\]/g, '').replace(/general/gi, '')
  if (/[ymdhs]/i.test(section)) return momentOf(section)
  if (section.includes('%')) return { kind: 'percent' }
  const digits = /^[#?]*(0[0#?]*)$/.exec(section.replace(/[ \u00a0\u202f/().+-]/g, ''))?.[1]?.length ?? 0
  // `0.00` without its point would look padded.
  return digits > 1 && !section.includes('.') ? { kind: 'padded', digits } : GENERAL
}

/** Without quoted text, escaped characters, and the ones that fill or leave a width. */
const withoutLiterals = (code: string): string => code.replace(/"[^"]*"?|\\.|[_*]./gs, '')

/** An m is a month, unless hours or seconds make it a minute. */
const momentOf = (section: string): NumberFormat => {
  const hasTime = /[hs]/i.test(section)
  return { kind: 'moment', hasTime, hasDay: /[yd]|m{3,}/i.test(section) || !hasTime }
}

/** The formats that have a number and no code in the file (§18.8.30); 27 to 36 and 50 to 58 are dates of East Asia. */
export const builtInFormat = (id: number): NumberFormat => {
  if (id === 32 || id === 33) return numberFormatOf('h:mm')
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return numberFormatOf('yyyy/m/d')
  return numberFormatOf(BUILT_IN[id] ?? 'General')
}

const BUILT_IN: Record<number, string> = {
  9: '0%',
  10: '0.00%',
  14: 'm/d/yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'm/d/yyyy h:mm',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
}

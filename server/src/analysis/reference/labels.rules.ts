/**
 * A column name as words to compare: `codeCommune`, `CODE_COMMUNE` and `Code commune` are all `code commune`
 * (csv-detective's normalisation, tabular.md §3.2).
 */
export const labelOf = (name: string): string =>
  withoutAccents(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
    .toLowerCase()
    .replace(/[-_'’,.:/()]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** Each accented letter as the plain one, ligatures as two. */
export const withoutAccents = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/œ/g, 'oe').replace(/Œ/g, 'OE').replace(/æ/g, 'ae')

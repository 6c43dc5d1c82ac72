/** How the values of a part are written, when its name says it. Lengths tell where a value may end. */
export interface Shape {
  lengths: readonly number[]
  test: RegExp
}

const YEAR = '\\d{4}'
const MONTH = '(?:0[1-9]|1[0-2])'
const DAY = '(?:0[1-9]|[12]\\d|3[01])'

/**
 * Well-known parts: `{annee}` is four digits, and so are `{annee_fin}` and `{annee_2}`. Any other name
 * takes what comes up to a slash, as little of it as possible: a region is `11` to some and `bretagne` to others.
 */
const SHAPES: Record<string, Shape> = {
  annee: { lengths: [4], test: new RegExp(`^${YEAR}$`) },
  mois: { lengths: [2], test: new RegExp(`^${MONTH}$`) },
  jour: { lengths: [2], test: new RegExp(`^${DAY}$`) },
  date: { lengths: [8, 10], test: new RegExp(`^(?:${YEAR}${MONTH}${DAY}|${YEAR}-${MONTH}-${DAY})$`) },
  trimestre: { lengths: [1], test: /^[1-4]$/ },
  semestre: { lengths: [1], test: /^[12]$/ },
  siren: { lengths: [9], test: /^\d{9}$/ },
  siret: { lengths: [14], test: /^\d{14}$/ },
}

/** The shape that a name promises, by its first word. */
export const shapeOf = (name: string): Shape | null => {
  const word = name.split('_')[0] ?? ''
  return Object.hasOwn(SHAPES, word) ? (SHAPES[word] ?? null) : null
}

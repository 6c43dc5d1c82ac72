import { withoutAccents } from '../reference/labels.rules.ts'

const MOST = 60

/** A short name for a column in small letters, digits and `_`, different from the others. */
export const columnSlug = (name: string, others: string[]): string => {
  const slug =
    withoutAccents(name)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '') || 'colonne'
  const short = slug.length > MOST ? slug.slice(0, MOST).replace(/_[^_]*$/, '') : slug
  const taken = new Set(others.filter((other) => other !== name))
  if (!taken.has(short)) return short
  for (let rank = 2; ; rank += 1) if (!taken.has(`${short}_${rank}`)) return `${short}_${rank}`
}

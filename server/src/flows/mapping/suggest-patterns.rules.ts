import { comparable, compilePattern } from './pattern.rules.ts'

const MOST_KEYS = 5_000
const MOST_SUGGESTIONS = 8

/**
 * Patterns that the names of a listing suggest, the likeliest first: years, dates and numbers become parts; names that
 * share their beginning and end become one with `{partie}`; then whole folders. Each matches a key at least.
 */
export const suggestPatterns = (keys: string[]): string[] => {
  const files = keys
    .slice(0, MOST_KEYS)
    .map(comparable)
    .filter((key) => key !== '' && !key.endsWith('/'))
  const generalised = countOf(files.map(generalise))
  const isLikely = ([pattern, count]: Counted): boolean => count > 1 || pattern.includes('{')
  const likely = generalised.filter(isLikely)
  const alone = generalised.filter((counted) => !isLikely(counted))
  return [
    ...new Set([
      ...patternsOf(likely),
      ...patternsOf(countOf(mergedOf(alone.map(([pattern]) => pattern)))),
      ...patternsOf(countOf(files.map(folderOf))),
      ...patternsOf(alone),
    ]),
  ]
    .filter(isPattern)
    .slice(0, MOST_SUGGESTIONS)
}

type Counted = [pattern: string, count: number]
const patternsOf = (counted: Counted[]): string[] => counted.map(([pattern]) => pattern)

/** Those of the most keys first. */
const countOf = (patterns: string[]): Counted[] => {
  const counts = new Map<string, number>()
  for (const pattern of patterns) counts.set(pattern, (counts.get(pattern) ?? 0) + 1)
  return [...counts].toSorted(([a, more], [b, fewer]) => fewer - more || a.localeCompare(b, 'fr'))
}

const YEAR = '(?:19|20)\\d\\d'
const MONTH = '(?:0[1-9]|1[0-2])'
const DAY = '(?:0[1-9]|[12]\\d|3[01])'
/** What a run of digits says, the longest first. */
const WRITINGS: [RegExp, string][] = [
  [new RegExp(`^${YEAR}-${MONTH}-${DAY}`), '{date}'],
  [new RegExp(`^${YEAR}${MONTH}${DAY}(?!\\d)`), '{date}'],
  [new RegExp(`^${YEAR}([_./])${MONTH}\\1${DAY}(?!\\d)`), '{annee}$1{mois}$1{jour}'],
  [new RegExp(`^${DAY}([-_.])${MONTH}\\1${YEAR}(?!\\d)`), '{jour}$1{mois}$1{annee}'],
  [new RegExp(`^${YEAR}([-_./]?)${MONTH}(?!\\d)`), '{annee}$1{mois}'],
  [new RegExp(`^${YEAR}(?!\\d)`), '{annee}'],
  [/^\d+/, '{numero}'],
]

const generalise = (key: string): string => {
  const seen = new Map<string, string>()
  let [pattern, rest] = ['', key.replace(/[{}*]+/g, '*')]
  for (let digits = rest.search(/\d/); digits >= 0; digits = rest.search(/\d/)) {
    pattern += rest.slice(0, digits)
    rest = rest.slice(digits)
    const [expression, parts] = WRITINGS.find(([writing]) => writing.test(rest)) as [RegExp, string]
    const [written = ''] = expression.exec(rest) ?? []
    pattern += numbered(written.replace(expression, parts), written, seen)
    rest = rest.slice(written.length)
  }
  return pattern + rest
}

/** The same value again is the same part; another value gets a name of its own, `{annee_2}`. */
const numbered = (parts: string, written: string, seen: Map<string, string>): string =>
  parts.replace(/\{(\w+)\}/g, (_, name: string) => {
    let unique = name
    for (let n = 2; seen.has(unique) && seen.get(unique) !== written; n += 1) unique = `${name}_${n}`
    seen.set(unique, written)
    return `{${unique}}`
  })

/** Names of one folder and one extension that begin and end alike, at the border of a word. */
const mergedOf = (names: string[]): string[] => {
  const families = new Map<string, string[]>()
  for (const name of names) {
    const family = families.get(folderOf(name))
    if (family) family.push(name)
    else families.set(folderOf(name), [name])
  }
  return [...families.values()].flatMap((family) => {
    if (family.length < 2) return []
    const prefix = commonStart(family).replace(/[^_\-. /]*$/, '')
    const suffix = reversed(commonStart(family.map((name) => reversed(name.slice(prefix.length))))).replace(
      /^[^_\-. /]*/,
      '',
    )
    const isAlike = suffix !== '' && !prefix.includes('*') && /[^/]$/.test(prefix)
    return isAlike ? family.map(() => `${prefix}{partie}${suffix}`) : []
  })
}

const commonStart = (names: string[]): string => {
  const [first = '', ...others] = names
  let length = first.length
  for (const name of others) while (!name.startsWith(first.slice(0, length))) length -= 1
  return first.slice(0, length)
}
const reversed = (text: string): string => [...text].toReversed().join('')

const folderOf = (key: string): string => {
  const [, folder = '', extension = ''] = /^(.*\/)?[^/]*?(\.[^./]+)?$/s.exec(key) ?? []
  return `${folder}*${extension}`
}

const isPattern = (text: string): boolean => {
  try {
    compilePattern(text)
    return true
  } catch {
    return false
  }
}

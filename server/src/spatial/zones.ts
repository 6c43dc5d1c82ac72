import { slugOf } from '../lib/slugs.ts'
import type { Zone } from './model.ts'
import { zoneIndex, type LevelIndex } from './zone-index.ts'

/** The zone with this id; ids of older data are understood: `fr/commune/13004`, `fr:commune:13004@1942-01-01`. */
export const findZone = (id: string): Zone | undefined => {
  const plain = id.trim().replace(/@\d{4}-\d{2}-\d{2}$/, '')
  const [level, code] = levelAndCodeOf(plain.replaceAll('/', ':'))
  const name = zoneIndex().get(level)?.names.get(code)
  return name === undefined ? undefined : zoneOf(level, code, name)
}

/** Zones by the id that they were asked by; unknown ids are absent. */
export const findZones = (ids: string[]): Map<string, Zone> =>
  new Map(
    ids.flatMap((id) => {
      const zone = findZone(id)
      return zone ? [[id, zone]] : []
    }),
  )

/**
 * Current zones whose name, code or id holds `q`, accents and case apart: the largest zones first, then the closest
 * names, then the shortest.
 */
export const suggestZones = (q: string, size: number): Zone[] => {
  const needle = needleOf(q)
  const found: Zone[] = []
  if (needle === '') return found
  for (const level of zoneIndex().values()) {
    const best = closestIn(level, needle, size - found.length)
    found.push(...best.map((code) => zoneOf(level.level, code, level.names.get(code) ?? code)))
    if (found.length === size) break
  }
  return found
}

/** Names are kept as slugs, ids as they are. */
const needleOf = (q: string): string => {
  const typed = q.trim().toLowerCase()
  return /^[a-z-]+:[\w:-]*$/.test(typed) ? typed : slugOf(typed)
}

/** Codes of one level. When the level's own name holds the needle so do all its ids: words are searched, then any will do. */
const closestIn = (level: LevelIndex, needle: string, size: number): string[] => {
  const inLevelName = `${level.level}:`.includes(needle)
  const byCloseness: [string[], string[], string[], string[]] = [[], [], [], []]
  for (const [line, code] of linesHolding(level, inLevelName ? `-${needle}` : needle)) {
    const equals = byCloseness[closenessOf(line, needle)]
    if (equals.length < size) equals.push(code)
  }
  if (inLevelName) byCloseness[3].push(...level.codes.slice(0, size))
  return [...new Set(byCloseness.flat())].slice(0, size)
}

function* linesHolding({ lines, starts, codes }: LevelIndex, needle: string): Generator<[line: string, code: string]> {
  let i = 0
  let end = 0
  for (let at = lines.indexOf(needle); at >= 0; at = lines.indexOf(needle, end)) {
    while (i + 1 < starts.length && (starts[i + 1] ?? 0) <= at) i++
    end = lines.indexOf('\n', at)
    yield [lines.slice(starts[i], end), codes[i] ?? '']
  }
}

/** 0: this very name, code or id. 1: the name begins so. 2: a word of it does. 3: anywhere. */
const closenessOf = (line: string, needle: string): 0 | 1 | 2 | 3 => {
  const [slug = '', id = ''] = line.split(' ')
  if (slug === `-${needle}` || id === needle || id.endsWith(`:${needle}`)) return 0
  if (slug.startsWith(`-${needle}`)) return 1
  return slug.includes(`-${needle}`) ? 2 : 3
}

/** The last `:` parts them, but for the parts of a country: `country-subset:fr:metro` (udata-api.md §5.10). */
const levelAndCodeOf = (id: string): [level: string, code: string] => {
  const at = id.startsWith('country-subset:') ? id.indexOf(':') : id.lastIndexOf(':')
  return [id.slice(0, at), id.slice(at + 1)]
}

const zoneOf = (level: string, code: string, name: string): Zone => ({
  id: `${level}:${code}`,
  level,
  code,
  name,
  slug: slugOf(name),
})

import {
  HOLDING_STATES,
  type CountedFilter,
  type Holding,
  type HoldingCounts,
  type HoldingFilters,
  type HoldingSort,
} from './model.ts'

/** Those that pass every filter, and how many each value of each filter would leave. */
export const narrow = (holdings: Holding[], filters: HoldingFilters): { found: Holding[]; counts: HoldingCounts } => {
  const spoken = wordsOf(filters.q ?? '')
  const said = holdings.filter((holding) => spoken.length === 0 || hasWords(holding, spoken))
  const missed = new Map(said.map((holding) => [holding, FILTERS.filter((name) => !passes[name](holding, filters))]))
  /** Those that no other filter leaves out. */
  const but = (name: CountedFilter): Holding[] =>
    said.filter((holding) => missed.get(holding)?.every((other) => other === name))
  return { found: said.filter((holding) => missed.get(holding)?.length === 0), counts: countsOf(but) }
}

/** In this order; the id settles what is equal, so that a page follows another. */
export const sortHoldings = (holdings: Holding[], sort: HoldingSort): Holding[] => {
  const direction = sort.startsWith('-') ? -1 : 1
  const compare = COMPARE[sort.replace('-', '') as keyof typeof COMPARE]
  return holdings.toSorted((a, b) => direction * (compare(a, b) || (a.id < b.id ? -1 : 1)))
}

const TITLES = new Intl.Collator('fr', { sensitivity: 'base', numeric: true, ignorePunctuation: true })
const COMPARE = {
  title: (a: Holding, b: Holding) => TITLES.compare(a.title, b.title),
  last_update: (a: Holding, b: Holding) => a.lastUpdate.getTime() - b.lastUpdate.getTime(),
  created: (a: Holding, b: Holding) => a.createdAt.getTime() - b.createdAt.getTime(),
  quality: (a: Holding, b: Holding) => a.quality - b.quality,
}

const hasNoLicense = ({ isOpen, license }: Holding): boolean => isOpen && (!license || license === 'notspecified')
const hasNoFrequency = ({ frequency }: Holding): boolean => !frequency || frequency === 'unknown'
const lacksTags = ({ tags, missingTags }: Holding): boolean => tags.length === 0 || missingTags.length > 0
const asked = (wanted: boolean | undefined, is: boolean): boolean => wanted === undefined || wanted === is

const passes: Record<CountedFilter, (holding: Holding, filters: HoldingFilters) => boolean> = {
  state: ({ state }, wanted) => (wanted.state ? state === wanted.state : state !== 'deleted'),
  late: ({ upToDate }, wanted) => asked(wanted.late, upToDate === false),
  license: (it, { license }) => !license || licenseOf(it) === license,
  frequency: (it, { frequency }) => !frequency || frequencyOf(it) === frequency,
  tag: ({ tags }, { tag = [] }) => tag.every((one) => tags.includes(one)),
  untagged: (it, { untagged }) => asked(untagged, lacksTags(it)),
  quality: ({ quality }, { qualityBelow }) => qualityBelow === undefined || quality < qualityBelow,
  fed: ({ fed }, wanted) => asked(wanted.fed, fed),
  broken: ({ brokenLinks }, wanted) => asked(wanted.broken, brokenLinks > 0),
}
const FILTERS = Object.keys(passes) as CountedFilter[]

/** The bars that are offered, in percent: 3, 5 and 7 criteria of nine. */
const BARS = [33, 55, 77]
const MAX_TAGS = 200

const countsOf = (but: (name: CountedFilter) => Holding[]): HoldingCounts => ({
  state: HOLDING_STATES.map((value) => ({ value, count: but('state').filter(({ state }) => state === value).length })),
  late: yes(but('late'), ({ upToDate }) => upToDate === false),
  license: tally(but('license').flatMap((it) => licenseOf(it) ?? [])),
  frequency: tally(but('frequency').map(frequencyOf)),
  // A second tag narrows the first: counted among what is found.
  tag: tally(but('tag').flatMap(({ tags }) => tags)).slice(0, MAX_TAGS),
  untagged: yes(but('untagged'), lacksTags),
  quality: BARS.map((bar) => ({ value: String(bar), count: but('quality').filter((it) => it.quality < bar).length })),
  fed: yes(but('fed'), ({ fed }) => fed),
  broken: yes(but('broken'), ({ brokenLinks }) => brokenLinks > 0),
})

const licenseOf = (it: Holding): string | null => (hasNoLicense(it) ? 'none' : it.license)
const frequencyOf = (it: Holding): string => (hasNoFrequency(it) ? 'none' : (it.frequency ?? 'none'))

const yes = (holdings: Holding[], is: (holding: Holding) => boolean) => [
  { value: 'true', count: holdings.filter(is).length },
]

/** The commonest first. */
const tally = (values: string[]): { value: string; count: number }[] => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const wordsOf = (text: string): string[] => plain(text).split(/\s+/).filter(Boolean)
const hasWords = ({ words }: Holding, wanted: string[]): boolean => {
  const text = plain(words)
  return wanted.every((word) => text.includes(word))
}

import Type, { type Static } from 'typebox'
import type { Actor } from '../lib/actor.ts'
import { daysAfter, presentDate } from '../lib/dates.ts'
import { PAGING, Param, type Column } from '../http/index.ts'
import { DAYS_BEFORE_PURGE } from '../catalog/index.ts'
import { canEditOwned } from '../organizations/index.ts'
import { DateTime, orNull } from '../openapi/index.ts'
import type { HoldingsQuery } from './holdings.ts'
import { COUNTED, HOLDING_SORTS, HOLDING_STATES, type Holding, type HoldingCounts } from './model.ts'

const FILTERS = {
  q: Param.text('Words of the title, the acronym, the tags or the titles of the files.'),
  state: Param.choice(HOLDING_STATES, 'Without it, all but what is deleted.'),
  late: Param.flag('Its frequency promised something newer.'),
  license: Param.text('An id, or none.'),
  frequency: Param.text('An id, or none.'),
  tag: Param.many('All of them.'),
  untagged: Param.flag('Without a tag, or without one that its organization requires.'),
  quality_below: Param.count({ maximum: 100 }),
  fed: Param.flag('A flow feeds one of its files.'),
  broken: Param.flag('One of its links doesn’t answer.'),
}

export const FilterQuery = Type.Object({ ...FILTERS, sort: Param.sort(HOLDING_SORTS) })
export const ListQuery = Type.Object({
  ...FilterQuery.properties,
  ...PAGING,
  page_size: Param.count({ default: 50, maximum: 1_000 }),
})

export const filtersOf = (query: Static<typeof FilterQuery>): HoldingsQuery => {
  const { quality_below: qualityBelow, q, state, late, license, frequency, tag, untagged, fed, broken, sort } = query
  return { q, state, late, license, frequency, tag, untagged, qualityBelow, fed, broken, sort }
}

/** The same filters in a body, for an edit of all that they find. */
export const FilterBody = Type.Object({ ...FILTERS }, { title: 'HoldingFilters' })

export const HoldingModel = Type.Object(
  {
    id: Type.String(),
    slug: Type.String(),
    title: Type.String(),
    acronym: orNull(Type.String()),
    producer: Type.Object({ id: Type.String(), name: Type.String(), slug: orNull(Type.String()) }),
    state: Type.String({ description: HOLDING_STATES.join(', ') }),
    last_update: DateTime,
    created_at: DateTime,
    deleted_at: orNull(DateTime),
    purge_at: orNull(DateTime),
    frequency: orNull(Type.String()),
    up_to_date: orNull(Type.Boolean({ description: 'Null when its frequency promises nothing.' })),
    license: orNull(Type.String()),
    tags: Type.Array(Type.String()),
    missing_tags: Type.Array(Type.String({ description: 'That its organization requires.' })),
    quality: Type.Integer({ description: 'Percent.' }),
    files_count: Type.Integer(),
    broken_links: Type.Integer(),
    fed: Type.Boolean(),
    editable: Type.Boolean({ description: 'By the caller.' }),
  },
  { title: 'Holding' },
)

export const CountsModel = Type.Record(
  Type.String(),
  Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() }, { title: 'HoldingCount' })),
  { description: `Of ${COUNTED.join(', ')}: how many each value would leave, the other filters staying.` },
)

export const presentHolding = (it: Holding, actor: Actor): Static<typeof HoldingModel> => ({
  id: it.id,
  slug: it.slug,
  title: it.title,
  acronym: it.acronym,
  producer: it.producer,
  state: it.state,
  last_update: presentDate(it.lastUpdate),
  created_at: presentDate(it.createdAt),
  deleted_at: presentDate(it.deletedAt),
  purge_at: it.deletedAt && presentDate(daysAfter(it.deletedAt, DAYS_BEFORE_PURGE)),
  frequency: it.frequency,
  up_to_date: it.upToDate,
  license: it.license,
  tags: it.tags,
  missing_tags: it.missingTags,
  quality: it.quality,
  files_count: it.filesCount,
  broken_links: it.brokenLinks,
  fed: it.fed,
  editable: canEditOwned(actor, it),
})

export const presentCounts = (counts: HoldingCounts): Static<typeof CountsModel> => counts

/** One line a dataset, in the order of the screen. */
export const holdingColumns = (baseUrl: string): Column<Holding>[] => [
  ['id', ({ id }) => id],
  ['title', ({ title }) => title],
  ['acronym', ({ acronym }) => acronym],
  ['url', ({ slug }) => `${baseUrl}/datasets/${slug}`],
  ['producer', ({ producer }) => producer.name],
  ['state', ({ state }) => state],
  ['last_update', ({ lastUpdate }) => lastUpdate],
  ['created_at', ({ createdAt }) => createdAt],
  ['frequency', ({ frequency }) => frequency],
  ['up_to_date', ({ upToDate }) => upToDate],
  ['license', ({ license }) => license],
  ['tags', ({ tags }) => tags.join(',')],
  ['missing_tags', ({ missingTags }) => missingTags.join(',')],
  ['quality', ({ quality }) => quality],
  ['files', ({ filesCount }) => filesCount],
  ['broken_links', ({ brokenLinks }) => brokenLinks],
  ['fed', ({ fed }) => fed],
]

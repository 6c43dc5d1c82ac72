import { sql, type RawBuilder } from 'kysely'
import type { Db, IdQuery } from '../db/index.ts'
import type { DayCount, PeriodUsage, Range, Usage } from './model.ts'

const BATCH = 1_000

/** Adds to what other nodes counted. In one order, so that two of them never wait for each other. */
export const addCounts = async (db: Db, counts: DayCount[]): Promise<void> => {
  const rows = counts
    .map(({ class: name, id, datasetId, day, n }) => ({ class: name, object_id: id, dataset_id: datasetId, day, n }))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  await db.transaction().execute(async (tx) => {
    for (let start = 0; start < rows.length; start += BATCH)
      await tx
        .insertInto('usage_days')
        .values(rows.slice(start, start + BATCH))
        .onConflict((conflict) =>
          conflict
            .columns(['object_id', 'class', 'day'])
            .doUpdateSet({ n: sql<number>`usage_days.n + excluded.n`, told: false }),
        )
        .execute()
  })
}

const keyOf = (row: { class: string; object_id: string; day: string }): string =>
  `${row.object_id} ${row.class} ${row.day}`

/** Datasets whose pages and files are meant. */
export type Datasets = { id: string } | { among: IdQuery }

const about = (datasets: Datasets): RawBuilder<boolean> =>
  'id' in datasets ? sql`dataset_id = ${datasets.id}` : sql`dataset_id in (${datasets.among})`

const VIEWS = sql<number>`coalesce(sum(n) filter (where class = 'Dataset'), 0)::bigint`
const DOWNLOADS = sql<number>`coalesce(sum(n) filter (where class = 'Resource'), 0)::bigint`

/** Views and downloads of all of them, by day or by month; periods without any are left out. */
export const sumByPeriod = async (db: Db, datasets: Datasets, { from, to, by }: Range): Promise<PeriodUsage[]> => {
  const period = sql<string>`to_char(day, ${by === 'day' ? sql.lit('YYYY-MM-DD') : sql.lit('YYYY-MM')})`
  return db
    .selectFrom('usage_days')
    .select([period.as('period'), VIEWS.as('views'), DOWNLOADS.as('downloads')])
    .where(about(datasets))
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy(period)
    .orderBy(period)
    .execute()
}

/** Of each dataset; those without any are left out. */
export const sumByDataset = async (
  db: Db,
  datasets: Datasets,
  { from, to }: Pick<Range, 'from' | 'to'>,
): Promise<Map<string, Usage>> => {
  const rows = await db
    .selectFrom('usage_days')
    .select(['dataset_id', VIEWS.as('views'), DOWNLOADS.as('downloads')])
    .where(about(datasets))
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy('dataset_id')
    .execute()
  return new Map(rows.map(({ dataset_id, views, downloads }) => [dataset_id ?? '', { views, downloads }]))
}

/** Of each dataset and period, in their order: the rows of a table. */
export const sumByDatasetAndPeriod = async (
  db: Db,
  datasets: Datasets,
  { from, to, by }: Range,
): Promise<(PeriodUsage & { datasetId: string })[]> => {
  const period = sql<string>`to_char(day, ${by === 'day' ? sql.lit('YYYY-MM-DD') : sql.lit('YYYY-MM')})`
  const rows = await db
    .selectFrom('usage_days')
    .select(['dataset_id', period.as('period'), VIEWS.as('views'), DOWNLOADS.as('downloads')])
    .where(about(datasets))
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy(['dataset_id', period])
    .orderBy(period)
    .orderBy('dataset_id')
    .execute()
  return rows.map(({ dataset_id, ...usage }) => ({ ...usage, datasetId: dataset_id ?? '' }))
}

/** How often each file of a dataset was downloaded, by period; those that weren't are left out. */
export const sumByFileAndPeriod = async (
  db: Db,
  datasetId: string,
  { from, to, by }: Range,
): Promise<{ id: string; period: string; downloads: number }[]> => {
  const period = sql<string>`to_char(day, ${by === 'day' ? sql.lit('YYYY-MM-DD') : sql.lit('YYYY-MM')})`
  return db
    .selectFrom('usage_days')
    .select(['object_id as id', period.as('period'), sql<number>`sum(n)::bigint`.as('downloads')])
    .where('dataset_id', '=', datasetId)
    .where('class', '=', 'Resource')
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy(['object_id', period])
    .orderBy(period)
    .orderBy('object_id')
    .execute()
}

/** How often the page of an organization or a reuse was read. */
export const sumPage = async (db: Db, id: string, { from, to }: Pick<Range, 'from' | 'to'>): Promise<number> => {
  const { n } = await db
    .selectFrom('usage_days')
    .select(sql<number>`coalesce(sum(n), 0)::bigint`.as('n'))
    .where('object_id', '=', id)
    .where('class', 'in', ['Organization', 'Reuse'])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .executeTakeFirstOrThrow()
  return n
}

export const deleteUsageOf = async (tx: Db, datasetId: string): Promise<void> => {
  await tx.deleteFrom('usage_days').where('dataset_id', '=', datasetId).execute()
}

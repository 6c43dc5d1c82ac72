import Type from 'typebox'
import { Resource } from '../catalog/wire.models.ts'
import { answers, DateTime, Free, orNull, type Answers } from '../openapi/index.ts'

/** What wire.crawler.ts and wire.crawl.v1.ts write, for the API's documents. */
const text = orNull(Type.String())
const size = orNull(Type.Integer())
const moment = orNull(DateTime)

const Check = Type.Object(
  {
    id: orNull(Type.Integer({ description: 'Null for a file of this site, which nobody has to check.' })),
    catalog_id: size,
    catalog_url: Type.String(),
    check_url: Type.String({ description: 'The address at the time of the check.' }),
    domain: text,
    created_at: DateTime,
    status: orNull(Type.Integer()),
    headers: Free,
    cors_headers: orNull(Free),
    timeout: Type.Boolean(),
    response_time: orNull(Type.Number({ description: 'Seconds.' })),
    error: text,
    dataset_id: text,
    resource_id: Type.String(),
    next_check_at: moment,
    deleted: Type.Boolean(),
    parsing_started_at: moment,
    parsing_finished_at: moment,
    parsing_error: text,
    parsing_table: text,
    parquet_url: text,
    parquet_size: size,
    pmtiles_url: text,
    pmtiles_size: size,
    geojson_url: text,
    geojson_size: size,
  },
  { title: 'LinkCheck' },
)

const Crawl = Type.Object(
  {
    resource_id: Type.String(),
    status: orNull(Type.String({ description: 'hydra’s word for what is under way; null: nothing.' })),
    status_since: DateTime,
    position_in_queue: size,
    message: Type.String({ description: 'One sentence for people.' }),
    stages: Type.Array(
      Type.Object({
        code: Type.String(),
        label: Type.String(),
        state: Type.String({ description: 'done, running, waiting, failed or skipped.' }),
      }),
    ),
    last_check: orNull(Check),
    errors: Type.Array(Type.String()),
  },
  { title: 'FileProgress' },
)

const Share = { count: Type.Integer(), percentage: Type.Number() }

/** What each operation of v1 answers with. */
export const linkAnswers: Answers = {
  get_crawl: answers(Crawl),
  copy_link: answers(Resource),
}

/** What hydra's operations answer with. */
export const crawlerAnswers: Answers = {
  get_crawled_resource: answers(
    Type.Object({
      dataset_id: text,
      resource_id: Type.String(),
      status: text,
      status_since: DateTime,
    }),
  ),
  get_crawled_stats: answers(
    Type.Object({
      total_count: Type.Integer(),
      deleted_count: Type.Integer(),
      statuses_count: Type.Record(Type.String(), Type.Integer()),
    }),
  ),
  get_latest_check: answers(Check),
  list_checks: answers(Type.Array(Check)),
  aggregate_checks: answers(Type.Array(Type.Object({ value: Type.Unknown(), count: Type.Integer() }))),
  get_checks_stats: answers(
    Type.Object({
      status: Type.Array(Type.Object({ label: Type.String(), ...Share })),
      status_codes: Type.Array(Type.Object({ code: Type.Integer(), ...Share })),
    }),
  ),
  get_crawler_status: answers(
    Type.Object({
      checks: Type.Object({
        in_progress_count: Type.Integer(),
        in_progress_percentage: Type.Number(),
        needs_check_count: Type.Integer(),
        needs_check_percentage: Type.Number(),
        up_to_date_check_count: Type.Integer(),
        up_to_date_check_percentage: Type.Number(),
      }),
      resources: Type.Object({ total_eligible_count: Type.Integer() }),
    }),
  ),
  get_worker_status: answers(
    Type.Object({
      queued: Type.Object({ default: Type.Integer(), high: Type.Integer(), low: Type.Integer() }),
    }),
  ),
  list_resources_exceptions: answers(Type.Array(Type.Unknown())),
  get_crawler_health: answers(
    Type.Object({
      version: Type.String(),
      environment: Type.String(),
      uptime_seconds: Type.Integer(),
      csv_to_db: Type.Boolean(),
      db_to_parquet: Type.Boolean(),
    }),
  ),
}

import { sql, type Selectable } from 'kysely'
import { containing, type Db, type IdQuery, type ResourcesTable } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import type { Owners } from '../organizations/index.ts'
import type { Resource, ResourceType } from './model.ts'

/** New resources come first in their dataset, as in udata. */
export const insertResourceFirst = async (db: Db, resource: Resource): Promise<void> => {
  await db
    .insertInto('resources')
    .values({
      ...rowOf(resource),
      created_at: resource.createdAt,
      position: sql<number>`coalesce((select min(position) from resources where dataset_id = ${resource.datasetId}), 0) - 1`,
    })
    .execute()
}

export const updateResourceRow = async (db: Db, resource: Resource): Promise<void> => {
  await db.updateTable('resources').set(rowOf(resource)).where('id', '=', resource.id).execute()
}

export const softDeleteResource = async (db: Db, id: string): Promise<void> => {
  await db.updateTable('resources').set({ deleted_at: new Date() }).where('id', '=', id).execute()
}

export const selectResource = async (db: Db, id: string): Promise<Resource | undefined> => {
  const row = await db
    .selectFrom('resources')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row && resourceOf(row)
}

/** Resources of several datasets in one query, in their order. */
export const selectResources = async (db: Db, datasetIds: string[]): Promise<Map<string, Resource[]>> => {
  const byDataset = new Map<string, Resource[]>(datasetIds.map((id) => [id, []]))
  if (datasetIds.length === 0) return byDataset
  const rows = await db
    .selectFrom('resources')
    .selectAll()
    .where(sql<boolean>`dataset_id = any(${datasetIds})`)
    .where('community', '=', false)
    .where('deleted_at', 'is', null)
    .orderBy('dataset_id')
    .orderBy('position')
    .execute()
  for (const row of rows) if (row.dataset_id) byDataset.get(row.dataset_id)?.push(resourceOf(row))
  return byDataset
}

export const selectResourcePage = async (
  db: Db,
  datasetId: string,
  { type, q }: { type?: ResourceType; q?: string },
  { page, pageSize }: Page,
): Promise<[Resource[], number]> => {
  let found = db
    .selectFrom('resources')
    .where('dataset_id', '=', datasetId)
    .where('community', '=', false)
    .where('deleted_at', 'is', null)
  if (type) found = found.where('type', '=', type)
  if (q) found = found.where('title', 'ilike', containing(q))
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = found
    .selectAll()
    .orderBy('position')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  return [(await rows.execute()).map(resourceOf), total]
}

export const setPositions = async (db: Db, ids: string[]): Promise<void> => {
  await sql`
    update resources set position = wanted.position
    from unnest(${ids}::uuid[]) with ordinality as wanted (id, position)
    where resources.id = wanted.id`.execute(db)
}

/** How often each was downloaded, where udata has it: no date moves. */
export const mergeFileViews = async (db: Db, files: { id: string; views: number }[]): Promise<void> => {
  if (files.length === 0) return
  const [ids, views] = [files.map(({ id }) => id), files.map((file) => file.views)]
  await sql`
    update resources set metrics = metrics || jsonb_build_object('views', counted.views)
    from unnest(${ids}::uuid[], ${views}::bigint[]) as counted (id, views)
    where resources.id = counted.id`.execute(db)
}

/** Files and links that everybody can see, and the rows of their tables. */
export const countPublicResources = async (db: Db): Promise<{ files: number; rows: number }> =>
  db
    .selectFrom('resources')
    .innerJoin('datasets', 'datasets.id', 'resources.dataset_id')
    .select((e) => [
      e.fn.countAll<number>().as('files'),
      sql<number>`coalesce(sum((analysis_extras->>'analysis:parsing:total_lines')::bigint), 0)::bigint`.as('rows'),
    ])
    .where('resources.deleted_at', 'is', null)
    .where('resources.community', '=', false)
    .where('datasets.private', '=', false)
    .where('datasets.deleted_at', 'is', null)
    .where('datasets.archived_at', 'is', null)
    .executeTakeFirstOrThrow()

/** Resources taken out of their dataset before this moment go for good, with their versions. */
export const purgeResources = async (db: Db, before: Date): Promise<void> => {
  await db.deleteFrom('resources').where('deleted_at', '<', before).execute()
}

const rowOf = (resource: Resource) => ({
  id: resource.id,
  dataset_id: resource.datasetId,
  community: resource.community !== null,
  organization_id: resource.community?.organizationId ?? null,
  owner_id: resource.community?.ownerId ?? null,
  title: resource.title,
  description: resource.description,
  type: resource.type,
  filetype: resource.filetype,
  url: resource.filetype === 'remote' ? resource.url : null,
  file_name: resource.filetype === 'file' ? resource.fileName : null,
  version_number: resource.filetype === 'file' ? resource.versionNumber : null,
  format: resource.format,
  mime: resource.mime,
  filesize: resource.filesize,
  checksum_type: resource.checksum?.type ?? null,
  checksum_value: resource.checksum?.value ?? null,
  schema: resource.schema && JSON.stringify(resource.schema),
  extras: JSON.stringify(resource.extras),
  analysis_extras: JSON.stringify(resource.filetype === 'file' ? resource.analysisExtras : {}),
  last_modified: resource.lastModified,
})

export const resourceOf = (row: Selectable<ResourcesTable>): Resource => {
  const base = {
    id: row.id,
    datasetId: row.dataset_id,
    community: row.community ? { organizationId: row.organization_id, ownerId: row.owner_id } : null,
    title: row.title,
    description: row.description,
    type: row.type as ResourceType,
    format: row.format,
    mime: row.mime,
    filesize: row.filesize,
    checksum: row.checksum_type && row.checksum_value ? { type: row.checksum_type, value: row.checksum_value } : null,
    schema: row.schema,
    extras: row.extras,
    metrics: row.metrics,
    harvest: row.harvest,
    createdAt: row.created_at,
    lastModified: row.last_modified,
  }
  if (row.filetype === 'remote') return { ...base, filetype: 'remote', url: row.url ?? '' }
  const { file_name: fileName, version_number: versionNumber, analysis_extras: analysisExtras } = row
  return { ...base, filetype: 'file', fileName: fileName ?? '', versionNumber: versionNumber ?? 0, analysisExtras }
}

/** Ids of the files that somebody owns, for the queries of other modules: deleted ones too, until they are purged. */
export const idsOfOwnedResources = ({ organizationId, ownerId }: Owners): IdQuery =>
  sql`select r.id from resources r left join datasets d on d.id = r.dataset_id
    where case when r.community
      then r.organization_id = ${organizationId}::text or r.owner_id = ${ownerId}::text
      else d.organization_id = ${organizationId}::text or d.owner_id = ${ownerId}::text end`

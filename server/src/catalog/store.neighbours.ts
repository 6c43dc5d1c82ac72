import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { Owners } from '../organizations/index.ts'
import type { AlikeResource, OwnedTitle } from './model.ts'

/** Beyond, one more dataset changes nothing of what is said of them all. */
const MOST_DATASETS = 5_000
const MOST_ALIKE = 200

export const selectOwnedTitles = (db: Db, owner: Owners): Promise<OwnedTitle[]> =>
  ownedDatasets(db, owner)
    .select(['datasets.id', 'datasets.title', 'datasets.tags', 'datasets.private'])
    .orderBy('datasets.created_at')
    .limit(MOST_DATASETS)
    .execute()

export const selectAlikeResources = async (
  db: Db,
  owner: Owners,
  { checksums, addresses }: { checksums: string[]; addresses: string[] },
): Promise<AlikeResource[]> => {
  if (checksums.length + addresses.length === 0) return []
  const address = sql<string>`lower(regexp_replace(regexp_replace(regexp_replace(btrim(resources.url), '^https?://(www[.])?', '', 'i'), '#.*$', ''), '/+$', ''))`
  return ownedDatasets(db, owner)
    .innerJoin('resources', 'resources.dataset_id', 'datasets.id')
    .select(['resources.id as resourceId', 'datasets.id as datasetId', 'datasets.title as datasetTitle'])
    .select(['resources.checksum_value as checksum', 'resources.url'])
    .where('resources.deleted_at', 'is', null)
    .where('resources.community', '=', false)
    .where((e) =>
      e.or([
        sql<boolean>`resources.filetype = 'file' and lower(resources.checksum_value) = any(${checksums})`,
        sql<boolean>`resources.filetype = 'remote' and ${address} = any(${addresses})`,
      ]),
    )
    .orderBy('datasets.created_at')
    .limit(MOST_ALIKE)
    .execute()
}

const ownedDatasets = (db: Db, { organizationId, ownerId }: Owners) =>
  db
    .selectFrom('datasets')
    .where('datasets.deleted_at', 'is', null)
    .where((e) =>
      organizationId ? e('datasets.organization_id', '=', organizationId) : e('datasets.owner_id', '=', ownerId),
    )

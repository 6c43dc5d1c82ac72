import type { Insertable, Selectable } from 'kysely'
import type { Db, PublicationsTable, Tx } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import type { Text } from '../lib/text.ts'
import type { Publication, State } from './model.ts'

const OPEN: State[] = ['submitted', 'planned']

export const insertPublication = async (tx: Tx, publication: Publication): Promise<void> => {
  await tx.insertInto('publications').values(rowOf(publication)).execute()
}

export const updatePublication = async (tx: Tx, publication: Publication): Promise<void> => {
  await tx.updateTable('publications').set(rowOf(publication)).where('id', '=', publication.id).execute()
}

export const selectPublication = async (db: Db, id: string): Promise<Publication | undefined> => {
  const row = await db.selectFrom('publications').selectAll().where('id', '=', id).executeTakeFirst()
  return row && publicationOf(row)
}

/** The same, waiting for whoever works on it. */
export const lockPublication = async (tx: Tx, id: string): Promise<Publication | undefined> => {
  const row = await tx.selectFrom('publications').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && publicationOf(row)
}

/** The same if it is due and nobody else works on it: another node lets it be. */
export const claimDue = async (tx: Tx, id: string, now: Date): Promise<Publication | undefined> => {
  const row = await tx
    .selectFrom('publications')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'planned')
    .where('publish_at', '<=', now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row && publicationOf(row)
}

export const selectDueIds = async (db: Db, now: Date): Promise<string[]> => {
  const due = db.selectFrom('publications').select('id').where('state', '=', 'planned').where('publish_at', '<=', now)
  return (await due.orderBy('publish_at').limit(200).execute()).map(({ id }) => id)
}

/** Those of these datasets that are to come. */
export const selectOpen = async (db: Db, datasetIds: string[]): Promise<Publication[]> => {
  if (datasetIds.length === 0) return []
  const theirs = db.selectFrom('publications').selectAll().where('dataset_id', 'in', datasetIds)
  return (await theirs.where('state', 'in', OPEN).orderBy('publish_at').execute()).map(publicationOf)
}

/** All that is to come, of everybody. */
export const selectAllOpen = async (db: Db): Promise<Publication[]> =>
  (await db.selectFrom('publications').selectAll().where('state', 'in', OPEN).execute()).map(publicationOf)

/** Submitted in these organizations, oldest first. */
export const selectSubmitted = async (db: Db, organizationIds: string[]): Promise<Publication[]> => {
  if (organizationIds.length === 0) return []
  const waiting = db.selectFrom('publications').selectAll().where('state', '=', 'submitted')
  const rows = await waiting.where('organization_id', 'in', organizationIds).orderBy('asked_at').limit(200).execute()
  return rows.map(publicationOf)
}

/** Of a dataset, newest first. */
export const selectOfDataset = async (db: Db, datasetId: string): Promise<Publication[]> => {
  const theirs = db.selectFrom('publications').selectAll().where('dataset_id', '=', datasetId)
  return (await theirs.orderBy('asked_at', 'desc').limit(100).execute()).map(publicationOf)
}

/** A page of an organization's in these states: what comes first first, what ended last first. */
export const selectPage = async (
  db: Db,
  organizationId: string,
  states: State[],
  { page, pageSize }: Page,
): Promise<[Publication[], number]> => {
  const theirs = db
    .selectFrom('publications')
    .where('organization_id', '=', organizationId)
    .where('state', 'in', states)
  const { n } = await theirs.select((e) => e.fn.countAll<string>().as('n')).executeTakeFirstOrThrow()
  const rows = await theirs
    .selectAll()
    .orderBy((e) => e.fn.coalesce('ended_at', 'asked_at'), 'desc')
    .orderBy('publish_at')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return [rows.map(publicationOf), Number(n)]
}

const rowOf = (publication: Publication): Insertable<PublicationsTable> => ({
  ...{ id: publication.id, kind: publication.kind, dataset_id: publication.datasetId },
  ...{ organization_id: publication.organizationId, state: publication.state, publish_at: publication.publishAt },
  ...{ asked_by: publication.askedBy, asked_at: publication.askedAt, reason: publication.reason },
  ...{ decided_by: publication.decidedBy, decided_at: publication.decidedAt },
  ...{ decision_reason: publication.decisionReason, ended_at: publication.endedAt },
  ...{ error: publication.error && JSON.stringify(publication.error), attempts: publication.attempts },
  ...(publication.kind === 'deposit' && {
    ...{ deposit_id: publication.depositId, resource_id: publication.resourceId, file_name: publication.fileName },
    ...{ confirmed: publication.confirmed, sha256: publication.sha256, replaces_sha256: publication.replacesSha256 },
  }),
})

const publicationOf = (row: Selectable<PublicationsTable>): Publication => {
  const common = {
    ...{ id: row.id, datasetId: row.dataset_id, organizationId: row.organization_id, state: row.state },
    ...{ publishAt: row.publish_at, askedBy: row.asked_by, askedAt: row.asked_at, reason: row.reason },
    ...{ decidedBy: row.decided_by, decidedAt: row.decided_at, decisionReason: row.decision_reason },
    ...{ endedAt: row.ended_at, error: row.error as Text | null, attempts: row.attempts },
  }
  if (row.kind === 'dataset') return { ...common, kind: 'dataset' }
  return {
    ...{ ...common, kind: 'deposit', depositId: row.deposit_id ?? '', resourceId: row.resource_id },
    ...{ fileName: row.file_name ?? '', confirmed: row.confirmed, sha256: row.sha256 ?? '' },
    replacesSha256: row.replaces_sha256,
  }
}

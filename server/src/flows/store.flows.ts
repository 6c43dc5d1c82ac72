import { sql, type Selectable } from 'kysely'
import type { Db, FlowsTable } from '../db/index.ts'
import type { Flow, FlowDefinition, FlowPulse, FlowState } from './model.ts'

export const insertFlow = async (db: Db, flow: Flow): Promise<void> => {
  await db
    .insertInto('flows')
    .values({
      ...{ id: flow.id, slug: flow.slug, name: flow.name, organization_id: flow.organizationId },
      ...{ created_by: flow.createdBy, created_at: flow.createdAt, definition: JSON.stringify(flow.definition) },
      credentials_expire_at: flow.credentialsExpireAt,
    })
    .execute()
}

/** By id or slug; what was deleted is not there. */
export const selectFlow = async (db: Db, idOrSlug: string): Promise<Flow | undefined> => {
  const row = await shown(db)
    .where((e) => e.or([e(sql`id::text`, '=', idOrSlug), e('slug', '=', idOrSlug)]))
    .executeTakeFirst()
  return row && flowOf(row)
}

/** The same, held until the transaction ends. */
export const lockFlow = async (tx: Db, id: string): Promise<Flow | undefined> => {
  const row = await shown(tx).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && flowOf(row)
}

export const selectFlowsOf = async (db: Db, organizationIds: string[] | 'all'): Promise<Flow[]> => {
  if (organizationIds.length === 0) return []
  const all = shown(db).orderBy('name').orderBy('id')
  const theirs = organizationIds === 'all' ? all : all.where('organization_id', 'in', organizationIds)
  return (await theirs.execute()).map(flowOf)
}

export const selectFlowsById = async (db: Db, ids: string[]): Promise<Flow[]> =>
  ids.length === 0 ? [] : (await shown(db).where('id', 'in', ids).execute()).map(flowOf)

/** Whose time has come, for as long as the transaction lasts nobody else's. */
export const lockDueFlows = async (tx: Db, now: Date): Promise<Flow[]> =>
  (
    await shown(tx)
      .where('state', '=', 'active')
      .where(sql<boolean>`least(next_run_at, retry_at) <= ${now}`)
      .orderBy(sql`least(next_run_at, retry_at)`)
      .limit(100)
      .forUpdate()
      .skipLocked()
      .execute()
  ).map(flowOf)

export const selectActiveFlows = async (db: Db): Promise<Flow[]> =>
  (await shown(db).where('state', '=', 'active').execute()).map(flowOf)

export const updateDefinition = async (db: Db, flow: Flow): Promise<void> => {
  await db
    .updateTable('flows')
    .set({
      ...{ name: flow.name, slug: flow.slug, definition: JSON.stringify(flow.definition), revision: flow.revision },
      ...{ credentials_expire_at: flow.credentialsExpireAt, told_expiry_at: flow.toldExpiryAt },
    })
    .where('id', '=', flow.id)
    .execute()
}

export const updateState = async (db: Db, { id, state, paused, activatedAt }: Flow): Promise<void> => {
  const pause = { paused_at: paused?.at ?? null, paused_by: paused?.by ?? null, pause_reason: paused?.reason ?? null }
  await db
    .updateTable('flows')
    .set({ state, ...pause, activated_at: activatedAt })
    .where('id', '=', id)
    .execute()
}

export const pauseFlowsOfOrganization = async (
  db: Db,
  organizationId: string,
  { by, reason, at }: NonNullable<Flow['paused']>,
): Promise<void> => {
  const paused = { state: 'paused', paused_at: at, paused_by: by, pause_reason: reason }
  await db
    .updateTable('flows')
    .set({ ...paused, next_run_at: null, retry_at: null })
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'active')
    .execute()
}

export const updatePulse = async (db: Db, id: string, pulse: FlowPulse): Promise<void> => {
  const set = Object.fromEntries(Object.entries(pulse).map(([name, value]) => [snakeCase(name), value]))
  if (Object.keys(set).length > 0) await db.updateTable('flows').set(set).where('id', '=', id).execute()
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

export const markDeleted = async (db: Db, id: string): Promise<void> => {
  // Its name may be another's, its addresses are nobody's, its secrets are gone at once.
  const forgotten = { secrets: null, secret_names: [], webhook_secret: null, inbox_hash: null, hook_hash: null }
  await db
    .updateTable('flows')
    .set({ ...forgotten, deleted_at: new Date(), slug: sql<string>`slug || '~' || id` })
    .where('id', '=', id)
    .execute()
}

/** What a flow remembered of its source and made of it. Its runs stay, as long as any. */
export const deleteMemory = async (tx: Db, id: string): Promise<void> => {
  const tables = ['flow_held', 'flow_drops', 'flow_objects', 'flow_targets', 'flow_datasets', 'flow_fields'] as const
  for (const table of tables) await tx.deleteFrom(table).where('flow_id', '=', id).execute()
}

export const selectSecrets = async (
  db: Db,
  id: string,
): Promise<{ secrets: string | null; webhookSecret: string | null }> => {
  const row = await db
    .selectFrom('flows')
    .select(['secrets', 'webhook_secret as webhookSecret'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? { secrets: null, webhookSecret: null }
}

export const updateSecrets = async (db: Db, id: string, sealed: string | null, names: string[]): Promise<void> => {
  await db.updateTable('flows').set({ secrets: sealed, secret_names: names }).where('id', '=', id).execute()
}

export const updateWebhookSecret = async (db: Db, id: string, sealed: string): Promise<void> => {
  await db.updateTable('flows').set({ webhook_secret: sealed }).where('id', '=', id).execute()
}

export const updateAddress = async (db: Db, id: string, which: 'inbox' | 'hook', hash: string): Promise<void> => {
  await db
    .updateTable('flows')
    .set(which === 'inbox' ? { inbox_hash: hash } : { hook_hash: hash })
    .where('id', '=', id)
    .execute()
}

export const selectFlowByAddress = async (db: Db, which: 'inbox' | 'hook', hash: string): Promise<Flow | undefined> => {
  const row = await shown(db)
    .where(which === 'inbox' ? 'inbox_hash' : 'hook_hash', '=', hash)
    .executeTakeFirst()
  return row && flowOf(row)
}

export const isSlugTaken = async (db: Db, slug: string): Promise<boolean> =>
  (await db.selectFrom('flows').select('id').where('slug', '=', slug).executeTakeFirst()) !== undefined

const shown = (db: Db) => db.selectFrom('flows').selectAll().where('deleted_at', 'is', null)

const flowOf = (row: Selectable<FlowsTable>): Flow => ({
  ...{ id: row.id, slug: row.slug, name: row.name, organizationId: row.organization_id },
  ...{ createdBy: row.created_by, createdAt: row.created_at, state: row.state as FlowState },
  paused: row.paused_at && { at: row.paused_at, by: row.paused_by, reason: row.pause_reason },
  definition: row.definition as FlowDefinition,
  revision: row.revision,
  secretNames: row.secret_names,
  credentialsExpireAt: row.credentials_expire_at,
  ...{
    nextRunAt: row.next_run_at,
    retryAt: row.retry_at,
    retries: row.retries,
    eventAt: row.event_at,
    activatedAt: row.activated_at,
  },
  ...{ lastRunAt: row.last_run_at, lastSuccessAt: row.last_success_at, lastChangeAt: row.last_change_at },
  ...{ failingSince: row.failing_since, toldLateAt: row.told_late_at, toldExpiryAt: row.told_expiry_at },
})

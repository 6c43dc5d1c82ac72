import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../lib/actor.ts'
import { Conflict, Forbidden, invalidField, NotFound, Stale, Unauthorized } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { publish } from '../events/index.ts'
import { discardDepositsOf } from '../ingest/index.ts'
import { demandAgreement, findOrganizations } from '../organizations/index.ts'
import { releaseMirror } from '../mirrors/index.ts'
import { forgetDeliveries } from '../webhooks/index.ts'
import { keepSecrets, type SecretChanges } from './credentials.ts'
import { checkDefinition } from './definition/definition.rules.ts'
import { slugAfter, slugFor } from './flow-slugs.ts'
import type { Flow, FlowDefinition } from './model.ts'
import { tellPeople } from './tell.ts'
import { canManageFlows, canSeeFlows, demandManager, NOT_YOURS } from './policy.ts'
import { nextRunAfter } from './definition/schedule.rules.ts'
import {
  deleteMemory,
  insertFlow,
  lockFlow,
  markDeleted,
  selectFlow,
  selectFlowsOf,
  updateDefinition,
  updatePulse,
  updateState,
} from './store.flows.ts'
import { cancelOpenRun } from './runs/store.runs.ts'
import { deleteRemoteTargets } from './runs/store.targets.ts'
import { destinationOf } from './destination.rules.ts'

export interface FlowChanges {
  name?: string
  slug?: string
  definition?: FlowDefinition
  secrets?: SecretChanges
  credentialsExpireAt?: Date | null
}

interface Deps {
  db: Db
  secretKey: Buffer
  now?: () => Date
}

/** Declares a flow, as a draft: nothing runs before it is activated. Throws `Unauthorized`, `Forbidden`, `Invalid`. */
export const createFlow = (
  { db, secretKey, now = () => new Date() }: Deps,
  actor: Actor,
  input: FlowChanges & { name: string; organizationId: string; definition: FlowDefinition },
): Promise<Flow> =>
  inTransaction(db, async (tx) => {
    if (actor.kind === 'anonymous') throw new Unauthorized()
    const { organizationId, definition } = input
    const organization = (await findOrganizations(tx, [organizationId])).get(organizationId)
    if (!organization || organization.deletedAt) throw invalidField('organization', NO_ORGANIZATION)
    demandManager(actor, organizationId)
    const name = nameIn(input.name)
    checkDefinition(definition)
    const flow: Flow = {
      ...{ id: randomUUID(), slug: await slugFor(tx, input.slug, name), name, organizationId, definition },
      ...{ createdBy: actor.userId, createdAt: now(), state: 'draft', paused: null, revision: 1, secretNames: [] },
      credentialsExpireAt: input.credentialsExpireAt ?? null,
      ...{ nextRunAt: null, lastRunAt: null, lastSuccessAt: null, lastChangeAt: null, failingSince: null },
      ...{ activatedAt: null, retryAt: null, retries: 0, eventAt: null, toldLateAt: null, toldExpiryAt: null },
    }
    await insertFlow(tx, flow)
    return { ...flow, secretNames: await keepSecrets(tx, secretKey, flow, input.secrets) }
  })

/**
 * Changes what is given. Other credentials make it try at once, when the last ones failed. `revision`: the one that the
 * caller read. Throws `NotFound`, `Forbidden`, `SecondPersonNeeded` for one that was activated, `Invalid`, `Stale`.
 */
export const updateFlow = (
  { db, secretKey, now = () => new Date() }: Deps,
  actor: Actor,
  idOrSlug: string,
  changes: FlowChanges,
  revision?: number,
): Promise<Flow> =>
  inTransaction(db, async (tx) => {
    const before = await lockManaged(tx, actor, idOrSlug)
    if (revision !== undefined && revision !== before.revision) throw new Stale()
    if (before.state !== 'draft') await demandAgreement(tx, actor, before.organizationId)
    const definition = changes.definition ?? before.definition
    checkDefinition(definition)
    const isExpiryNew = changes.credentialsExpireAt !== undefined
    const after: Flow = {
      ...before,
      definition,
      name: changes.name === undefined ? before.name : nameIn(changes.name),
      slug: await slugAfter(tx, before, changes.slug),
      credentialsExpireAt: isExpiryNew ? (changes.credentialsExpireAt ?? null) : before.credentialsExpireAt,
      toldExpiryAt: isExpiryNew ? null : before.toldExpiryAt,
      revision: before.revision + 1,
    }
    await updateDefinition(tx, after)
    if (!isDeepStrictEqual(destinationOf(before), destinationOf(after))) await deleteRemoteTargets(tx, after.id)
    const secretNames = await keepSecrets(tx, secretKey, after, changes.secrets, before.definition)
    if (isExpiryNew && before.toldExpiryAt)
      await tellPeople(tx, after, 'settled', { statuses: ['credentials_expiring'] })
    if (after.state !== 'active') return { ...after, secretNames }
    // Whoever changes words every hour doesn't put the night off for ever.
    const isSameTime = isDeepStrictEqual(before.definition.schedule, definition.schedule)
    const pulse = {
      nextRunAt: isSameTime ? before.nextRunAt : nextRunAfter(definition.schedule, now()),
      retryAt: changes.secrets && before.failingSince ? now() : before.retryAt,
    }
    await updatePulse(tx, after.id, pulse)
    return { ...after, ...pulse, secretNames }
  })

/**
 * Begins its schedule; its first run is at once, but by hand. Throws `NotFound`, `Forbidden`, `SecondPersonNeeded`,
 * `Invalid`.
 */
export const activateFlow = (
  { db, now = () => new Date() }: Pick<Deps, 'db' | 'now'>,
  actor: Actor,
  idOrSlug: string,
): Promise<Flow> =>
  inTransaction(db, async (tx) => {
    const flow = await lockManaged(tx, actor, idOrSlug)
    if (flow.state === 'active') return flow
    await demandAgreement(tx, actor, flow.organizationId)
    checkDefinition(flow.definition)
    const active: Flow = { ...flow, state: 'active', paused: null, activatedAt: now() }
    await updateState(tx, active)
    const isByHand = flow.definition.schedule.kind === 'manual'
    const pulse = { nextRunAt: isByHand ? null : now(), retryAt: null, retries: 0, toldLateAt: null }
    await updatePulse(tx, flow.id, pulse)
    return { ...active, ...pulse }
  })

/** Stops its schedule; everybody reads since when, by whom and why. Throws `NotFound`, `Forbidden`, `Conflict`. */
export const pauseFlow = (
  { db, now = () => new Date() }: Pick<Deps, 'db' | 'now'>,
  actor: Actor,
  idOrSlug: string,
  reason: string | null,
): Promise<Flow> =>
  inTransaction(db, async (tx) => {
    const flow = await lockManaged(tx, actor, idOrSlug)
    if (flow.state === 'draft') throw new Conflict(NOT_ACTIVE)
    if (flow.state === 'paused') return flow
    const by = actor.kind === 'user' ? actor.userId : null
    const paused: Flow = { ...flow, state: 'paused', paused: { at: now(), by, reason: reason?.trim() || null } }
    await updateState(tx, paused)
    const pulse = { nextRunAt: null, retryAt: null, retries: 0 }
    await updatePulse(tx, flow.id, pulse)
    return { ...paused, ...pulse }
  })

/**
 * Forgets a flow, its secrets, and what waits for a decision about it; a run under way ends. What it published stays,
 * and belongs to people. Throws `NotFound`, `Forbidden`.
 */
export const deleteFlow = (db: Db, actor: Actor, idOrSlug: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    const { id, organizationId } = await lockManaged(tx, actor, idOrSlug)
    await markDeleted(tx, id)
    await cancelOpenRun(tx, id, new Date())
    await discardDepositsOf(tx, id)
    await deleteMemory(tx, id)
    await forgetDeliveries(tx, { class: 'Flow', id })
    await releaseMirror(tx, id)
    await publish(tx, { type: 'flow:deleted', actorId: null, subject: { class: 'Flow', id }, organizationId })
  })

/** A flow of an organization of the caller's; anybody else doesn't know that it exists. Throws `NotFound`. */
export const getFlow = async (db: Db, actor: Actor, idOrSlug: string): Promise<Flow> => {
  const flow = await selectFlow(db, idOrSlug)
  if (!flow || !canSeeFlows(actor, flow.organizationId)) throw new NotFound(NO_FLOW)
  return flow
}

/** The same for who may change it and make it run. Throws `NotFound`, `Forbidden`. */
export const getManagedFlow = async (db: Db, actor: Actor, idOrSlug: string): Promise<Flow> => {
  const flow = await getFlow(db, actor, idOrSlug)
  if (!canManageFlows(actor, flow.organizationId)) throw new Forbidden(NOT_YOURS)
  return flow
}

/** Every flow that the caller may see, in the order of their names. Throws `Unauthorized`. */
export const listFlows = async (db: Db, actor: Actor, organizationId?: string): Promise<Flow[]> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const mine = actor.memberships.map((membership) => membership.organizationId)
  const seen = actor.siteAdmin ? ('all' as const) : mine
  const flows = await selectFlowsOf(db, seen)
  return organizationId ? flows.filter((flow) => flow.organizationId === organizationId) : flows
}

const lockManaged = async (tx: Db, actor: Actor, idOrSlug: string): Promise<Flow> => {
  const { id } = await getManagedFlow(tx, actor, idOrSlug)
  const flow = await lockFlow(tx, id)
  if (!flow) throw new NotFound(NO_FLOW)
  return flow
}

const nameIn = (name: string): string => {
  const trimmed = name.trim()
  if (trimmed === '' || trimmed.length > 200) throw invalidField('name', NO_NAME)
  return trimmed
}

const NO_FLOW: Text = { fr: 'Ce flux n’existe pas, ou plus.', en: 'This flow does not exist, or not any more.' }
const NO_ORGANIZATION: Text = { fr: 'Cette organisation n’existe pas.', en: 'Unknown organization.' }
const NO_NAME: Text = {
  fr: 'Donnez un nom au flux, de 200 caractères au plus.',
  en: 'Give the flow a name, of 200 characters at most.',
}
const NOT_ACTIVE: Text = {
  fr: 'Ce flux est un brouillon : il n’y a rien à mettre en pause.',
  en: 'This flow is a draft: there is nothing to pause.',
}

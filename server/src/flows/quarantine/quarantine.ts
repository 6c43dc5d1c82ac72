import type { Actor } from '../../lib/actor.ts'
import { Conflict, Forbidden, Invalid, NotFound } from '../../lib/errors.ts'
import { isUuid } from '../../lib/ids.ts'
import type { Text } from '../../lib/text.ts'
import { inTransaction, type Db } from '../../db/index.ts'
import type { Page } from '../../http/index.ts'
import { demandSecondPerson, discardDepositOf, getDeposit, publishDeposit } from '../../ingest/index.ts'
import { demandAgreement } from '../../organizations/index.ts'
import { clockOf, type FlowDeps } from '../deps.ts'
import { listFlows } from '../flows.ts'
import type { Flow, Held } from '../model.ts'
import { canManageFlows, canSeeFlows } from '../policy.ts'
import { releaseThere } from '../runs/publish-there.ts'
import { lockFlow, selectFlow } from '../store.flows.ts'
import { noteChange } from './note-change.ts'
import { settleHeld } from './settle-held.ts'
import { decideHeld, selectHeld, selectHeldPage } from './store.held.ts'
import { settleHeldObject } from '../runs/store.objects.ts'
import { claimTarget } from '../runs/store.targets.ts'
import { tellPeople } from '../tell.ts'

/** Files that gates kept, the newest first, in one flow or in all that the caller sees. Throws `Unauthorized`. */
export const listHeld = async (
  db: Db,
  actor: Actor,
  filter: { flow?: string; state?: Held['state'] },
  page: Page,
): Promise<[Held[], number, Map<string, Flow>]> => {
  const all = await listFlows(db, actor)
  const flows = filter.flow ? all.filter(({ id, slug }) => id === filter.flow || slug === filter.flow) : all
  const flowIds = flows.map(({ id }) => id)
  await settleHeld(db, flowIds)
  const [held, total] = await selectHeldPage(db, { flowIds, state: filter.state ?? null }, page)
  return [held, total, new Map(flows.map((flow) => [flow.id, flow]))]
}

/**
 * Publishes a file that a gate kept, with the reason of whoever decides. Throws `NotFound`, `Forbidden`, `Invalid`
 * without a reason, `Conflict` when it was decided, or can't be published at all.
 */
export const releaseHeld = async (deps: FlowDeps, actor: Actor, id: string, reason: string): Promise<Held> => {
  const { held, flow } = await getDecidable(deps.db, actor, id)
  if (reason.trim() === '') throw new Invalid(SAY_WHY)
  await demandAgreement(deps.db, actor, flow.organizationId)
  demandSecondPerson(
    actor,
    flow.createdBy,
    held.reasons.map(({ rule }) => rule),
  )
  if (flow.definition.kind === 'files' && flow.definition.destination.kind === 'udata')
    await releaseThere(deps, flow, flow.definition, held)
  else if (held.depositId && held.datasetId) {
    const deposit = await getDeposit(deps.db, actor, held.datasetId, held.depositId)
    const { resource } = await publishDeposit(deps, actor, deposit, { reason, confirm: true })
    const target = { flowId: flow.id, identity: held.identity, datasetId: held.datasetId, resourceId: resource.id }
    await claimTarget(deps.db, { ...target, remoteId: null, sha256: held.sha256, archivedAt: null })
  } else throw new Conflict(CANNOT)
  return decide(deps, actor, { held, flow }, 'released', reason)
}

/** Says no to a file: the same bytes aren't taken again. Throws `NotFound`, `Forbidden`, `Conflict`. */
export const rejectHeld = async (deps: FlowDeps, actor: Actor, id: string, reason: string | null): Promise<Held> => {
  const { held, flow } = await getDecidable(deps.db, actor, id)
  if (held.depositId) await discardDepositOf(deps.db, flow.id, held.depositId)
  return decide(deps, actor, { held, flow }, 'rejected', reason)
}

const getDecidable = async (db: Db, actor: Actor, id: string): Promise<{ held: Held; flow: Flow }> => {
  const found = isUuid(id) ? await selectHeld(db, id) : undefined
  const flow = found && (await selectFlow(db, found.flowId))
  if (!found || !flow || !canSeeFlows(actor, flow.organizationId)) throw new NotFound(NO_HELD)
  if (!canManageFlows(actor, flow.organizationId)) throw new Forbidden()
  await settleHeld(db, [flow.id])
  const held = await selectHeld(db, id)
  if (held?.state !== 'waiting') throw new Conflict(DECIDED)
  return { held, flow }
}

const decide = (
  deps: FlowDeps,
  actor: Actor,
  { held, flow }: { held: Held; flow: Flow },
  state: 'released' | 'rejected',
  reason: string | null,
): Promise<Held> =>
  inTransaction(deps.db, async (tx) => {
    const decided = {
      at: clockOf(deps),
      by: actor.kind === 'user' ? actor.userId : null,
      reason: reason?.trim() || null,
    }
    await lockFlow(tx, flow.id)
    if (!(await decideHeld(tx, held.id, state, decided))) throw new Conflict(DECIDED)
    await settleHeldObject(tx, held, state === 'released' ? 'published' : 'refused')
    if (state === 'released') await noteChange(tx, flow, decided.at)
    await tellPeople(tx, flow, 'decided', { held: [held.id] })
    return { ...held, state, decided }
  })

const NO_HELD: Text = {
  fr: 'Ce fichier n’est pas en quarantaine, ou n’y est plus.',
  en: 'This file is not in quarantine, or not any more.',
}
const SAY_WHY: Text = {
  fr: 'Dites pourquoi ce fichier est publié malgré ce qui l’a retenu : la raison reste avec la version.',
  en: 'Say why this file is published despite what held it: the reason stays with the version.',
}
const DECIDED: Text = {
  fr: 'Quelqu’un a déjà décidé de ce fichier.',
  en: 'Somebody decided about this file already.',
}
const CANNOT: Text = {
  fr: 'Ce fichier ne peut pas être publié tel quel. Corrigez-le à sa source : le flux le reprendra.',
  en: 'This file cannot be published as it is. Mend it in its source: the flow takes it again.',
}

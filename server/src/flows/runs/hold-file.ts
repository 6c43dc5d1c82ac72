import { randomUUID } from 'node:crypto'
import type { Tx } from '../../db/index.ts'
import { discardDepositOf, keepDeposit, type FoundTarget } from '../../ingest/index.ts'
import { clockOf, type FlowDeps } from '../deps.ts'
import type { GateReason, Held } from '../model.ts'
import { actorOf } from '../policy.ts'
import { insertHeld, replaceWaiting, selectWaiting } from '../quarantine/store.held.ts'
import { updateObject } from './store.objects.ts'
import { tellPeople } from '../tell.ts'
import type { Arrived, FilesRun } from './files-run.ts'
import { factsOf, sentenceOf } from './verdict.rules.ts'

interface Holding {
  reasons: GateReason[]
  /** Where it would be published; null when it can't be, or elsewhere. */
  target: FoundTarget | null
}

/**
 * Puts a file in quarantine: the version before stays, and a person decides. Here it is a deposit, whose report says
 * everything. Another one of the same identity that waited is replaced.
 */
export const holdFile = async (
  deps: Pick<FlowDeps, 'now'>,
  context: FilesRun,
  arrived: Arrived,
  holding: Holding,
): Promise<void> => {
  const { flow, run, recorder } = context
  const { candidate, received } = arrived
  const { blob } = received
  const held: Held = {
    ...{ id: randomUUID(), flowId: flow.id, runId: run.id, key: candidate.seen.key },
    ...{ identity: candidate.mapped.identity, fileName: received.fileName, ...blob, reasons: holding.reasons },
    datasetId: holding.target && !holding.target.place.community ? holding.target.place.datasetId : null,
    resourceId: holding.target?.known?.id ?? null,
    depositId: holding.target && randomUUID(),
    ...{ state: 'waiting', createdAt: clockOf(deps), decided: null },
  }
  const decision = {
    ...{ ...factsOf(arrived), outcome: 'held' as const, code: holding.reasons[0]?.rule ?? null },
    ...{ text: sentenceOf(holding.reasons), datasetId: held.datasetId, resourceId: held.resourceId },
  }
  if (run.dry) return recorder.decide(decision)
  await recorder.decide({ ...decision, heldId: held.id }, async (tx) => {
    await replaceHeld(tx, deps, context, held.identity)
    if (holding.target && held.depositId)
      await keepDeposit(tx, actorOf(flow), holding.target, received, held.depositId, flow.id)
    await insertHeld(tx, held)
    const settled = { fingerprint: candidate.fingerprint, sha256: blob.sha256, state: 'held' as const, pending: null }
    await updateObject(tx, { flowId: flow.id, key: held.key }, settled)
  })
}

/** The same of what can't be published at all: there are no bytes to release. */
export const refuseFile = (
  deps: Pick<FlowDeps, 'now'>,
  context: FilesRun,
  arrived: Arrived,
  reason: GateReason,
): Promise<void> => holdFile(deps, context, arrived, { reasons: [reason], target: null })

/** What waited is replaced by another file of the same identity: nobody has to decide of it any more. */
export const replaceHeld = async (
  tx: Tx,
  deps: Pick<FlowDeps, 'now'>,
  context: Pick<FilesRun, 'flow'>,
  identity: string,
): Promise<void> => {
  const waiting = await selectWaiting(tx, context.flow.id, identity)
  if (waiting?.depositId) await discardDepositOf(tx, context.flow.id, waiting.depositId)
  const held = await replaceWaiting(tx, context.flow.id, identity, clockOf(deps))
  if (held.length > 0) await tellPeople(tx, context.flow, 'decided', { held })
}

import { inTransaction, type Db } from '../../db/index.ts'
import { findPublishedDeposits } from '../../ingest/index.ts'
import { selectFlowsById } from '../store.flows.ts'
import { noteChange } from './note-change.ts'
import { decideHeld, selectAllWaiting } from './store.held.ts'
import { settleHeldObject } from '../runs/store.objects.ts'
import { claimTarget } from '../runs/store.targets.ts'
import { tellPeople } from '../tell.ts'

/** What people published or gave up on the page of its dataset was decided there: the quarantine learns it here. */
export const settleHeld = async (db: Db, flowIds: string[]): Promise<void> => {
  const waiting = (await selectAllWaiting(db, flowIds)).filter(({ depositId }) => depositId !== null)
  if (waiting.length === 0) return
  const deposits = await findPublishedDeposits(
    db,
    waiting.map(({ depositId }) => depositId ?? ''),
  )
  const decided = waiting.filter(({ depositId }) => deposits.get(depositId ?? '') !== null)
  const flows = new Map((await selectFlowsById(db, flowIds)).map((flow) => [flow.id, flow]))
  for (const { id, flowId, key, identity, datasetId, depositId, sha256 } of decided) {
    const published = deposits.get(depositId ?? '')
    const flow = flows.get(flowId)
    if (!flow) continue
    await inTransaction(db, async (tx) => {
      const at = { at: new Date(), by: null, reason: null }
      if (!(await decideHeld(tx, id, published ? 'released' : 'rejected', at))) return
      await settleHeldObject(tx, { flowId, key, sha256 }, published ? 'published' : 'refused')
      if (published) {
        await claimTarget(tx, { flowId, identity, datasetId, ...published, remoteId: null, sha256, archivedAt: null })
        await noteChange(tx, flow, at.at)
      }
      await tellPeople(tx, flow, 'decided', { held: [id] })
    })
  }
}

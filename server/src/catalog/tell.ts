import { viaOf, type Actor } from '../lib/actor.ts'
import type { Tx } from '../db/index.ts'
import { publish } from '../events/index.ts'
import type { Dataset } from './model.ts'

/** Says what happened to a dataset, in the transaction that made it happen. */
export const tell = (
  tx: Tx,
  type: string,
  actor: Actor,
  dataset: Dataset,
  more: { changes?: string[]; extras?: Record<string, unknown> } = {},
): Promise<void> =>
  publish(tx, {
    type,
    actorId: actor.kind === 'user' ? actor.userId : null,
    subject: { class: 'Dataset', id: dataset.id },
    organizationId: dataset.organizationId,
    ...more,
    // By whose hands it was done is told beside in whose name.
    extras: { ...more.extras, via: viaOf(actor), ...(actor.kind === 'user' && { flow: actor.throughFlow }) },
  })

/** The same for one of its files. */
export const tellResource = (
  tx: Tx,
  what: 'added' | 'updated' | 'deleted',
  actor: Actor,
  dataset: Dataset,
  resource: { id: string; title: string },
): Promise<void> =>
  tell(tx, `dataset:resource:${what}`, actor, dataset, {
    extras: { resource_id: resource.id, resource_title: resource.title },
  })

import type { Dataset } from '../catalog/index.ts'
import type { Tx } from '../db/index.ts'
import { publish } from '../events/index.ts'
import type { Publication } from './model.ts'

type What = 'submitted' | 'accepted' | 'refused' | 'canceled' | 'done' | 'failed' | 'settled'

/** Says what became of a publication. `actorId`: whose doing; null: its time had come. */
export const tell = (
  tx: Tx,
  what: What,
  publication: Publication,
  dataset: Pick<Dataset, 'id' | 'title'>,
  actorId: string | null,
): Promise<void> =>
  publish(tx, {
    ...{ type: `publication:${what}`, actorId, organizationId: publication.organizationId },
    subject: { class: 'Dataset', id: dataset.id },
    extras: {
      ...{ publication: publication.id, title: dataset.title, publishAt: publication.publishAt },
      fileName: publication.kind === 'deposit' ? publication.fileName : null,
      ...{ depositId: publication.kind === 'deposit' ? publication.depositId : null, error: publication.error },
      ...{ askedBy: publication.askedBy, decidedBy: publication.decidedBy },
      ...{ reason: publication.reason, decisionReason: publication.decisionReason },
    },
  })

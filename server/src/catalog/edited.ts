import { membershipIn, type UserActor } from '../lib/actor.ts'
import type { Db, IdQuery } from '../db/index.ts'
import { dueAt } from './dataset.rules.ts'
import { idsOfWorkedOn, selectPromises } from './store.edited.ts'

/** Who works on what: what they own, what the organizations that they edit for own, what is assigned to them. */
export const idsOfEditedBy = (actor: UserActor): IdQuery => {
  const full = actor.memberships.filter(({ role }) => role !== 'partial_editor')
  return idsOfWorkedOn({
    ownerId: actor.userId,
    organizationIds: full.map(({ organizationId }) => organizationId),
    assigned: actor.memberships.flatMap(({ organizationId }) => membershipIn(actor, organizationId)?.assigned ?? []),
  })
}

export interface LateDataset {
  id: string
  title: string
  organizationId: string | null
  /** When its data should have come, at the latest. */
  since: Date
}

/** The public datasets that somebody works on whose frequency promised data by now, the latest one first. */
export const listLateDatasets = async (db: Db, actor: UserActor, now = new Date()): Promise<LateDataset[]> => {
  const promises = await selectPromises(db, idsOfEditedBy(actor))
  return promises
    .flatMap(({ frequency, lastUpdate, ...dataset }) => {
      const since = dueAt({ frequency, lastUpdate })
      return since && since < now ? { ...dataset, since } : []
    })
    .sort((a, b) => a.since.getTime() - b.since.getTime())
}

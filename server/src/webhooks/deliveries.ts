import type { Db, Tx } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import { daysAfter } from '../lib/dates.ts'
import type { About, Delivery } from './model.ts'
import { deleteAbout, deleteCreatedBefore, selectDeliveries } from './store.ts'

const DAYS_KEPT = 30

/** A page of what was sent about something, newest first. Who may see it is for the caller to say. */
export const listDeliveries = (db: Db, about: About, page: Page): Promise<[Delivery[], number]> =>
  selectDeliveries(db, about, page)

/** It went away for good: what still waits isn't sent, and the secrets go. */
export const forgetDeliveries = (tx: Tx, about: About): Promise<void> => deleteAbout(tx, about)

/** Deletes those of last month. Run twice, it finds nothing the second time. */
export const purgeDeliveries = (db: Db): Promise<void> => deleteCreatedBefore(db, daysAfter(new Date(), -DAYS_KEPT))

import { demandPerson, type Actor } from '../../lib/actor.ts'
import { daysAfter } from '../../lib/dates.ts'
import { Forbidden, NotFound } from '../../lib/errors.ts'
import { isUuid } from '../../lib/ids.ts'
import type { Db } from '../../db/index.ts'
import type { Page } from '../../http/index.ts'
import type { Notification, NotificationSort } from './model.ts'
import {
  deleteHandledBefore,
  handleNotification,
  selectNotification,
  selectNotifications,
} from './store.notifications.ts'

/** Handled ones are kept that long (udata-api.md §2.13). */
const DAYS_KEPT = 90

/** A page of the caller's own. `userId`: of another, there are none to see. Throws `Unauthorized`. */
export const listNotifications = async (
  db: Db,
  actor: Actor,
  { handled, userId }: { handled?: boolean; userId?: string },
  page: Page,
  sort: NotificationSort = '-created',
): Promise<[Notification[], number]> => {
  const { userId: me } = demandPerson(actor)
  if (userId !== undefined && userId !== me) return [[], 0]
  return selectNotifications(db, me, { handled, sort }, page)
}

/** Notes that the caller has seen one of theirs. Throws `Unauthorized`, `NotFound`, `Forbidden`. */
export const readNotification = async (db: Db, actor: Actor, id: string): Promise<Notification> => {
  const { userId: me } = demandPerson(actor)
  const notification = isUuid(id) ? await selectNotification(db, id) : undefined
  if (!notification) throw new NotFound()
  if (notification.userId !== me) throw new Forbidden()
  await handleNotification(db, id)
  return (await selectNotification(db, id)) ?? notification
}

/** Deletes those handled long ago. Run twice, it finds nothing the second time. */
export const purgeNotifications = (db: Db): Promise<void> => deleteHandledBefore(db, daysAfter(new Date(), -DAYS_KEPT))

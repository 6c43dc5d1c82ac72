import { inTransaction, type Db } from '../db/index.ts'
import { publish } from '../events/index.ts'
import { lockExpiringKeys, recordTold } from './store.api-keys.ts'

/** Before the end of a key: time to plan, then time to act. */
const DAYS = [7, 30]

/**
 * Tells of the keys that soon end, each day. Run twice, it finds nothing the second time: what was told is noted with it, and who
 * hears of the last days is told of the month no more.
 */
export const tellExpiringKeys = (db: Db, now = new Date()): Promise<void> =>
  inTransaction(db, async (tx) => {
    for (const days of DAYS) {
      const keys = await lockExpiringKeys(tx, days, now)
      await recordTold(
        tx,
        keys.map(({ id }) => id),
        days,
      )
      for (const { id, userId, name, expiresAt, organizationId } of keys) {
        const extras = { key: id, name, expires_at: expiresAt?.toISOString() }
        await publish(tx, {
          ...{ type: 'key:expiring', actorId: null, organizationId },
          ...{ subject: { class: 'User', id: userId }, extras },
        })
      }
    }
  })

import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'

/** Counts this one too. What is older than the window is forgotten on the way. */
export const countAttempt = async (db: Db, address: string, windowSeconds: number): Promise<number> => {
  const window = sql<Date>`now() - make_interval(secs => ${windowSeconds})`
  await db.deleteFrom('report_attempts').where('at', '<', window).execute()
  await db.insertInto('report_attempts').values({ address }).execute()
  const recent = db.selectFrom('report_attempts').where('address', '=', address)
  return (await recent.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()).total
}

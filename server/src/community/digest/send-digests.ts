import { findUsers } from '../../accounts/index.ts'
import { inTransaction, type Db } from '../../db/index.ts'
import { sendMail } from '../../mail/index.ts'
import { choicesOf } from '../choices/choices.ts'
import { KINDS, type Frequency } from '../choices/model.ts'
import { placeOfMails } from '../mails/place.ts'
import { digestLetter } from './digest-letter.ts'
import { deleteDigestLines, lockDigestLines, selectDigestReaders, selectSeenLines } from './store.digest.ts'

/**
 * One mail of what waits and wasn't seen, to each reader, at half past seven in Paris; on Mondays, that of the week too.
 * Asked each hour when it could be that time. Run twice, it finds nothing the second time: a line leaves with its mail.
 */
export const sendDigests = async (db: Db, now = new Date()): Promise<void> => {
  if (HOUR.format(now) !== '07') return
  const due: Frequency[] = DAY.format(now) === 'Mon' ? ['daily', 'weekly'] : ['daily']
  for (const userId of await selectDigestReaders(db)) await sendDigest(db, userId, due)
}

/** What their reader now wants otherwise goes too: at once is too late, and never is never. */
const sendDigest = (db: Db, userId: string, due: Frequency[]): Promise<void> =>
  inTransaction(db, async (tx) => {
    const choices = await choicesOf(tx, userId)
    const waits = KINDS.filter((kind) => choices[kind] === 'weekly' && !due.includes('weekly'))
    const gone = KINDS.filter((kind) => !waits.includes(kind))
    const lines = await lockDigestLines(tx, userId, gone)
    const ids = lines.map(({ id }) => id)
    const seen = await selectSeenLines(tx, ids)
    const news = lines.filter(({ id, kind }) => !seen.has(id) && due.some((frequency) => frequency === choices[kind]))
    const reader = (await findUsers(tx, [userId])).get(userId)
    if (reader?.active && !reader.deletedAt && news.length > 0)
      await sendMail(tx, digestLetter(reader, news, placeOfMails()))
    await deleteDigestLines(tx, ids)
  })

const PARIS = { timeZone: 'Europe/Paris' }
const HOUR = new Intl.DateTimeFormat('en-GB', { ...PARIS, hour: '2-digit', hourCycle: 'h23' })
const DAY = new Intl.DateTimeFormat('en-GB', { ...PARIS, weekday: 'short' })

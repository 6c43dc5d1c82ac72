import type { User } from '../../accounts/index.ts'
import type { Language } from '../../lib/text.ts'
import type { Tx } from '../../db/index.ts'
import type { Mail, MailText } from './mail.ts'

/** Enqueues one mail in the transaction of what it tells; it leaves once that is true. */
export type Mailer = (tx: Tx, mail: MailText & { to: string; language: Language }) => Promise<void>

let mailer: Mailer = async () => {}

/** Says who carries the mails, once for a process. */
export const mailWith = (carrier: Mailer): void => {
  mailer = carrier
}

/** One mail each, in their language, to those whose account still is one. */
export const tellByMail = async (
  tx: Tx,
  recipients: Pick<User, 'email' | 'active' | 'deletedAt'>[],
  mail: Mail,
): Promise<void> => {
  for (const { email, active, deletedAt } of recipients) {
    if (active && !deletedAt) await mailer(tx, { to: email, language: LANGUAGE, ...mail(LANGUAGE) })
  }
}

/** Of the site: accounts have no language of their own yet. */
const LANGUAGE: Language = 'fr'

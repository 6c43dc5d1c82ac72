import type { User } from '../../accounts/index.ts'
import type { Language } from '../../lib/text.ts'
import type { Tx } from '../../db/index.ts'
import { composeMail, sendMail } from '../../mail/index.ts'
import type { Mail } from './mail.ts'

/** Where people reach the site: links of mails that begin with `/` are paths of it. */
let site = { baseUrl: '' }

/** Says where that is, once for a process; the address may be known later. */
export const mailFrom = (place: { baseUrl: string }): void => {
  site = place
}

/** One mail each, in their language, to those whose account still is one; it leaves once what it tells is true. */
export const tellByMail = async (
  tx: Tx,
  recipients: Pick<User, 'email' | 'active' | 'deletedAt'>[],
  mail: Mail,
): Promise<void> => {
  const { subject, paragraphs, link } = mail(LANGUAGE)
  const url = link?.startsWith('/') ? site.baseUrl + link : link
  for (const { email, active, deletedAt } of recipients) {
    if (!active || deletedAt) continue
    const letter = {
      to: email,
      lang: LANGUAGE,
      subject,
      paragraphs,
      ...(url ? { link: { label: SEE[LANGUAGE], url } } : {}),
    }
    await sendMail(tx, composeMail(letter))
  }
}

/** Of the site: accounts have no language of their own yet. */
const LANGUAGE: Language = 'fr'
const SEE: Record<Language, string> = { fr: 'Voir sur le site', en: 'See it on the site' }

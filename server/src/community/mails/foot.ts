import type { Language } from '../../lib/text.ts'
import type { Letter } from '../../mail/index.ts'
import { stopToken, type Stopped } from '../choices/unsubscribe.ts'
import type { MailPlace } from './place.ts'

/** How its reader receives such a mail no more, at the foot of it. */
export const footOf = (
  userId: string,
  stopped: Stopped,
  lang: Language,
  { site, secretKey }: MailPlace,
): Pick<Letter, 'stop'> => ({
  stop: { label: STOP[lang], url: `${site.baseUrl}/unsubscribe/${stopToken(secretKey, userId, stopped)}` },
})

const STOP: Record<Language, string> = {
  fr: 'Ne plus recevoir ces messages par e-mail',
  en: 'Receive these messages by e-mail no more',
}

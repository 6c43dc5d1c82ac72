import type { User } from '../../accounts/index.ts'
import { english, french, type Language } from '../../lib/text.ts'
import { composeMail, type Mail } from '../../mail/index.ts'
import type { MailPlace } from '../mails/place.ts'
import { footOf } from '../mails/foot.ts'
import type { DigestLine } from './store.digest.ts'

/** Beyond, a mail is a list that nobody reads: the page of notifications has them all. */
const SHOWN = 30

/** What waits for somebody, each with its place, in their language. */
export const digestLetter = (
  reader: Pick<User, 'id' | 'email' | 'lang'>,
  news: DigestLine[],
  place: MailPlace,
): Mail => {
  const lang = reader.lang ?? 'fr'
  const { baseUrl } = place.site
  const items = news.slice(0, SHOWN).map(({ words }) => {
    const { subject, paragraphs, link } = words[lang]
    return { title: subject, text: paragraphs[0] ?? '', url: link?.startsWith('/') ? baseUrl + link : link }
  })
  return composeMail({
    ...{ to: reader.email, lang, subject: SUBJECT[lang](news.length), paragraphs: [WAITS[lang]], items },
    link: { label: ALL[lang], url: `${baseUrl}/admin/notifications` },
    ...footOf(reader.id, 'digest', lang, place),
  })
}

const SUBJECT: Record<Language, (n: number) => string> = {
  fr: (n) => (n > 1 ? `${french(n)} nouvelles vous attendent` : 'Une nouvelle vous attend'),
  en: (n) => (n > 1 ? `${english(n)} pieces of news for you` : 'One piece of news for you'),
}
const WAITS: Record<Language, string> = {
  fr: 'Voici ce que vous n’avez pas encore regardé.',
  en: 'Here is what you have not looked at yet.',
}
const ALL: Record<Language, string> = { fr: 'Voir mes notifications', en: 'See my notifications' }

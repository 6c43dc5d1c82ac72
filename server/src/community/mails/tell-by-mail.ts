import type { User } from '../../accounts/index.ts'
import type { Tx } from '../../db/index.ts'
import type { Language } from '../../lib/text.ts'
import { composeMail, sendMail } from '../../mail/index.ts'
import { AT_FIRST, type Kind } from '../choices/model.ts'
import { selectChoicesOf } from '../choices/store.choices.ts'
import { insertDigestLines } from '../digest/store.digest.ts'
import { footOf } from './foot.ts'
import type { Mail } from './mail.ts'
import { placeOfMails } from './place.ts'

/** Somebody with an account, or an address alone. */
export type Reader = Pick<User, 'email' | 'active' | 'deletedAt'> & Partial<Pick<User, 'id' | 'lang'>>

/** What news is about. `kind` null: nobody may choose not to read it. `topic`: of the notification that says the same. */
export interface About {
  kind: Kind | null
  topic?: string
}

/**
 * One mail each, in their language and as they chose it (at once, with the digest, never), to those whose account still
 * is one; it leaves once what it tells is true.
 */
export const tellByMail = async (tx: Tx, recipients: Reader[], mail: Mail, about: About): Promise<void> => {
  const readers = recipients.filter(({ active, deletedAt }) => active && !deletedAt)
  const choiceOf = await choicesAbout(tx, readers, about)
  for (const reader of readers)
    if (choiceOf(reader) === 'at_once') await sendMail(tx, composeMail(letterTo(reader, mail, about)))
  if (about.kind === null) return
  const waiting = readers.flatMap((reader) =>
    reader.id && ['daily', 'weekly'].includes(choiceOf(reader)) ? [reader.id] : [],
  )
  const words = { fr: mail('fr'), en: mail('en') }
  await insertDigestLines(tx, waiting, { kind: about.kind, topic: about.topic ?? null, words })
}

/** An address without account chose nothing: somebody gave it for this. */
const choicesAbout = async (tx: Tx, readers: Reader[], { kind }: About) => {
  if (kind === null) return () => 'at_once' as const
  const ids = readers.flatMap(({ id }) => id ?? [])
  const chosen = await selectChoicesOf(tx, ids, kind)
  return ({ id }: Reader) => (id === undefined ? 'at_once' : (chosen.get(id) ?? AT_FIRST[kind]))
}

const letterTo = (reader: Reader, mail: Mail, { kind }: About) => {
  const lang = reader.lang ?? 'fr'
  const place = placeOfMails()
  const { subject, paragraphs, link } = mail(lang)
  const url = link?.startsWith('/') ? place.site.baseUrl + link : link
  return {
    ...{ to: reader.email, lang, subject, paragraphs },
    ...(url ? { link: { label: SEE[lang], url } } : {}),
    ...(reader.id && kind ? footOf(reader.id, kind, lang, place) : {}),
  }
}

const SEE: Record<Language, string> = { fr: 'Voir sur le site', en: 'See it on the site' }

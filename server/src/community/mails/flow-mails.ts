import { english, french, type Language, type Text } from '../../lib/text.ts'
import type { FlowStatus } from '../notifications/model.ts'
import type { FlowNews } from '../tellings/flow-news.ts'
import { day } from './days.ts'
import { inBoth, type Mail } from './mail.ts'

/** What happened, shortly and in a sentence, and what is safe. */
export interface FlowWords {
  title: Text
  happened: Text
  safe: Text
}

/** The words of each thing that a flow tells. */
export const flowWords = (news: FlowNews): FlowWords => WORDS[news.status](news)

/** What happened, alone: a sentence. */
export const sentenceOf = ({ happened: { fr, en } }: FlowWords): Text => ({ fr: capital(fr), en: capital(en) })

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const flowMail = ({ title, happened, safe }: FlowWords, { name, slug }: FlowNews['flow']): Mail =>
  inBoth(`/admin/flux/${encodeURIComponent(slug)}`, {
    fr: [`Flux « ${name} » : ${title.fr}`, `Flux « ${name} » : ${happened.fr}`, safe.fr],
    en: [`Flow “${name}”: ${title.en}`, `Flow “${name}”: ${happened.en}`, safe.en],
  })

const WORDS: Record<FlowStatus, (news: FlowNews) => FlowWords> = {
  failing: ({ message, needsSomebody }) => ({
    title: { fr: 'échec', en: 'failure' },
    happened: {
      fr: sentences('le dernier passage a échoué.', message?.fr),
      en: sentences('the last run failed.', message?.en),
    },
    safe: needsSomebody ? UNTIL_MENDED : TRIES_AGAIN,
  }),
  recovered: ({ since }) => ({
    title: { fr: 'rétabli', en: 'working again' },
    happened: {
      fr: since ? `il marche de nouveau, après un échec le ${day(since, 'fr')}.` : 'il marche de nouveau.',
      en: since ? `it works again, after a failure on ${day(since, 'en')}.` : 'it works again.',
    },
    safe: {
      fr: 'Ce qui attendait dans la source a été relu. Vous n’avez rien à faire.',
      en: 'What was waiting in the source has been read. There is nothing to do.',
    },
  }),
  held: (news) => ({
    title: {
      fr: `${files(news, 'fr')} ${many(news, 'retenu', 'retenus')}`,
      en: `${files(news, 'en')} held back`,
    },
    happened: {
      fr: sentences(
        `${files(news, 'fr')} ${many(news, 'n’a pas été publié', 'n’ont pas été publiés')}${named(news, 'fr')}.`,
        ...reasons(news, 'fr'),
      ),
      en: sentences(
        `${files(news, 'en')} ${many(news, 'was', 'were')} not published${named(news, 'en')}.`,
        ...reasons(news, 'en'),
      ),
    },
    safe: {
      fr: `La version précédente reste publiée. Lisez le rapport dans la quarantaine du flux, puis publiez ou écartez ${many(news, 'ce fichier', 'ces fichiers')} ; ${many(news, 'corrigé', 'corrigés')} à la source, ${many(news, 'il sera repris', 'ils seront repris')} au passage suivant.`,
      en: `The previous version stays published. Read the report in the flow’s quarantine, then publish or reject ${many(news, 'this file', 'these files')}; mended in the source, ${many(news, 'it is', 'they are')} taken again by the next run.`,
    },
  }),
  warned: (news) => ({
    title: { fr: 'publié, mais à regarder', en: 'published, but worth a look' },
    happened: {
      fr: sentences(
        `${files(news, 'fr')} ${many(news, 'a été publié', 'ont été publiés')} avec un avertissement${named(news, 'fr')}.`,
        ...reasons(news, 'fr'),
      ),
      en: sentences(
        `${files(news, 'en')} ${many(news, 'was', 'were')} published with a warning${named(news, 'en')}.`,
        ...reasons(news, 'en'),
      ),
    },
    safe: {
      fr: 'La nouvelle version est en ligne. La précédente est gardée : vous pouvez y revenir à tout moment.',
      en: 'The new version is online. The previous one is kept: you can go back to it at any time.',
    },
  }),
  late: ({ days, expectedDays }) => ({
    title: {
      fr: `rien de nouveau depuis ${duration(days, 'fr')}`,
      en: `nothing new for ${duration(days, 'en')}`,
    },
    happened: {
      fr: `aucun fichier nouveau n’est arrivé depuis ${duration(days, 'fr')}, alors qu’il en est attendu un au moins tous les ${duration(expectedDays, 'fr')}.`,
      en: `no new file came for ${duration(days, 'en')}, while at least one is expected every ${duration(expectedDays, 'en')}.`,
    },
    safe: {
      fr: 'La dernière version reste publiée. Vérifiez que la source est toujours alimentée.',
      en: 'The last version stays published. Check that the source is still being fed.',
    },
  }),
  credentials_expiring: ({ expiresAt }) => ({
    title: { fr: 'identifiants à renouveler', en: 'credentials to renew' },
    happened: {
      fr: `ses identifiants cesseront de marcher${expiresAt ? ` le ${day(expiresAt, 'fr')}` : ''}.`,
      en: `its credentials will stop working${expiresAt ? ` on ${day(expiresAt, 'en')}` : ''}.`,
    },
    safe: {
      fr: 'Jusque-là le flux publie normalement, et ce qui est en ligne le restera. Donnez-lui de nouveaux identifiants avant cette date.',
      en: 'Until then the flow publishes as usual, and what is online stays so. Give it new credentials before that date.',
    },
  }),
  vanished: (news) => ({
    title: {
      fr: `${files(news, 'fr')} ${many(news, 'disparu', 'disparus')} de la source`,
      en: `${files(news, 'en')} gone from the source`,
    },
    happened: {
      fr: `${files(news, 'fr')} ${many(news, 'n’est plus', 'ne sont plus')} dans la source${named(news, 'fr')}.`,
      en: `${files(news, 'en')} ${many(news, 'is', 'are')} no longer in the source${named(news, 'en')}.`,
    },
    safe: {
      fr: 'Ce qui a été publié est gardé, avec toutes ses versions. Si ce départ est voulu, vous n’avez rien à faire.',
      en: 'What was published is kept, with all its versions. If this was meant, there is nothing to do.',
    },
  }),
}

const TRIES_AGAIN: Text = {
  fr: 'La version précédente de chaque fichier reste publiée. Le flux réessaiera tout seul ; vous ne recevrez plus rien avant qu’il marche de nouveau.',
  en: 'The previous version of each file stays published. The flow will try again by itself; you will hear no more of it until it works again.',
}
const UNTIL_MENDED: Text = {
  fr: 'La version précédente de chaque fichier reste publiée. Le flux échouera à chaque passage tant que personne n’aura corrigé cela ; vous serez prévenu quand il marchera de nouveau.',
  en: 'The previous version of each file stays published. The flow will fail at each run until somebody mends this; you will be told when it works again.',
}

const sentences = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(' ')

const many = (news: FlowNews, one: string, several: string): string => (news.count > 1 ? several : one)

const files = ({ count: n }: FlowNews, language: Language): string => {
  return language === 'fr'
    ? `${french(n)} ${n > 1 ? 'fichiers' : 'fichier'}`
    : `${english(n)} ${n > 1 ? 'files' : 'file'}`
}

/** Beyond, a mail is a list that nobody reads: the page of the flow has them all. */
const SHOWN = 5

/** ` : a.csv, b.csv et 35 autres`. */
const named = ({ keys, count }: FlowNews, language: Language): string => {
  if (keys.length === 0) return ''
  const rest = count - Math.min(keys.length, SHOWN)
  const shown = keys.slice(0, SHOWN).join(', ')
  if (language === 'en') return `: ${shown}${rest > 0 ? ` and ${english(rest)} more` : ''}`
  return ` : ${shown}${rest > 0 ? ` et ${french(rest)} ${rest > 1 ? 'autres' : 'autre'}` : ''}`
}

const reasons = (news: FlowNews, language: Language): string[] =>
  [...new Set(news.reasons.map((reason) => reason[language]))].slice(0, SHOWN)

const duration = (days: number | null, language: Language): string => {
  const n = days ?? 1
  return language === 'fr' ? `${french(n)} ${n > 1 ? 'jours' : 'jour'}` : `${english(n)} ${n > 1 ? 'days' : 'day'}`
}

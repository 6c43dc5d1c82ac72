import type { Language, Text } from '../../lib/text.ts'
import type { PublicationStatus } from '../notifications/model.ts'
import { inBoth, quoted, type Mail } from './mail.ts'

export interface PublicationNews {
  status: PublicationStatus
  /** Of the dataset. */
  title: string
  /** Null: the dataset itself. */
  fileName: string | null
  datasetId: string
  organizationSlug: string | null
  publishAt: Date | null
  /** Whose doing; null: its time had come. */
  person: string | null
  comment: string | null
  error: Text | null
}

/** What happened, shortly and in a sentence, and what to do. */
interface Words {
  subject: Text
  happened: Text
  next: Text
}

/** The words of each step of a publication that isn't done at once. */
export const publicationWords = (news: PublicationNews): Words => WORDS[news.status](news)

export const publicationMail = (news: PublicationNews): Mail => {
  const { subject, happened, next } = publicationWords(news)
  const { status, organizationSlug, datasetId, comment } = news
  const link =
    status === 'submitted' && organizationSlug
      ? `/admin/organisations/${encodeURIComponent(organizationSlug)}/publications`
      : `/admin/jeux/${encodeURIComponent(datasetId)}`
  return inBoth(link, {
    fr: [subject.fr, happened.fr, ...quoted(comment), next.fr],
    en: [subject.en, happened.en, ...quoted(comment), next.en],
  })
}

const WORDS: Record<PublicationStatus, (news: PublicationNews) => Words> = {
  submitted: (news) => ({
    subject: { fr: `À approuver : ${news.title}`, en: `To agree to: ${news.title}` },
    happened: {
      fr: `${who(news, 'fr')} soumet à votre accord la publication ${of(news, 'fr')}${when(news, 'fr')}.`,
      en: `${who(news, 'en')} asks you to agree to the publication ${of(news, 'en')}${when(news, 'en')}.`,
    },
    next: {
      fr: 'Rien n’est public avant votre accord. Lisez, puis acceptez ou refusez avec une raison.',
      en: 'Nothing is public before you agree. Read it, then accept, or refuse with a reason.',
    },
  }),
  accepted: (news) => ({
    subject: { fr: `Accord donné : ${news.title}`, en: `Agreed: ${news.title}` },
    happened: {
      fr: `${who(news, 'fr')} a donné son accord à la publication ${of(news, 'fr')}${news.publishAt ? when(news, 'fr') : ' : c’est en ligne'}.`,
      en: `${who(news, 'en')} agreed to the publication ${of(news, 'en')}${news.publishAt ? when(news, 'en') : ': it is online'}.`,
    },
    next: { fr: 'Vous n’avez rien à faire.', en: 'There is nothing to do.' },
  }),
  refused: (news) => ({
    subject: { fr: `Publication refusée : ${news.title}`, en: `Publication refused: ${news.title}` },
    happened: {
      fr: `${who(news, 'fr')} a refusé la publication ${of(news, 'fr')}.`,
      en: `${who(news, 'en')} refused the publication ${of(news, 'en')}.`,
    },
    next: {
      fr: 'Rien n’est perdu : corrigez, puis soumettez de nouveau.',
      en: 'Nothing is lost: mend it, then submit it again.',
    },
  }),
  canceled: (news) => ({
    subject: { fr: `Publication annulée : ${news.title}`, en: `Publication canceled: ${news.title}` },
    happened: {
      fr: `${who(news, 'fr')} a annulé la publication ${of(news, 'fr')}${when(news, 'fr')}.`,
      en: `${who(news, 'en')} canceled the publication ${of(news, 'en')}${when(news, 'en')}.`,
    },
    next: {
      fr: 'Le brouillon et les fichiers déposés restent là : vous pouvez les publier ou les programmer de nouveau.',
      en: 'The draft and the deposited files stay there: you can publish or plan them again.',
    },
  }),
  done: (news) => ({
    subject: { fr: `Publié : ${news.title}`, en: `Published: ${news.title}` },
    happened: {
      fr: `La publication prévue ${of(news, 'fr')} est faite : c’est en ligne.`,
      en: `The planned publication ${of(news, 'en')} is done: it is online.`,
    },
    next: { fr: 'Vous n’avez rien à faire.', en: 'There is nothing to do.' },
  }),
  failed: (news) => ({
    subject: { fr: `Publication impossible : ${news.title}`, en: `Not published: ${news.title}` },
    happened: {
      fr: `La publication prévue ${of(news, 'fr')} n’a pas été faite. ${news.error?.fr ?? ''}`.trim(),
      en: `The planned publication ${of(news, 'en')} was not done. ${news.error?.en ?? ''}`.trim(),
    },
    next: {
      fr: 'Ce qui était en ligne y reste. Regardez ce qui a changé, puis publiez ou programmez de nouveau.',
      en: 'What was online stays there. Look at what changed, then publish or plan it again.',
    },
  }),
}

const who = ({ person }: PublicationNews, language: Language): string =>
  person ?? (language === 'fr' ? 'Quelqu’un' : 'Somebody')

const of = ({ title, fileName }: PublicationNews, language: Language): string => {
  if (language === 'fr') return fileName ? `du fichier « ${fileName} » (${title})` : `du jeu de données « ${title} »`
  return fileName ? `of the file “${fileName}” (${title})` : `of the dataset “${title}”`
}

const when = ({ publishAt }: PublicationNews, language: Language): string => {
  if (!publishAt) return ''
  const moment = MOMENT[language].format(publishAt)
  return language === 'fr' ? ` pour le ${moment}` : ` for ${moment}`
}

const MOMENT: Record<Language, Intl.DateTimeFormat> = {
  fr: new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeStyle: 'short', timeZone: 'Europe/Paris' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'Europe/Paris' }),
}

import { inBoth, quoted, type Mail } from './mail.ts'

export interface DiscussionWords {
  person: string
  /** Title of the discussion, and of what it is about. */
  title: string
  about: string
  message: string | null
  link: string
}

/** What is said of discussions, of new uses of a dataset, and of what a moderator takes down (udata-api.md §11). */
export const discussionMails = {
  opened: ({ person, title, about, message, link }: DiscussionWords): Mail =>
    inBoth(link, {
      fr: [
        `Nouvelle discussion sur « ${about} »`,
        `${person} a ouvert la discussion « ${title} » sur « ${about} ».`,
        ...quoted(message),
      ],
      en: [
        `New discussion on “${about}”`,
        `${person} opened the discussion “${title}” on “${about}”.`,
        ...quoted(message),
      ],
    }),
  commented: ({ person, title, about, message, link }: DiscussionWords): Mail =>
    inBoth(link, {
      fr: [
        `Nouveau message dans « ${title} »`,
        `${person} a répondu dans la discussion « ${title} » sur « ${about} ».`,
        ...quoted(message),
      ],
      en: [
        `New comment in “${title}”`,
        `${person} answered in the discussion “${title}” on “${about}”.`,
        ...quoted(message),
      ],
    }),
  closed: ({ person, title, about, message, link }: DiscussionWords): Mail =>
    inBoth(link, {
      fr: [
        `Discussion close : « ${title} »`,
        `${person} a clos la discussion « ${title} » sur « ${about} ».`,
        ...quoted(message),
      ],
      en: [
        `Discussion closed: “${title}”`,
        `${person} closed the discussion “${title}” on “${about}”.`,
        ...quoted(message),
      ],
    }),
  reused: ({ person, reuse, dataset, link }: { person: string; reuse: string; dataset: string; link: string }): Mail =>
    inBoth(link, {
      fr: [
        `Nouvelle réutilisation de « ${dataset} »`,
        `${person} a publié « ${reuse} », qui utilise votre jeu de données « ${dataset} ».`,
      ],
      en: [`New reuse of “${dataset}”`, `${person} published “${reuse}”, which uses your dataset “${dataset}”.`],
    }),
  /** What Regulation (EU) 2022/2065, article 17, has a platform tell whoever's words it takes down. */
  legalNotice: ({ title }: { title: string }): Mail =>
    inBoth(null, {
      fr: [
        'Un de vos messages a été supprimé',
        `Un message que vous aviez écrit dans la discussion « ${title} » a été supprimé par l’équipe du site, parce qu’il était contraire à la loi ou aux conditions d’utilisation.`,
        'Vous pouvez demander les raisons de cette décision et la contester en répondant à l’administrateur du site dans les six mois, saisir un organe de règlement extrajudiciaire des litiges, ou exercer un recours devant le tribunal compétent.',
      ],
      en: [
        'One of your messages was deleted',
        `A message that you wrote in the discussion “${title}” was deleted by the site’s team, because it was against the law or the terms of use.`,
        'You may ask for the reasons of this decision and contest it with the site’s administrator within six months, turn to an out-of-court dispute settlement body, or go to the competent court.',
      ],
    }),
}

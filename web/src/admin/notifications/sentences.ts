import { words } from '../../language.ts'

/** What notifications say; French spaces are set where they are shown. */
export const n = words({
  fr: {
    flow: (name: string) => `Flux « ${name} »`,
    aFlow: 'Un flux',
    leftIt: 'Vous ne faites plus partie de cette organisation.',
    asks: (name: string) => `${name} demande à rejoindre l’organisation.`,
    invited: 'Vous êtes invité à en faire partie.',
    accepted: 'Vous faites maintenant partie de cette organisation.',
    refused: 'Votre demande d’en faire partie a été refusée.',
    badge: (badge: string) => `L’organisation porte maintenant le badge « ${badge} ».`,
    offers: (name: string, thing: string) => `${name} propose de vous confier ${thing}.`,
    something: 'cet objet',
    aTransfer: 'Un transfert',
    quoted: (title: string) => `« ${title} »`,
    aPublication: 'Une publication',
    hiddenNow: 'Vous ne voyez plus ce jeu de données.',
    aDiscussion: 'Une discussion',
    on: (subject: string) => ` sur « ${subject} »`,
    aReuse: 'Une réutilisation',
    anApi: 'Une API',
    use: (title: string | undefined) =>
      title ? `Nouvelle utilisation de votre jeu de données « ${title} ».` : 'Nouvelle utilisation de vos données.',
    key: (name: string) => `Clé d’API « ${name} »`,
    aKey: 'Une clé d’API',
    expires: (date: string) => `Elle cessera de marcher le ${date}. Créez-en une autre, puis révoquez celle-ci.`,
    news: 'Nouvelle',
    unknown: 'Cette version de l’application ne sait pas la montrer.',
    anOrganization: 'Une organisation',
    somebody: 'Quelqu’un',
  },
  en: {
    flow: (name) => `Flow “${name}”`,
    aFlow: 'A flow',
    leftIt: 'You are no longer part of this organization.',
    asks: (name) => `${name} asks to join the organization.`,
    invited: 'You are invited to join it.',
    accepted: 'You are now part of this organization.',
    refused: 'Your request to join it was refused.',
    badge: (badge) => `The organization now has the badge “${badge}”.`,
    offers: (name, thing) => `${name} offers to hand ${thing} over to you.`,
    something: 'this object',
    aTransfer: 'A transfer',
    quoted: (title) => `“${title}”`,
    aPublication: 'A publication',
    hiddenNow: 'You no longer see this dataset.',
    aDiscussion: 'A discussion',
    on: (subject) => ` about “${subject}”`,
    aReuse: 'A reuse',
    anApi: 'An API',
    use: (title) => (title ? `A new use of your dataset “${title}”.` : 'A new use of your data.'),
    key: (name) => `API key “${name}”`,
    aKey: 'An API key',
    expires: (date) => `It will stop working on ${date}. Create another one, then revoke this one.`,
    news: 'News',
    unknown: 'This version of the application cannot show it.',
    anOrganization: 'An organization',
    somebody: 'Somebody',
  },
})

type Step = 'new_discussion' | 'new_comment' | 'closed'

export const steps = words<Record<Step, string>>({
  fr: {
    new_discussion: 'Une discussion est ouverte',
    new_comment: 'Nouveau message dans la discussion',
    closed: 'La discussion est close',
  },
  en: {
    new_discussion: 'A discussion was opened',
    new_comment: 'A new message in the discussion',
    closed: 'The discussion is closed',
  },
})

export const badges = words<Record<string, string>>({
  fr: {
    'public-service': 'Service public',
    certified: 'Certifié',
    association: 'Association',
    company: 'Entreprise',
    'local-authority': 'Collectivité territoriale',
  },
  en: {
    'public-service': 'Public service',
    certified: 'Certified',
    association: 'Association',
    company: 'Company',
    'local-authority': 'Local authority',
  },
})

export const things = words<Record<string, string>>({
  fr: { Dataset: 'ce jeu de données', Reuse: 'cette réutilisation', Dataservice: 'cette API' },
  en: { Dataset: 'this dataset', Reuse: 'this reuse', Dataservice: 'this API' },
})

/** Of the page of notifications, and of the link to it. */
export const p = words({
  fr: {
    title: 'Notifications',
    toLook: 'à regarder',
    allSeen: 'Tout marquer comme vu',
    seenIt: 'C’est vu',
    seenOne: (title: string) => `C’est vu\u202f: ${title}`,
    waiting: 'Chargement de vos notifications…',
    nothingTitle: 'Rien pour le moment',
    nothing:
      'Les discussions sur vos jeux de données, les demandes d’adhésion et l’état de vos flux s’afficheront ici.',
    look: 'À regarder',
    seen: 'Déjà vues',
    you: 'Vous avez tout vu.',
    show: 'Montrer',
    unreadOnly: 'À regarder seulement',
    everything: 'Toutes',
    one: 'notification',
    many: 'notifications',
    choices: 'Choisir ce que je reçois par e-mail',
  },
  en: {
    title: 'Notifications',
    toLook: 'to look at',
    allSeen: 'Mark all as seen',
    seenIt: 'Seen',
    seenOne: (title) => `Seen: ${title}`,
    waiting: 'Loading your notifications…',
    nothingTitle: 'Nothing yet',
    nothing: 'Discussions about your datasets, requests to join and the state of your flows will show here.',
    look: 'To look at',
    seen: 'Already seen',
    you: 'You have seen everything.',
    show: 'Show',
    unreadOnly: 'Only what is to look at',
    everything: 'All',
    one: 'notification',
    many: 'notifications',
    choices: 'Choose what comes by e-mail',
  },
})

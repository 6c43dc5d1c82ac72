import { formatNumber } from '../../../format.ts'
import { words } from '../../../language.ts'

const some = (n: number, one: string, many: string): string => `${formatNumber(n)}\u00a0${n < 2 ? one : many}`

export const w = words({
  fr: {
    title: 'Organisations',
    tabs: 'Organisations et jeux de données',
    organizations: 'Organisations',
    featured: 'Jeux mis en avant',
    count: (n: number) => some(n, 'organisation', 'organisations'),
    search: 'Nom ou sigle',
    badge: 'Label',
    state: 'Afficher',
    deleted: 'Supprimées',
    present: 'En ligne',
    head: { name: 'Nom', members: 'Membres', datasets: 'Jeux publiés', badges: 'Labels' },
    deletedOn: 'Supprimée',
    restore: 'Rétablir',
    restoreTitle: (name: string) => `Rétablir ${name} ?`,
    restoreText:
      'L’organisation revient avec ses membres et ce qu’elle a publié. Ses flux restent en pause : ses administrateurs les reprennent un par un.',
    restored: (name: string) => `${name} est rétablie.`,
    data: {
      search: 'Titre du jeu de données',
      intro: 'Cherchez un jeu de données, mettez-le en avant sur l’accueil du portail, donnez-lui des labels.',
      count: (n: number) => some(n, 'jeu de données', 'jeux de données'),
      head: { title: 'Titre', featured: 'Mis en avant', badges: 'Labels' },
      feature: 'Mettre en avant',
      unfeature: 'Ne plus mettre en avant',
      on: 'En avant',
      off: 'Non',
      featured: (title: string) => `« ${title} » est mis en avant.`,
      unfeatured: (title: string) => `« ${title} » n’est plus mis en avant.`,
    },
  },
  en: {
    title: 'Organizations',
    tabs: 'Organizations and datasets',
    organizations: 'Organizations',
    featured: 'Featured datasets',
    count: (n: number) => some(n, 'organization', 'organizations'),
    search: 'Name or acronym',
    badge: 'Badge',
    state: 'Show',
    deleted: 'Deleted',
    present: 'On line',
    head: { name: 'Name', members: 'Members', datasets: 'Published datasets', badges: 'Badges' },
    deletedOn: 'Deleted',
    restore: 'Bring back',
    restoreTitle: (name: string) => `Bring back ${name}?`,
    restoreText:
      'The organization comes back with its members and what it published. Its flows stay paused: its administrators resume them one by one.',
    restored: (name: string) => `${name} is back.`,
    data: {
      search: 'Title of the dataset',
      intro: 'Find a dataset, feature it on the portal’s home page, give it badges.',
      count: (n: number) => some(n, 'dataset', 'datasets'),
      head: { title: 'Title', featured: 'Featured', badges: 'Badges' },
      feature: 'Feature',
      unfeature: 'No longer feature',
      on: 'Featured',
      off: 'No',
      featured: (title: string) => `“${title}” is featured.`,
      unfeatured: (title: string) => `“${title}” is no longer featured.`,
    },
  },
})

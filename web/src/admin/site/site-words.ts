import { formatNumber } from '../../format.ts'
import { words } from '../../language.ts'

/** What several screens of the site's administration say. */
export const w = words({
  fr: {
    loading: 'Chargement…',
    search: 'Chercher',
    all: 'Tous',
    page: (page: number, last: number) => `Page ${formatNumber(page)} sur ${formatNumber(last)}`,
    previous: 'Précédente',
    next: 'Suivante',
    pages: 'Pages',
    never: 'jamais',
    nothing: 'Rien ne correspond',
    widen: 'Cherchez avec moins de mots, ou retirez un filtre.',
    addBadge: 'Ajouter un label',
    addBadgeTo: (name: string) => `Ajouter un label à ${name}`,
    removeBadge: (badge: string, name: string) => `Retirer le label ${badge} à ${name}`,
    badgeAdded: (badge: string, name: string) => `Label « ${badge} » donné à ${name}.`,
    badgeRemoved: (badge: string, name: string) => `Label « ${badge} » retiré à ${name}.`,
    noBadge: 'Aucun label',
    states: { ok: 'Tout va bien', warning: 'À surveiller', failing: 'En panne', unknown: 'Rien à dire encore' },
  },
  en: {
    loading: 'Loading…',
    search: 'Search',
    all: 'All',
    page: (page: number, last: number) => `Page ${formatNumber(page)} of ${formatNumber(last)}`,
    previous: 'Previous',
    next: 'Next',
    pages: 'Pages',
    never: 'never',
    nothing: 'Nothing matches',
    widen: 'Search with fewer words, or remove a filter.',
    addBadge: 'Add a badge',
    addBadgeTo: (name: string) => `Add a badge to ${name}`,
    removeBadge: (badge: string, name: string) => `Take the badge ${badge} from ${name}`,
    badgeAdded: (badge: string, name: string) => `${name} now has the badge “${badge}”.`,
    badgeRemoved: (badge: string, name: string) => `${name} no longer has the badge “${badge}”.`,
    noBadge: 'No badge',
    states: { ok: 'All is well', warning: 'To watch', failing: 'Out of order', unknown: 'Nothing to say yet' },
  },
})

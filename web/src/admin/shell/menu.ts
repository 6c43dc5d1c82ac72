import type { OrganizationRef } from '@cimaise/client'
import { w } from './shell-words.ts'

export interface MenuLink {
  to: string
  label: string
}

/** Where one works for an organization; some of it is its administrators'. */
export const organizationLinks = ({ slug, permissions }: OrganizationRef): MenuLink[] => {
  const link = (path: string, label: string): MenuLink => ({ to: `/organisations/${slug}/${path}`, label })
  const o = w.organization
  return [
    link('jeux', o.datasets),
    link('publications', o.publications),
    link('discussions', o.discussions),
    link('membres', o.members),
    link('contacts', o.contacts),
    link('statistiques', o.statistics),
    ...(permissions?.members ? [link('profil', o.profile), link('cles', o.keys), link('reglages', o.settings)] : []),
  ]
}

/** What only the site's administrators do. */
export const siteLinks = (): MenuLink[] => [
  { to: '/site/utilisateurs', label: w.siteLinks.users },
  { to: '/site/organisations', label: w.siteLinks.organizations },
  { to: '/site/signalements', label: w.siteLinks.reports },
  { to: '/site/synonymes', label: w.siteLinks.synonyms },
  { to: '/site/taches', label: w.siteLinks.jobs },
  { to: '/site/etat', label: w.siteLinks.health },
  { to: '/site/journal', label: w.siteLinks.audit },
]

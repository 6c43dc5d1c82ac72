import type { RouteRecordRaw } from 'vue-router'
import { words } from '../../language.ts'

const w = words({
  fr: {
    create: 'Nouvelle organisation',
    find: 'Rejoindre une organisation',
    join: 'Rejoindre l’organisation',
    profile: 'Profil de l’organisation',
    settings: 'Réglages de l’organisation',
    members: 'Membres',
    contacts: 'Points de contact',
    discussions: 'Discussions',
  },
  en: {
    create: 'New organization',
    find: 'Join an organization',
    join: 'Join the organization',
    profile: 'Profile of the organization',
    settings: 'Settings of the organization',
    members: 'Members',
    contacts: 'Contact points',
    discussions: 'Discussions',
  },
})

export const organizationRoutes: RouteRecordRaw[] = [
  {
    path: '/organisations/nouvelle',
    name: 'new-organization',
    component: () => import('../screens/NewOrganization.vue'),
    meta: { title: w.create },
  },
  {
    path: '/organisations/rejoindre',
    component: () => import('./join/FindOrganization.vue'),
    meta: { title: w.find },
  },
  { path: '/organisations/:slug', redirect: ({ path }) => `${path.replace(/\/$/, '')}/jeux` },
  {
    path: '/organisations/:slug/rejoindre',
    component: () => import('./join/JoinOrganization.vue'),
    meta: { title: w.join },
  },
  {
    path: '/organisations/:slug/profil',
    component: () => import('./profile/OrganizationProfile.vue'),
    meta: { title: w.profile },
  },
  {
    path: '/organisations/:slug/reglages',
    component: () => import('./settings/OrganizationSettings.vue'),
    meta: { title: w.settings },
  },
  {
    path: '/organisations/:slug/membres',
    component: () => import('./members/OrganizationMembers.vue'),
    meta: { title: w.members },
  },
  {
    path: '/organisations/:slug/contacts',
    component: () => import('./contacts/OrganizationContacts.vue'),
    meta: { title: w.contacts },
  },
  {
    path: '/organisations/:slug/discussions',
    component: () => import('./OrganizationDiscussions.vue'),
    meta: { title: w.discussions },
  },
]

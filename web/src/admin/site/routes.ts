import type { RouteRecordRaw } from 'vue-router'
import { words } from '../../language.ts'

const w = words({
  fr: {
    users: 'Utilisateurs',
    user: 'Un compte',
    organizations: 'Organisations',
    featured: 'Jeux mis en avant',
    reports: 'Signalements',
    synonyms: 'Synonymes',
    jobs: 'Tâches',
    health: 'État du site',
    audit: 'Journal',
  },
  en: {
    users: 'Users',
    user: 'An account',
    organizations: 'Organizations',
    featured: 'Featured datasets',
    reports: 'Reports',
    synonyms: 'Synonyms',
    jobs: 'Jobs',
    health: 'Health of the site',
    audit: 'Audit log',
  },
})

/** What the site's administrators do; everybody else is told that these pages aren't theirs. */
export const siteRoutes: RouteRecordRaw[] = [
  {
    path: '/site',
    component: () => import('./SiteRoot.vue'),
    redirect: '/site/utilisateurs',
    children: [
      { path: 'utilisateurs', component: () => import('./users/UsersPage.vue'), meta: { title: w.users } },
      { path: 'utilisateurs/:id', component: () => import('./users/UserPage.vue'), meta: { title: w.user } },
      {
        path: 'organisations',
        component: () => import('./organizations/OrganizationsPage.vue'),
        meta: { title: w.organizations },
      },
      {
        path: 'organisations/jeux',
        component: () => import('./organizations/FeaturedPage.vue'),
        meta: { title: w.featured },
      },
      { path: 'signalements', component: () => import('./reports/ReportsPage.vue'), meta: { title: w.reports } },
      { path: 'synonymes', component: () => import('./synonyms/SynonymsPage.vue'), meta: { title: w.synonyms } },
      { path: 'taches', component: () => import('./jobs/JobsPage.vue'), meta: { title: w.jobs } },
      { path: 'etat', component: () => import('./health/HealthPage.vue'), meta: { title: w.health } },
      { path: 'journal', component: () => import('./audit/AuditPage.vue'), meta: { title: w.audit } },
    ],
  },
]

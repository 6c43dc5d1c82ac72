import type { RouteRecordRaw } from 'vue-router'
import { words } from '../../language.ts'

const w = words({ fr: { title: 'Publications' }, en: { title: 'Publications' } })

export const publicationRoutes: RouteRecordRaw[] = [
  {
    path: '/organisations/:slug/publications',
    name: 'organization-publications',
    component: () => import('./OrganizationPublications.vue'),
    meta: { title: w.title },
  },
]

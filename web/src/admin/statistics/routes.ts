import type { RouteRecordRaw } from 'vue-router'
import { words } from '../../language.ts'

const w = words({ fr: { title: 'Statistiques' }, en: { title: 'Statistics' } })

export const statisticsRoutes: RouteRecordRaw[] = [
  {
    path: '/organisations/:slug/statistiques',
    name: 'organization-statistics',
    component: () => import('./OrganizationStatistics.vue'),
    meta: { title: w.title },
  },
]

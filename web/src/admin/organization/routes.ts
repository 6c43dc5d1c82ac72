import type { RouteRecordRaw } from 'vue-router'
import { words } from '../../language.ts'

const w = words({ fr: { create: 'Nouvelle organisation' }, en: { create: 'New organization' } })

export const organizationRoutes: RouteRecordRaw[] = [
  {
    path: '/organisations/nouvelle',
    name: 'new-organization',
    component: () => import('../screens/NewOrganization.vue'),
    meta: { title: w.create },
  },
]

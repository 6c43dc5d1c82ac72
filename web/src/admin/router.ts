import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { setupNeeded } from '@cimaise/client'
import { words } from '../language.ts'
import { createRoutes } from './create/routes.ts'
import { datasetRoutes } from './dataset/routes.ts'
import { flowRoutes } from './flows/routes.ts'
import { homeRoutes } from './home/routes.ts'
import { listRoutes } from './lists/routes.ts'
import { organizationRoutes } from './organization/routes.ts'
import { profileRoutes } from './profile/routes.ts'
import { publicationRoutes } from './publications/routes.ts'
import { loadMe, me } from './session.ts'
import { siteRoutes } from './site/routes.ts'
import { statisticsRoutes } from './statistics/routes.ts'

const w = words({ fr: { missing: 'Page introuvable' }, en: { missing: 'Page not found' } })

/** Every screen is loaded when somebody opens it. */
const routes: RouteRecordRaw[] = [
  ...homeRoutes,
  ...createRoutes,
  ...datasetRoutes,
  ...listRoutes,
  ...flowRoutes,
  ...organizationRoutes,
  ...profileRoutes,
  ...publicationRoutes,
  ...siteRoutes,
  ...statisticsRoutes,
  {
    path: '/:rest(.*)*',
    name: 'not-found',
    component: () => import('./screens/NotFound.vue'),
    meta: { title: w.missing, open: true },
  },
]

export const router = createRouter({
  history: createWebHistory('/admin'),
  routes,
  // Whoever leads to a field puts the reader there.
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash ? false : { top: 0 }),
})

router.beforeEach(async (to) => {
  try {
    if (me.value === undefined) await loadMe()
    if (me.value || to.name === 'first-account') return true
    if (await setupNeeded()) return { name: 'first-account', query: to.query.code ? { code: to.query.code } : {} }
    if (to.meta.open) return true
    return { name: 'sign-in', query: to.fullPath === '/' ? {} : { suite: to.fullPath } }
  } catch {
    // The server is silent: the screen itself says so, and offers to try again.
    return true
  }
})

import type { RouteRecordRaw } from 'vue-router'
import { words } from '../../language.ts'

const w = words({
  fr: { datasets: 'Jeux de données', mine: 'Mes jeux de données', edits: 'Modifications groupées' },
  en: { datasets: 'Datasets', mine: 'My datasets', edits: 'Bulk edits' },
})

export const listRoutes: RouteRecordRaw[] = [
  {
    path: '/organisations/:slug/jeux',
    name: 'organization-datasets',
    component: () => import('./DatasetsPage.vue'),
    meta: { title: w.datasets },
  },
  { path: '/mes-jeux', name: 'my-datasets', component: () => import('./DatasetsPage.vue'), meta: { title: w.mine } },
  {
    path: '/organisations/:slug/modifications',
    name: 'bulk-edits',
    component: () => import('./ledger/LedgerPage.vue'),
    meta: { title: w.edits },
  },
]

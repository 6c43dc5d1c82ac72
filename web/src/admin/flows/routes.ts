import type { RouteRecordRaw } from 'vue-router'
import { words } from '../../language.ts'

const w = words({
  fr: {
    flows: 'Flux',
    newFlow: 'Nouveau flux',
    imports: 'Importer des flux',
    edit: 'Modifier un flux',
    run: 'Passage',
    quarantine: 'Quarantaine',
  },
  en: {
    flows: 'Flows',
    newFlow: 'New flow',
    imports: 'Import flows',
    edit: 'Edit a flow',
    run: 'Run',
    quarantine: 'Quarantine',
  },
})

// One loader for both addresses: a draft that gets its own stays on the same screen, with all that was typed.
const flowWizard = () => import('./FlowWizard.vue')

export const flowRoutes: RouteRecordRaw[] = [
  { path: '/flux', name: 'flows', component: () => import('./FlowsHome.vue'), meta: { title: w.flows } },
  { path: '/flux/nouveau', name: 'new-flow', component: flowWizard, meta: { title: w.newFlow } },
  {
    path: '/flux/importer',
    name: 'import-flows',
    component: () => import('./ImportFlows.vue'),
    meta: { title: w.imports },
  },
  { path: '/flux/:slug', name: 'flow', component: () => import('./FlowPage.vue'), meta: { title: w.flows } },
  { path: '/flux/:slug/modifier', name: 'edit-flow', component: flowWizard, meta: { title: w.edit } },
  {
    path: '/flux/:slug/passages/:run',
    name: 'flow-run',
    component: () => import('./RunPage.vue'),
    meta: { title: w.run },
  },
  {
    path: '/quarantaine',
    name: 'quarantine',
    component: () => import('./held/QuarantinePage.vue'),
    meta: { title: w.quarantine },
  },
]

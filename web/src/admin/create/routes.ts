import type { RouteRecordRaw } from 'vue-router'
import { w } from './create-words.ts'

const meta = { title: w.title }

export const createRoutes: RouteRecordRaw[] = [
  { path: '/jeux/nouveau', name: 'new-dataset', component: () => import('./NewDataset.vue'), meta },
  {
    path: '/jeux/:id/creation',
    component: () => import('./CreateDataset.vue'),
    children: [
      { path: '', name: 'creation-files', component: () => import('../dataset/FilesTab.vue'), meta },
      { path: 'description', name: 'creation-description', component: () => import('./DescribeStep.vue'), meta },
      { path: 'publication', name: 'creation-publication', component: () => import('./ReviewStep.vue'), meta },
    ],
  },
]

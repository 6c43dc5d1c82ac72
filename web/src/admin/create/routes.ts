import type { RouteRecordRaw } from 'vue-router'
import { words } from '../../language.ts'

const w = words({ fr: { create: 'Nouveau jeu de données' }, en: { create: 'New dataset' } })

export const createRoutes: RouteRecordRaw[] = [
  {
    path: '/jeux/nouveau',
    name: 'new-dataset',
    component: () => import('../screens/NewDataset.vue'),
    meta: { title: w.create },
  },
]

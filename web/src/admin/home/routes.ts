import type { RouteRecordRaw } from 'vue-router'
import { words } from '../../language.ts'

const w = words({ fr: { home: 'Accueil' }, en: { home: 'Home' } })

export const homeRoutes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('./ProducerHome.vue'), meta: { title: w.home } },
]

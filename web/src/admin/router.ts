import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { setupNeeded } from '@cimaise/client'
import { loadMe, me } from './session.ts'

// One loader for both addresses: a draft that gets its own stays on the same screen, with all that was typed.
const flowWizard = () => import('./flows/FlowWizard.vue')

const routes: RouteRecordRaw[] = [
  {
    path: '/connexion',
    name: 'sign-in',
    component: () => import('./screens/SignIn.vue'),
    meta: { open: true, title: 'Se connecter' },
  },
  {
    path: '/inscription',
    name: 'register',
    component: () => import('./screens/RegisterAccount.vue'),
    meta: { open: true, title: 'Créer un compte' },
  },
  {
    path: '/mot-de-passe',
    name: 'forgotten-password',
    component: () => import('./screens/ForgottenPassword.vue'),
    meta: { open: true, title: 'Mot de passe oublié' },
  },
  {
    path: '/mot-de-passe/:token',
    name: 'new-password',
    component: () => import('./screens/NewPassword.vue'),
    meta: { open: true, title: 'Choisir un mot de passe' },
  },
  {
    path: '/premier-compte',
    name: 'first-account',
    component: () => import('./screens/FirstAccount.vue'),
    meta: { open: true, title: 'Créer le premier compte' },
  },
  {
    path: '/',
    name: 'home',
    component: () => import('./screens/ProducerHome.vue'),
    meta: { title: 'Mes jeux de données' },
  },
  {
    path: '/jeux/nouveau',
    name: 'new-dataset',
    component: () => import('./screens/NewDataset.vue'),
    meta: { title: 'Nouveau jeu de données' },
  },
  {
    path: '/jeux/:id',
    component: () => import('./screens/EditDataset.vue'),
    children: [
      {
        path: '',
        name: 'dataset-files',
        component: () => import('./dataset/FilesTab.vue'),
        meta: { title: 'Fichiers' },
      },
      {
        path: 'metadonnees',
        name: 'dataset-metadata',
        component: () => import('./dataset/MetadataTab.vue'),
        meta: { title: 'Métadonnées' },
      },
    ],
  },
  {
    path: '/flux',
    name: 'flows',
    component: () => import('./flows/FlowsHome.vue'),
    meta: { title: 'Flux' },
  },
  {
    path: '/flux/nouveau',
    name: 'new-flow',
    component: flowWizard,
    meta: { title: 'Nouveau flux' },
  },
  {
    path: '/flux/importer',
    name: 'import-flows',
    component: () => import('./flows/ImportFlows.vue'),
    meta: { title: 'Importer des flux' },
  },
  {
    path: '/flux/:slug',
    name: 'flow',
    component: () => import('./flows/FlowPage.vue'),
    meta: { title: 'Flux' },
  },
  {
    path: '/flux/:slug/modifier',
    name: 'edit-flow',
    component: flowWizard,
    meta: { title: 'Modifier un flux' },
  },
  {
    path: '/flux/:slug/passages/:run',
    name: 'flow-run',
    component: () => import('./flows/RunPage.vue'),
    meta: { title: 'Passage' },
  },
  {
    path: '/quarantaine',
    name: 'quarantine',
    component: () => import('./flows/held/QuarantinePage.vue'),
    meta: { title: 'Quarantaine' },
  },
  {
    path: '/organisations/nouvelle',
    name: 'new-organization',
    component: () => import('./screens/NewOrganization.vue'),
    meta: { title: 'Nouvelle organisation' },
  },
  {
    path: '/notifications',
    name: 'notifications',
    component: () => import('./screens/MyNotifications.vue'),
    meta: { title: 'Notifications' },
  },
  {
    path: '/compte',
    name: 'account',
    component: () => import('./screens/MyAccount.vue'),
    meta: { title: 'Mon compte' },
  },
  {
    path: '/:rest(.*)*',
    name: 'not-found',
    component: () => import('./screens/NotFound.vue'),
    meta: { title: 'Page introuvable', open: true },
  },
]

export const router = createRouter({
  history: createWebHistory('/admin'),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
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

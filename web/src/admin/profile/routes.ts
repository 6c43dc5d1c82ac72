import type { RouteRecordRaw } from 'vue-router'
import { words } from '../../language.ts'

const w = words({
  fr: {
    signIn: 'Se connecter',
    register: 'Créer un compte',
    forgotten: 'Mot de passe oublié',
    newPassword: 'Choisir un mot de passe',
    first: 'Créer le premier compte',
    notifications: 'Notifications',
    account: 'Mon compte',
  },
  en: {
    signIn: 'Sign in',
    register: 'Create an account',
    forgotten: 'Forgotten password',
    newPassword: 'Choose a password',
    first: 'Create the first account',
    notifications: 'Notifications',
    account: 'My account',
  },
})

export const profileRoutes: RouteRecordRaw[] = [
  {
    path: '/connexion',
    name: 'sign-in',
    component: () => import('../screens/SignIn.vue'),
    meta: { open: true, title: w.signIn },
  },
  {
    path: '/inscription',
    name: 'register',
    component: () => import('../screens/RegisterAccount.vue'),
    meta: { open: true, title: w.register },
  },
  {
    path: '/mot-de-passe',
    name: 'forgotten-password',
    component: () => import('../screens/ForgottenPassword.vue'),
    meta: { open: true, title: w.forgotten },
  },
  {
    path: '/mot-de-passe/:token',
    name: 'new-password',
    component: () => import('../screens/NewPassword.vue'),
    meta: { open: true, title: w.newPassword },
  },
  {
    path: '/premier-compte',
    name: 'first-account',
    component: () => import('../screens/FirstAccount.vue'),
    meta: { open: true, title: w.first },
  },
  {
    path: '/notifications',
    name: 'notifications',
    component: () => import('../screens/MyNotifications.vue'),
    meta: { title: w.notifications },
  },
  { path: '/compte', name: 'account', component: () => import('../screens/MyAccount.vue'), meta: { title: w.account } },
]

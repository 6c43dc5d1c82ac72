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
    security: 'Sécurité',
    keys: 'Clés d’API',
    choices: 'Choix des notifications',
    invitations: 'Invitations',
    stopMails: 'Ne plus recevoir ces messages',
  },
  en: {
    signIn: 'Sign in',
    register: 'Create an account',
    forgotten: 'Forgotten password',
    newPassword: 'Choose a password',
    first: 'Create the first account',
    notifications: 'Notifications',
    account: 'My account',
    security: 'Security',
    keys: 'API keys',
    choices: 'Choice of notifications',
    invitations: 'Invitations',
    stopMails: 'Receive these messages no more',
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
  {
    path: '/ne-plus-recevoir/:token',
    name: 'stop-mails',
    component: () => import('./news/StopMails.vue'),
    meta: { open: true, title: w.stopMails },
  },
  {
    path: '/compte',
    component: () => import('./AccountPage.vue'),
    children: [
      {
        path: '',
        name: 'account',
        component: () => import('./identity/IdentityPage.vue'),
        meta: { title: w.account },
      },
      {
        path: 'securite',
        name: 'account-security',
        component: () => import('./security/SecurityPage.vue'),
        meta: { title: w.security },
      },
      { path: 'cles', name: 'account-keys', component: () => import('./keys/MyKeys.vue'), meta: { title: w.keys } },
      {
        path: 'notifications',
        name: 'account-notifications',
        component: () => import('./news/NotificationChoices.vue'),
        meta: { title: w.choices },
      },
      {
        path: 'invitations',
        name: 'account-invitations',
        component: () => import('./news/MyInvitations.vue'),
        meta: { title: w.invitations },
      },
    ],
  },
  {
    path: '/organisations/:slug/cles',
    name: 'organization-keys',
    component: () => import('./keys/OrganizationKeys.vue'),
    meta: { title: w.keys },
  },
]

/** What accounts write to people about what has just happened to theirs. */
import type { Text } from '../lib/text.ts'
import type { Mail } from '../mail/index.ts'
import { letter } from './letters.ts'
import type { Correspondence, User } from './model.ts'

type Recipient = Pick<User, 'email' | 'firstName' | 'lastName' | 'lang'>

const WAS_IT_YOU: Text = {
  fr: 'Si ce n’était pas vous, choisissez tout de suite un autre mot de passe et prévenez l’administration du site.',
  en: 'If it was not you, choose another password at once and tell the administration of the site.',
}

const forgotten = {
  label: { fr: 'Choisir un autre mot de passe', en: 'Choose another password' },
  path: '/admin/mot-de-passe',
}

export const passwordChangedLetter = (user: Recipient, post: Correspondence): Mail =>
  letter(user, post, {
    subject: { fr: 'Votre mot de passe a été changé', en: 'Your password was changed' },
    says: [
      {
        fr: 'Le mot de passe de votre compte vient d’être changé. Vos autres sessions sont fermées.',
        en: 'The password of your account was changed. Your other sessions are closed.',
      },
      WAS_IT_YOU,
    ],
    link: forgotten,
  })

export const passwordResetLetter = (user: Recipient, post: Correspondence): Mail =>
  letter(user, post, {
    subject: { fr: 'Votre nouveau mot de passe est en place', en: 'Your new password is in place' },
    says: [
      {
        fr: 'Un nouveau mot de passe a été choisi pour votre compte, par le lien reçu à cette adresse. Toutes vos sessions sont fermées : connectez-vous avec lui.',
        en: 'A new password was chosen for your account, through the link sent to this address. All your sessions are closed: sign in with it.',
      },
      WAS_IT_YOU,
    ],
    link: forgotten,
  })

/** To the old address. */
export const emailChangedLetter = (user: Recipient, post: Correspondence, newEmail: string): Mail =>
  letter(user, post, {
    subject: { fr: 'Votre adresse a été changée', en: 'Your address was changed' },
    says: [
      {
        fr: `Votre compte a maintenant l’adresse ${newEmail}. Vous ne recevrez plus rien à celle-ci.`,
        en: `Your account now has the address ${newEmail}. Nothing more will be sent to this one.`,
      },
      {
        fr: 'Si ce n’était pas vous, prévenez l’administration du site.',
        en: 'If it was not you, tell the administration of the site.',
      },
    ],
  })

export const secondFactorLetter = (user: Recipient, post: Correspondence, on: boolean): Mail =>
  letter(user, post, {
    subject: on
      ? { fr: 'La connexion en deux étapes est en place', en: 'Two-step sign-in is on' }
      : { fr: 'La connexion en deux étapes est arrêtée', en: 'Two-step sign-in is off' },
    says: [
      on
        ? {
            fr: 'Votre compte demande maintenant, après le mot de passe, un code de votre application.',
            en: 'Your account now asks for a code of your application after the password.',
          }
        : {
            fr: 'Votre compte ne demande plus que le mot de passe.',
            en: 'Your account now asks for the password only.',
          },
      WAS_IT_YOU,
    ],
    link: forgotten,
  })

export const accountDeletedLetter = (user: Recipient, post: Correspondence, legalNotice: boolean): Mail =>
  letter(user, post, {
    subject: { fr: 'Votre compte a été supprimé', en: 'Your account was deleted' },
    says: [
      {
        fr: 'Votre compte a été supprimé : votre nom, votre adresse et vos clés d’API sont effacés. Ce que vous avez publié reste en ligne, sans votre nom.',
        en: 'Your account was deleted: your name, your address and your API keys are erased. What you published stays on line, without your name.',
      },
      ...(legalNotice ? [LEGAL_NOTICE] : []),
    ],
  })

const LEGAL_NOTICE: Text = {
  fr: 'Cette décision a été prise par l’administration du site, parce que l’usage du compte était contraire à la loi ou aux conditions d’utilisation. Vous pouvez lui demander de la revoir, puis la contester devant le tribunal compétent.',
  en: 'The administration of the site took this decision because the account was used against the law or the terms of use. You may ask it to review the decision, then contest it before the competent court.',
}

/** What accounts write to people about getting in: each letter in French and in English. */
import { composeMail, type Mail } from '../mail/index.ts'
import type { Text } from '../lib/text.ts'
import { fullNameOf, type Correspondence, type User } from './model.ts'

interface Words {
  subject: Text
  says: Text[]
  link?: { label: Text; path: string }
  after?: Text[]
}

type Recipient = Pick<User, 'email' | 'firstName' | 'lastName' | 'lang'>

/**
 * One letter in the language of the account, or of the page that asked for it; with who it is for above and which site
 * it is from below.
 */
export const letter = (to: Recipient, post: Correspondence, words: Words): Mail => {
  const { baseUrl } = post
  const lang = to.lang ?? post.lang
  const site = new URL(baseUrl).host
  const hello = { fr: `Bonjour ${fullNameOf(to)},`, en: `Hello ${fullNameOf(to)},` }
  return composeMail({
    to: to.email,
    lang,
    subject: `${words.subject[lang]} - ${site}`,
    paragraphs: [hello, ...words.says].map((text) => text[lang]),
    link: words.link && { label: words.link.label[lang], url: baseUrl + words.link.path },
    after: (words.after ?? []).map((text) => text[lang]),
  })
}

const NOT_YOU: Text = {
  fr: 'Si vous n’avez rien demandé, ignorez ce message : rien ne change.',
  en: 'If you did not ask for this, ignore this message: nothing changes.',
}

export const confirmLetter = (user: Recipient, post: Correspondence, token: string): Mail =>
  letter(user, post, {
    subject: { fr: 'Confirmez votre adresse', en: 'Confirm your address' },
    says: [
      {
        fr: 'Un compte vient d’être créé avec cette adresse e-mail. Confirmez qu’elle est bien la vôtre ; le lien vaut cinq jours.',
        en: 'An account was created with this e-mail address. Confirm that it is yours; the link works for five days.',
      },
    ],
    link: { label: { fr: 'Confirmer mon adresse', en: 'Confirm my address' }, path: `/confirm/${token}` },
    after: [NOT_YOU],
  })

export const alreadyRegisteredLetter = (user: Recipient, post: Correspondence, token: string): Mail =>
  letter(user, post, {
    subject: { fr: 'Vous avez déjà un compte', en: 'You already have an account' },
    says: [
      {
        fr: 'Quelqu’un, sans doute vous, a voulu créer un compte avec cette adresse. Il y en a déjà un : connectez-vous. Si vous avez oublié son mot de passe, choisissez-en un autre ; le lien vaut quatre heures.',
        en: 'Somebody, probably you, tried to create an account with this address. There is one already: sign in. If you forgot its password, choose another one; the link works for four hours.',
      },
    ],
    link: { label: { fr: 'Choisir un autre mot de passe', en: 'Choose another password' }, path: `/reset/${token}` },
    after: [NOT_YOU],
  })

export const resetLetter = (user: Recipient, post: Correspondence, token: string): Mail =>
  letter(user, post, {
    subject: { fr: 'Choisissez un nouveau mot de passe', en: 'Choose a new password' },
    says: [
      {
        fr: 'Vous avez demandé un nouveau mot de passe. Le lien sert une fois et vaut quatre heures.',
        en: 'You asked for a new password. The link works once, for four hours.',
      },
    ],
    link: { label: { fr: 'Choisir un mot de passe', en: 'Choose a password' }, path: `/reset/${token}` },
    after: [NOT_YOU],
  })

export const invitedLetter = (user: Recipient, post: Correspondence, token: string): Mail =>
  letter(user, post, {
    subject: { fr: 'Votre compte est prêt', en: 'Your account is ready' },
    says: [
      {
        fr: 'L’administration du site vous a créé un compte. Choisissez son mot de passe ; le lien sert une fois et vaut sept jours.',
        en: 'The administration of the site made you an account. Choose its password; the link works once, for seven days.',
      },
    ],
    link: { label: { fr: 'Choisir un mot de passe', en: 'Choose a password' }, path: `/reset/${token}` },
  })

export const changeEmailLetter = (user: Recipient, post: Correspondence, token: string): Mail =>
  letter(user, post, {
    subject: { fr: 'Confirmez votre nouvelle adresse', en: 'Confirm your new address' },
    says: [
      {
        fr: 'Vous voulez recevoir vos messages et vous connecter avec cette adresse. Confirmez qu’elle est bien la vôtre ; le lien vaut un jour.',
        en: 'You want to get your messages and sign in with this address. Confirm that it is yours; the link works for one day.',
      },
    ],
    link: {
      label: { fr: 'Confirmer ma nouvelle adresse', en: 'Confirm my new address' },
      path: `/confirm-change-email/${token}`,
    },
    after: [NOT_YOU],
  })

/** To the owner of an address that somebody else wanted for their own account. */
export const addressTakenLetter = (owner: Recipient, post: Correspondence): Mail =>
  letter(owner, post, {
    subject: { fr: 'Cette adresse a déjà un compte', en: 'This address already has an account' },
    says: [
      {
        fr: 'Quelqu’un a voulu donner cette adresse à un autre compte. Elle est déjà celle du vôtre : rien n’a changé. Si c’était vous, connectez-vous avec cette adresse, ou choisissez-en une autre.',
        en: 'Somebody tried to give this address to another account. It is already the address of yours: nothing changed. If it was you, sign in with this address, or choose another one.',
      },
    ],
  })

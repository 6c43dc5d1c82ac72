import type { Language } from '../../lib/text.ts'
import { inBoth, quoted, type Mail } from './mail.ts'

export interface MembershipWords {
  organization: string
  /** Who asked, or is asked. */
  person: string
  comment: string | null
  /** Of the page of the organization. */
  link: string
}

/** What each step of coming into an organization says (udata-api.md §11). */
export const membershipMails = {
  requested: ({ organization, person, comment, link }: MembershipWords): Mail =>
    inBoth(link, {
      fr: [
        `${person} demande à rejoindre ${organization}`,
        `${person} souhaite rejoindre l’organisation « ${organization} » dont vous êtes administrateur.`,
        ...quoted(comment),
      ],
      en: [
        `${person} asks to join ${organization}`,
        `${person} would like to join the organization “${organization}”, which you administer.`,
        ...quoted(comment),
      ],
    }),
  accepted: ({ organization, link }: MembershipWords): Mail =>
    inBoth(link, {
      fr: [`Bienvenue dans ${organization}`, `Vous êtes maintenant membre de l’organisation « ${organization} ».`],
      en: [`Welcome to ${organization}`, `You are now a member of the organization “${organization}”.`],
    }),
  refused: ({ organization, comment, link }: MembershipWords): Mail =>
    inBoth(link, {
      fr: [
        `Votre demande pour rejoindre ${organization}`,
        `Votre demande pour rejoindre l’organisation « ${organization} » a été refusée.`,
        ...quoted(comment),
      ],
      en: [
        `Your request to join ${organization}`,
        `Your request to join the organization “${organization}” was refused.`,
        ...quoted(comment),
      ],
    }),
  invited: ({ organization, comment, link }: MembershipWords): Mail =>
    inBoth(link, {
      fr: [
        `Invitation à rejoindre ${organization}`,
        `Vous êtes invité à rejoindre l’organisation « ${organization} ». Connectez-vous pour répondre.`,
        ...quoted(comment),
      ],
      en: [
        `Invitation to join ${organization}`,
        `You are invited to join the organization “${organization}”. Sign in to answer.`,
        ...quoted(comment),
      ],
    }),
  invitationAccepted: ({ organization, person, link }: MembershipWords): Mail =>
    inBoth(link, {
      fr: [`${person} a rejoint ${organization}`, `${person} a accepté l’invitation à rejoindre « ${organization} ».`],
      en: [`${person} joined ${organization}`, `${person} accepted the invitation to join “${organization}”.`],
    }),
  invitationRefused: ({ organization, person, link }: MembershipWords): Mail =>
    inBoth(link, {
      fr: [
        `${person} ne rejoint pas ${organization}`,
        `${person} a refusé l’invitation à rejoindre « ${organization} ».`,
      ],
      en: [`${person} does not join ${organization}`, `${person} refused the invitation to join “${organization}”.`],
    }),
  invitationCanceled: ({ organization, link }: MembershipWords): Mail =>
    inBoth(link, {
      fr: [
        `Invitation à rejoindre ${organization} annulée`,
        `L’invitation à rejoindre l’organisation « ${organization} » a été annulée.`,
      ],
      en: [
        `Invitation to join ${organization} canceled`,
        `The invitation to join the organization “${organization}” was canceled.`,
      ],
    }),
  badge: ({
    organization,
    badge,
    link,
  }: {
    organization: string
    badge: Record<Language, string>
    link: string
  }): Mail =>
    inBoth(link, {
      fr: [
        `${organization} a reçu un badge`,
        `Votre organisation « ${organization} » porte maintenant le badge « ${badge.fr} ».`,
      ],
      en: [`${organization} was given a badge`, `Your organization “${organization}” now has the badge “${badge.en}”.`],
    }),
}

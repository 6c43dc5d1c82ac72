import type {
  FlowNotificationStatus,
  NamedRef,
  Notification,
  OrganizationRef,
  PublicationNotificationStatus,
  UserRef,
} from '@cimaise/client'
import { french } from '../../typography.ts'
import type { IconName } from '../../ui/icons.ts'

export interface Words {
  icon: IconName
  tone: 'success' | 'warning' | 'danger' | 'information'
  /** What it is about, and where that is. */
  title: string
  /** A path of this application. */
  to?: string
  /** Elsewhere. */
  href?: string
  text: string
}

/** A notification in words. What its reader may no longer see has no name. */
export const wordsOf = ({ details }: Notification): Words => {
  switch (details.class) {
    case 'FlowNotificationDetails':
      return {
        ...FLOW[details.status],
        title: details.flow.name ? french(`Flux « ${details.flow.name} »`) : 'Un flux',
        to: details.flow.slug && `/flux/${encodeURIComponent(details.flow.slug)}`,
        text: french(details.message ?? 'Vous ne faites plus partie de cette organisation.'),
      }
    case 'PublicationNotificationDetails':
      return {
        ...PUBLICATION[details.status],
        title: details.dataset.title ? french(`« ${details.dataset.title} »`) : 'Une publication',
        to:
          details.status === 'submitted' && details.organization
            ? `/organisations/${encodeURIComponent(details.organization.slug)}/publications`
            : `/jeux/${encodeURIComponent(details.dataset.id)}`,
        text: french(details.message ?? 'Vous ne voyez plus ce jeu de données.'),
      }
    case 'MembershipRequestNotificationDetails': {
      const organization = aboutOrganization(details.request_organization)
      const asked = `${nameOf(details.request_user)} demande à rejoindre l’organisation.`
      return { ...organization, text: details.kind === 'request' ? asked : 'Vous êtes invité à en faire partie.' }
    }
    case 'MembershipAcceptedNotificationDetails':
      return {
        ...aboutOrganization(details.organization),
        ...GOOD,
        text: 'Vous faites maintenant partie de cette organisation.',
      }
    case 'MembershipRefusedNotificationDetails':
      return { ...aboutOrganization(details.organization), text: 'Votre demande d’en faire partie a été refusée.' }
    case 'NewBadgeNotificationDetails': {
      const badge = BADGES[details.kind] ?? details.kind
      return {
        ...aboutOrganization(details.organization),
        ...GOOD,
        text: french(`L’organisation porte maintenant le badge « ${badge} ».`),
      }
    }
    case 'TransferRequestNotificationDetails': {
      const text = `${nameOf(details.transfer_owner)} propose de vous confier ${THINGS[details.transfer_subject.class] ?? 'cet objet'}.`
      return { ...about(details.transfer_subject, 'Un transfert'), text }
    }
    case 'DiscussionNotificationDetails': {
      const { discussion, status } = details
      const subject = discussion.subject?.title ?? discussion.subject?.name
      const title = discussion.title ? french(`« ${discussion.title} »`) : 'Une discussion'
      const on = subject ? french(` sur « ${subject} »`) : ''
      return { ...NEWS, title, href: discussion.subject && pageOf(discussion.subject), text: `${STEPS[status]}${on}.` }
    }
    case 'ReuseCreatedNotificationDetails':
      return {
        ...about(details.reuse, 'Une réutilisation'),
        href: pageOf(details.dataset),
        text: usesOf(details.dataset),
      }
    case 'DataserviceCreatedNotificationDetails':
      return { ...about(details.dataservice, 'Une API'), href: pageOf(details.dataset), text: usesOf(details.dataset) }
    default:
      return { ...NEWS, title: 'Nouvelle', text: 'Cette version de l’application ne sait pas la montrer.' }
  }
}

const GOOD = { icon: 'success', tone: 'success' } as const
const NEWS = { icon: 'information', tone: 'information' } as const
const LOOK = { icon: 'warning', tone: 'warning' } as const

const FLOW: Record<FlowNotificationStatus, Pick<Words, 'icon' | 'tone'>> = {
  failing: { icon: 'remove', tone: 'danger' },
  recovered: GOOD,
  held: LOOK,
  warned: LOOK,
  late: { icon: 'late', tone: 'warning' },
  credentials_expiring: { icon: 'locked', tone: 'warning' },
  vanished: LOOK,
}

const PUBLICATION: Record<PublicationNotificationStatus, Pick<Words, 'icon' | 'tone'>> = {
  submitted: LOOK,
  accepted: GOOD,
  refused: LOOK,
  canceled: NEWS,
  done: GOOD,
  failed: { icon: 'remove', tone: 'danger' },
}

const STEPS = {
  new_discussion: 'Une discussion est ouverte',
  new_comment: 'Nouveau message dans la discussion',
  closed: 'La discussion est close',
}

const BADGES: Record<string, string> = {
  'public-service': 'Service public',
  certified: 'Certifié',
  association: 'Association',
  company: 'Entreprise',
  'local-authority': 'Collectivité territoriale',
}

const THINGS: Record<string, string> = {
  Dataset: 'ce jeu de données',
  Reuse: 'cette réutilisation',
  Dataservice: 'cette API',
}

const aboutOrganization = (organization: OrganizationRef | null) => ({
  ...NEWS,
  title: organization?.name ?? 'Une organisation',
  href: organization?.page,
})

const about = (ref: NamedRef, otherwise: string) => ({
  ...NEWS,
  title: ref.title ? french(`« ${ref.title} »`) : otherwise,
  href: pageOf(ref),
})

const usesOf = ({ title }: NamedRef): string =>
  title ? french(`Nouvelle utilisation de votre jeu de données « ${title} ».`) : 'Nouvelle utilisation de vos données.'

/** Only datasets have a page here. */
const pageOf = (ref: NamedRef): string | undefined => (ref.class === 'Dataset' ? ref.page : undefined)

const nameOf = (party: OrganizationRef | UserRef | null): string => {
  if (!party) return 'Quelqu’un'
  return 'name' in party ? party.name : `${party.first_name} ${party.last_name}`
}

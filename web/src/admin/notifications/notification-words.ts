import type {
  FlowNotificationStatus,
  NamedRef,
  Notification,
  OrganizationRef,
  PublicationNotificationStatus,
  UserRef,
} from '@cimaise/client'
import { formatDate } from '../../format.ts'
import { language } from '../../language.ts'
import { french } from '../../typography.ts'
import type { IconName } from '../../ui/icons.ts'
import { badges, n, steps, things } from './sentences.ts'
import { fullName } from '../words.ts'

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
export const wordsOf = (notification: Notification): Words => {
  const words = sayOf(notification)
  return language === 'fr' ? { ...words, title: french(words.title), text: french(words.text) } : words
}

const sayOf = ({ details }: Notification): Words => {
  switch (details.class) {
    case 'FlowNotificationDetails':
      return {
        ...FLOW[details.status],
        title: details.flow.name ? n.flow(details.flow.name) : n.aFlow,
        to: details.flow.slug && `/flux/${encodeURIComponent(details.flow.slug)}`,
        text: details.message ?? n.leftIt,
      }
    case 'PublicationNotificationDetails':
      return {
        ...PUBLICATION[details.status],
        title: details.dataset.title ? n.quoted(details.dataset.title) : n.aPublication,
        to:
          details.status === 'submitted' && details.organization
            ? `/organisations/${encodeURIComponent(details.organization.slug)}/publications`
            : `/jeux/${encodeURIComponent(details.dataset.id)}`,
        text: details.message ?? n.hiddenNow,
      }
    case 'MembershipRequestNotificationDetails': {
      const organization = aboutOrganization(details.request_organization)
      if (details.kind === 'invitation')
        return { ...organization, href: undefined, to: '/compte/invitations', text: n.invited }
      return { ...organization, text: n.asks(nameOf(details.request_user)) }
    }
    case 'MembershipAcceptedNotificationDetails':
      return { ...aboutOrganization(details.organization), ...GOOD, text: n.accepted }
    case 'MembershipRefusedNotificationDetails':
      return { ...aboutOrganization(details.organization), href: undefined, to: '/compte/invitations', text: n.refused }
    case 'NewBadgeNotificationDetails': {
      const text = n.badge(badges[details.kind] ?? details.kind)
      return { ...aboutOrganization(details.organization), ...GOOD, text }
    }
    case 'TransferRequestNotificationDetails': {
      const text = n.offers(nameOf(details.transfer_owner), things[details.transfer_subject.class] ?? n.something)
      return { ...about(details.transfer_subject, n.aTransfer), text }
    }
    case 'DiscussionNotificationDetails': {
      const { discussion, status } = details
      const subject = discussion.subject?.title ?? discussion.subject?.name
      const title = discussion.title ? n.quoted(discussion.title) : n.aDiscussion
      const text = `${steps[status]}${subject ? n.on(subject) : ''}.`
      return { ...NEWS, title, href: discussion.subject && pageOf(discussion.subject), text }
    }
    case 'ReuseCreatedNotificationDetails':
      return { ...about(details.reuse, n.aReuse), href: pageOf(details.dataset), text: n.use(details.dataset.title) }
    case 'DataserviceCreatedNotificationDetails':
      return {
        ...about(details.dataservice, n.anApi),
        href: pageOf(details.dataset),
        text: n.use(details.dataset.title),
      }
    case 'ApiKeyNotificationDetails':
      return {
        ...{ icon: 'late', tone: 'warning', to: '/compte/cles' },
        title: details.key.name ? n.key(details.key.name) : n.aKey,
        text: n.expires(formatDate(details.expires_at)),
      }
    default:
      return { ...NEWS, title: n.news, text: n.unknown }
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

const aboutOrganization = (organization: OrganizationRef | null) => ({
  ...NEWS,
  title: organization?.name ?? n.anOrganization,
  href: organization?.page,
})

const about = (ref: NamedRef, otherwise: string) => ({
  ...NEWS,
  title: ref.title ? n.quoted(ref.title) : otherwise,
  href: pageOf(ref),
})

/** Only datasets have a page here. */
const pageOf = (ref: NamedRef): string | undefined => (ref.class === 'Dataset' ? ref.page : undefined)

const nameOf = (party: OrganizationRef | UserRef | null): string => {
  if (!party) return n.somebody
  return 'name' in party ? party.name : fullName(party)
}

import type { Actor } from '../../lib/actor.ts'
import { presentDate } from '../../lib/dates.ts'
import type { Language } from '../../lib/text.ts'
import { canPublishFor } from '../../organizations/index.ts'
import type { SubjectRef } from '../../subjects/index.ts'
import { presentSubjectRef, subjectPage } from '../../subjects/wire.ts'
import { presentParty } from '../transfers/wire.transfers.v1.ts'
import { refsOf, type Refs } from '../wire.refs.v1.ts'
import type { Named } from './find-named.ts'
import type { Details, FlowDetails, Notification } from './model.ts'

/** One thing that somebody should know (udata-api.md §2.13). */
export const presentNotification = (
  notification: Notification,
  named: Named,
  { actor, language, baseUrl }: { actor: Actor; language: Language; baseUrl: string },
) => {
  const { details } = notification
  const refs = refsOf(named.people, actor, baseUrl)
  return {
    id: notification.id,
    created_at: presentDate(notification.createdAt),
    last_modified: presentDate(notification.lastModified),
    handled_at: presentDate(notification.handledAt),
    user: refs.user(notification.userId),
    details: {
      class: `${details.class}NotificationDetails`,
      ...(details.class === 'Flow'
        ? presentFlow(details, refs, canPublishFor(actor, details.organization), language)
        : presentDetails(details, named, refs, { language, baseUrl })),
    },
  }
}

/** Whoever left the organization reads its words no more. */
const presentFlow = (details: FlowDetails, refs: Refs, isMember: boolean, language: Language) => ({
  organization: refs.organization(details.organization),
  flow: { class: 'Flow', ...(isMember ? details.flow : { id: details.flow.id }) },
  status: details.status,
  message: isMember ? details.message[language] : null,
  run: isMember ? details.run : null,
  held: isMember ? details.held : [],
})

const presentDetails = (
  details: Exclude<Details, FlowDetails>,
  named: Named,
  refs: Refs,
  { language, baseUrl }: { language: Language; baseUrl: string },
): object => {
  // What its reader can see no longer is named by its class and id alone.
  const subject = (ref: SubjectRef) => {
    const found = named.subjects.get(`${ref.class}:${ref.id}`)
    return found ? presentSubjectRef(found, baseUrl) : ref
  }
  switch (details.class) {
    case 'MembershipRequest':
      return {
        request_organization: refs.organization(details.organization),
        request_user: refs.user(details.user),
        kind: details.kind,
      }
    case 'MembershipAccepted':
    case 'MembershipRefused':
      return { organization: refs.organization(details.organization) }
    case 'NewBadge':
      return { organization: refs.organization(details.organization), kind: details.kind }
    case 'TransferRequest':
      return {
        transfer_owner: presentParty(details.owner, refs),
        transfer_recipient: presentParty(details.recipient, refs),
        transfer_subject: subject(details.subject),
      }
    case 'Discussion':
      return {
        status: details.status,
        message_id: details.message,
        discussion: presentTalk(details.discussion, named, baseUrl),
      }
    case 'Publication': {
      const dataset = { class: 'Dataset' as const, id: details.dataset }
      // Whoever may read the dataset no longer reads nothing of it.
      const isSeen = named.subjects.has(`Dataset:${details.dataset}`)
      return {
        organization: details.organization ? refs.organization(details.organization) : null,
        ...{ dataset: subject(dataset), publication: details.publication, status: details.status },
        message: isSeen ? details.message[language] : null,
      }
    }
    case 'ReuseCreated':
      return {
        reuse: subject({ class: 'Reuse', id: details.reuse }),
        dataset: subject({ class: 'Dataset', id: details.dataset }),
      }
    case 'ApiKey':
      return { key: { class: 'ApiKey', ...details.key }, expires_at: details.expiresAt }
    case 'DataserviceCreated':
      return {
        dataservice: subject({ class: 'Dataservice', id: details.dataservice }),
        dataset: subject({ class: 'Dataset', id: details.dataset }),
      }
  }
}

/** udata's reference, and what a list needs to say more than « a discussion ». */
const presentTalk = (id: string, { talks }: Named, baseUrl: string) => {
  const talk = talks.get(id)
  if (!talk) return { class: 'Discussion', id }
  const { discussion, subject } = talk
  return {
    class: 'Discussion',
    id,
    title: discussion.title,
    subject: presentSubjectRef(subject, baseUrl),
    self_web_url: `${subjectPage(subject, baseUrl)}/discussions?discussion_id=${id}`,
  }
}

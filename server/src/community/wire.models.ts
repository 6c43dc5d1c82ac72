import Type from 'typebox'
import { UserReference } from '../accounts/wire.models.ts'
import {
  answers,
  creates,
  createsOrFinds,
  DateTime,
  Free,
  orNull,
  pageOf,
  redirects,
  searchOf,
  sends,
  type Answers,
} from '../openapi/index.ts'
import { KINDS, MAILS } from './choices/model.ts'
import { OrganizationReference } from '../organizations/wire.models.ts'
import { ModelReference, SubjectReference } from '../subjects/wire.models.ts'

/** What this module's other wire files write, for the API's documents. */

const user = () => orNull(UserReference)
const organization = () => orNull(OrganizationReference)
const text = () => orNull(Type.String())

const Message = Type.Object(
  {
    id: Type.String(),
    content: Type.String(),
    posted_on: DateTime,
    posted_by: user(),
    posted_by_organization: organization(),
    last_modified_at: orNull(DateTime),
    permissions: Type.Object({ delete: Type.Boolean(), edit: Type.Boolean() }),
  },
  { title: 'DiscussionMessage' },
)

export const Discussion = Type.Object(
  {
    id: Type.String(),
    user: user(),
    organization: organization(),
    subject: ModelReference,
    subject_title: Type.String(),
    title: Type.String(),
    discussion: Type.Array(Message),
    created: DateTime,
    closed: orNull(DateTime),
    closed_by: user(),
    closed_by_organization: organization(),
    extras: Free,
    permissions: Type.Object({ delete: Type.Boolean(), edit: Type.Boolean(), close: Type.Boolean() }),
    self_web_url: Type.String(),
    url: Type.String(),
  },
  { title: 'Discussion' },
)

/** A person, or udata's reference to nobody, whose keys are all null (udata-api.md §1.7). */
const PersonOrNobody = Type.Object(
  Object.fromEntries(Object.keys(UserReference.properties).map((key) => [key, text()])),
  { title: 'PersonOrNobody' },
)

export const Follow = Type.Object({ id: Type.String(), follower: PersonOrNobody, since: DateTime }, { title: 'Follow' })
const Followers = Type.Object({ followers: Type.Integer() }, { title: 'Followers' })

export const Activity = Type.Object(
  {
    actor: PersonOrNobody,
    organization: organization(),
    related_to: Type.String(),
    related_to_id: Type.String(),
    related_to_kind: Type.String(),
    related_to_url: Type.String(),
    created_at: DateTime,
    label: Type.String(),
    key: Type.String(),
    icon: text(),
    changes: Type.Array(Type.String()),
    extras: Free,
  },
  { title: 'Activity' },
)

export const Notification = Type.Object(
  {
    id: Type.String(),
    created_at: DateTime,
    last_modified: DateTime,
    handled_at: orNull(DateTime),
    user: user(),
    details: Type.Record(Type.String(), Type.Unknown(), { description: 'Its keys depend on `class`.' }),
  },
  { title: 'Notification' },
)

export const Report = Type.Object(
  {
    id: Type.String(),
    by: user(),
    subject: orNull(ModelReference),
    subject_deleted_at: orNull(DateTime),
    subject_deleted_by: user(),
    subject_label: text(),
    subject_embed_id: text(),
    reason: Type.String(),
    message: Type.String(),
    reported_at: DateTime,
    dismissed_at: orNull(DateTime),
    dismissed_by: user(),
    dismissal_note: text(),
    callbacks_count: Type.Integer(),
    self_api_url: Type.String(),
  },
  { title: 'Report' },
)

const NotificationChoices = Type.Object(
  Object.fromEntries(KINDS.map((kind) => [kind, Type.Union(MAILS.map((choice) => Type.Literal(choice)))])),
  { title: 'NotificationChoices', description: 'When a mail says each kind of news.' },
)

export const stopAnswers: Answers = {
  unsubscribe_page: redirects,
  unsubscribe: answers(Type.Object({ stopped: Type.String({ description: 'A kind of news, or `digest`.' }) })),
}

const Party = orNull(Type.Union([UserReference, OrganizationReference]))
export const Transfer = Type.Object(
  {
    id: Type.String(),
    user: user(),
    owner: Party,
    recipient: Party,
    subject: SubjectReference,
    comment: Type.String(),
    created: DateTime,
    status: Type.String(),
    responded: orNull(DateTime),
    reponse_comment: text(),
  },
  { title: 'Transfer' },
)

const FollowPage = pageOf(Follow)
const following = (what: string): Answers => ({
  [`list_${what}_followers`]: answers(FollowPage),
  [`follow_${what}`]: createsOrFinds(Followers),
  [`unfollow_${what}`]: answers(Followers),
})

export const communityAnswers: Answers = {
  list_discussions: answers(pageOf(Discussion)),
  create_discussion: creates(Discussion),
  get_discussion: answers(Discussion),
  comment_discussion: answers(Discussion),
  update_discussion: answers(Discussion),
  edit_discussion_comment: answers(Discussion),
  list_organization_discussions: answers(Type.Array(Discussion)),
  organization_discussions_csv: sends('text/csv'),
  my_org_discussions: answers(Type.Array(Discussion)),
  ...following('dataset'),
  ...following('reuse'),
  ...following('dataservice'),
  ...following('organization'),
  ...following('user'),
  activity: answers(pageOf(Activity)),
  list_notifications: answers(pageOf(Notification)),
  read_notification: answers(Notification),
  get_notification_choices: answers(NotificationChoices),
  update_notification_choices: answers(NotificationChoices),
  list_reports: answers(pageOf(Report)),
  create_report: creates(Report),
  get_report: answers(Report),
  update_report: answers(Report),
  list_reports_reasons: answers(Type.Array(Type.Object({ value: Type.String(), label: Type.String() }))),
  list_transfers: answers(Type.Array(Transfer)),
  request_transfer: creates(Transfer),
  get_transfer: answers(Transfer),
  respond_to_transfer: answers(Transfer),
}

export const communityAnswersV2: Answers = { search_discussions: answers(searchOf(Discussion)) }

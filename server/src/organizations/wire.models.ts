import Type from 'typebox'
import type { Role } from '../lib/actor.ts'
import { ApiToken, UserReference } from '../accounts/wire.models.ts'
import { Uploaded } from '../images/wire.models.ts'
import {
  answers,
  creates,
  createsOrFinds,
  DateTime,
  Free,
  orNull,
  pageOf,
  searchOf,
  sends,
  taking,
  type Answers,
} from '../openapi/index.ts'
import { Settings } from './wire.settings.ts'
import { Badge, BadgeKinds, Labelled, ModelReference } from '../subjects/wire.models.ts'

/** What wire.v1.ts writes, for the API's documents. */

const Rights = Type.Object(
  {
    delete: Type.Boolean(),
    edit: Type.Boolean(),
    harvest: Type.Boolean(),
    members: Type.Boolean(),
    private: Type.Boolean(),
  },
  { title: 'OrganizationPermissions', description: 'Of the caller.' },
)

export const OrganizationReference = Type.Object(
  {
    class: Type.String(),
    id: Type.String(),
    name: Type.String(),
    acronym: orNull(Type.String()),
    slug: Type.String(),
    badges: Type.Array(Badge),
    logo: orNull(Type.String()),
    logo_thumbnail: orNull(Type.String()),
    permissions: Rights,
    uri: Type.String(),
    page: Type.String(),
  },
  { title: 'OrganizationReference' },
)

const Contact = Type.Object(
  {
    ...UserReference.properties,
    email: Type.String({ description: 'More or less of it, by who asks.' }),
    last_login_at: orNull(DateTime),
  },
  { title: 'MemberUser' },
)

const role = Type.Unsafe<Role>({ type: 'string', enum: ['admin', 'editor', 'partial_editor'] })
export const Member = Type.Object({ user: Contact, role, since: DateTime, label: Type.String() }, { title: 'Member' })

const { class: _class, ...reference } = OrganizationReference.properties
export const Organization = Type.Object(
  {
    ...reference,
    description: Type.String(),
    url: orNull(Type.String()),
    image_url: orNull(Type.String()),
    business_number_id: orNull(Type.String()),
    members: Type.Array(Member),
    teams: Type.Array(Type.Unknown()),
    zone: Type.Null(),
    ext: Free,
    extras: Free,
    metrics: Free,
    created_at: DateTime,
    last_modified: DateTime,
    deleted: orNull(DateTime),
    presentation_blocs_published_at: orNull(DateTime),
    presentation_blocs: Type.Optional(Type.Array(Type.Unknown(), { description: 'When X-Fields names them.' })),
  },
  { title: 'Organization' },
)

export const User = Type.Object(
  {
    ...UserReference.properties,
    email: orNull(Type.String()),
    active: Type.Boolean(),
    roles: Type.Array(Type.String()),
    website: orNull(Type.String()),
    about: orNull(Type.String()),
    since: DateTime,
    last_login_at: orNull(DateTime),
    password_rotation_demanded: orNull(DateTime),
    password_rotation_performed: orNull(DateTime),
    metrics: Free,
    organizations: Type.Array(OrganizationReference),
  },
  { title: 'User' },
)
const MyOrganization = Type.Object(
  { ...OrganizationReference.properties, role: orNull(Type.String()) },
  { title: 'MyOrganization' },
)
export const Me = Type.Object(
  {
    ...User.properties,
    email: Type.String(),
    lang: orNull(Type.String({ description: 'Of mails.' })),
    organizations: Type.Array(MyOrganization),
  },
  { title: 'Me' },
)

const Request = Type.Object(
  {
    id: Type.String(),
    user: orNull(Contact),
    email: orNull(Type.String()),
    kind: Type.String(),
    created: DateTime,
    handled: orNull(DateTime),
    refusal_comment: orNull(Type.String({ description: 'Why it was refused.' })),
    status: Type.String(),
    role,
    comment: orNull(Type.String()),
    assignments: Type.Array(ModelReference),
  },
  { title: 'MembershipRequest' },
)

const MyRequest = Type.Object(
  {
    id: Type.String(),
    organization: OrganizationReference,
    comment: orNull(Type.String()),
    created: DateTime,
    status: Type.String(),
    handled: orNull(DateTime),
    refusal_comment: orNull(Type.String()),
  },
  { title: 'MyMembershipRequest' },
)

const OrganizationKey = Type.Object(
  { ...ApiToken.properties, owner: orNull(UserReference) },
  { title: 'OrganizationApiToken' },
)

const Invitation = Type.Object(
  {
    id: Type.String(),
    organization: OrganizationReference,
    role: Type.String(),
    comment: orNull(Type.String()),
    created: DateTime,
    assignments: Type.Array(ModelReference),
  },
  { title: 'OrganizationInvitation' },
)

const Assignment = Type.Object(
  {
    id: Type.String(),
    user: orNull(UserReference),
    organization: OrganizationReference,
    subject: ModelReference,
    created_at: DateTime,
  },
  { title: 'Assignment' },
)

export const OrganizationSuggestion = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    acronym: orNull(Type.String()),
    slug: Type.String(),
    image_url: orNull(Type.String()),
    page: Type.String(),
  },
  { title: 'OrganizationSuggestion' },
)

const Said = Type.Object({ message: Type.String() })

export const organizationAnswers: Answers = {
  list_organizations: answers(pageOf(Organization)),
  site_organizations_csv: sends('text/csv'),
  create_organization: creates(Organization),
  get_organization: answers(Organization),
  get_organization_settings: answers(Settings),
  update_organization_settings: answers(Settings),
  update_organization: answers(Organization),
  org_roles: answers(Type.Array(Labelled)),
  available_organization_badges: answers(BadgeKinds),
  suggest_organizations: answers(Type.Array(OrganizationSuggestion)),
  add_organization_badge: createsOrFinds(Badge),
  organization_logo: answers(Uploaded),
  resize_organization_logo: answers(Uploaded),
  list_membership_requests: answers(Type.Array(Request)),
  request_membership: createsOrFinds(Request),
  accept_membership: { ...answers(Member), also: { 409: Member } },
  refuse_membership: answers(Type.Object({})),
  cancel_membership: answers(Type.Object({})),
  invite_organization_member: creates(Request),
  update_organization_member: answers(Member),
  list_organization_assignments: answers(Type.Array(Assignment)),
  sync_member_assignments: answers(Type.Array(Assignment)),
  my_membership_requests: answers(Type.Array(MyRequest)),
  list_organization_api_tokens: answers(Type.Array(OrganizationKey)),
  list_org_invitations: answers(Type.Array(Invitation)),
  accept_org_invitation: answers(Said),
  refuse_org_invitation: answers(Said),
  get_me: answers(Me),
  update_me: answers(Me),
  my_avatar: answers(Uploaded),
  list_users: answers(pageOf(User)),
  create_user: creates(User),
  get_user: answers(User),
  update_user: answers(User),
  user_avatar: answers(Uploaded),
}

export const organizationAnswersV2: Answers = {
  search_organizations: answers(searchOf(Organization)),
  get_organization_extras: answers(Free),
  update_organization_extras: taking(Free, answers(Free)),
  delete_organization_extras: taking(Type.Array(Type.String()), { status: 204 }),
}

import Type from 'typebox'
import type { Role } from '../lib/actor.ts'
import { parseDate } from '../lib/dates.ts'
import { invalidField } from '../lib/errors.ts'
import type { AssignedRef, OrganizationInput } from './model.ts'

const text = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))
const reference = Type.Object({ class: Type.String({ maxLength: 40 }), id: Type.String({ maxLength: 40 }) })

const changes = {
  acronym: text(128),
  url: text(2000),
  business_number_id: text(14),
  image_url: text(2000),
  extras: Type.Optional(Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()])),
  presentation_blocs: Type.Optional(Type.Union([Type.Array(Type.Unknown(), { maxItems: 200 }), Type.Null()])),
  presentation_blocs_published_at: text(40),
}
export const NewOrganization = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 500 }),
  description: Type.String({ minLength: 1, maxLength: 100_000 }),
  ...changes,
})
export const OrganizationChanges = Type.Object({ ...Type.Partial(NewOrganization).properties })
type OrganizationBody = Type.Static<typeof OrganizationChanges>

// Spaces alone are no comment (udata-api.md §1.6).
export const Comment = Type.Object({ comment: Type.String({ minLength: 1, maxLength: 10_000, pattern: '\\S' }) })
export type Comment = Type.Static<typeof Comment>

export const BadgeBody = Type.Object({ kind: Type.String({ maxLength: 100 }) })
export type BadgeBody = Type.Static<typeof BadgeBody>

const role = Type.Unsafe<Role>({ type: 'string', enum: ['admin', 'editor', 'partial_editor'] })
export const RoleBody = Type.Object({ role })
export type RoleBody = Type.Static<typeof RoleBody>

export const Assignments = Type.Array(reference, { maxItems: 1_000 })
export const InvitationBody = Type.Object({
  user: Type.Optional(Type.Union([Type.String(), Type.Object({ id: Type.String() }), Type.Null()])),
  email: text(255),
  role: Type.Optional(role),
  comment: text(10_000),
  assignments: Type.Optional(Type.Union([Assignments, Type.Null()])),
})
type InvitationBody = Type.Static<typeof InvitationBody>

/** What comes with an acceptance, if anything: udata's clients send nothing. */
export const Acceptance = Type.Object({ role: Type.Optional(role), assignments: Type.Optional(Assignments) })
export type Acceptance = Type.Static<typeof Acceptance>

/** Present keys only: an absent one keeps its value. */
export const organizationChangesOf = (body: OrganizationBody): Partial<OrganizationInput> => {
  const { business_number_id, image_url, extras, presentation_blocs, presentation_blocs_published_at } = body
  const changed: Partial<OrganizationInput> = {}
  if (body.name !== undefined) changed.name = body.name.trim()
  if (body.description !== undefined) changed.description = body.description
  if (business_number_id !== undefined) changed.businessNumberId = business_number_id || null
  if (image_url !== undefined) changed.imageUrl = image_url || null
  if (body.url !== undefined) changed.url = body.url || null
  if (body.acronym !== undefined) changed.acronym = body.acronym || null
  if (extras) changed.extras = extras
  if (presentation_blocs !== undefined) changed.presentationBlocs = presentation_blocs ?? []
  if (presentation_blocs_published_at !== undefined)
    changed.presentationBlocsPublishedAt = dateOf(presentation_blocs_published_at)
  return changed
}

export const invitationOf = (body: InvitationBody) => ({
  userId: typeof body.user === 'object' && body.user !== null ? body.user.id : (body.user ?? null),
  email: body.email || null,
  role: body.role ?? ('editor' as const),
  comment: body.comment || null,
  assignments: (body.assignments ?? []) as AssignedRef[],
})

const dateOf = (value: string | null): Date | null => {
  if (!value) return null
  const date = parseDate(value)
  if (!date)
    throw invalidField('presentation_blocs_published_at', { fr: 'Une date est attendue.', en: 'Expecting a date.' })
  return date
}

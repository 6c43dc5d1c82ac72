import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { invalidField } from '../lib/errors.ts'
import { PAGING, Param, readQuery } from '../http/index.ts'
import { USER_SORTS, type UserQuery } from './model.ts'

/** The only role of udata's that has effects (udata-api.md §5.11). */
export const ROLES = ['admin']

const text = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))
const optional = {
  website: text(2000),
  about: text(100_000),
  roles: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
  active: Type.Optional(Type.Boolean()),
}

export const NewUserBody = Type.Object({
  email: Type.String(),
  password: text(1024),
  first_name: Type.String(),
  last_name: Type.String(),
  ...optional,
})
export const UserChanges = Type.Object({
  email: Type.Optional(Type.String()),
  first_name: Type.Optional(Type.String()),
  last_name: Type.Optional(Type.String()),
  ...optional,
})

export const profileOf = (body: Type.Static<typeof UserChanges>) => ({
  firstName: body.first_name,
  lastName: body.last_name,
  website: body.website,
  about: body.about,
})

/** Absent roles keep their value; an unknown one is a 400. */
export const rolesOf = (roles: string[] | null | undefined): { siteAdmin?: boolean } => {
  if (!roles) return {}
  const unknown = roles.find((role) => !ROLES.includes(role))
  if (unknown === undefined) return { siteAdmin: roles.includes('admin') }
  throw invalidField('roles', {
    fr: `Le rôle « ${unknown.slice(0, 40)} » n’existe pas.`,
    en: `The role “${unknown.slice(0, 40)}” does not exist.`,
  })
}

export const UserListQuery = Type.Object({ ...PAGING, q: Param.text(), sort: Param.sort(USER_SORTS) })
export const UserSuggestionQuery = Type.Object({
  q: Param.required(),
  size: Param.count({ default: 10, maximum: 20 }),
})

/** `q` and `sort` of a list of people. */
export const readUserQuery = (request: FastifyRequest): UserQuery => {
  const { q = '', sort: wanted = '-created' } = readQuery(request, UserListQuery)
  const words = q.split(/\s+/).filter((word) => word !== '')
  const sort = USER_SORTS.find((known) => known === wanted.replace(/^-/, '')) ?? 'created'
  return { words: words.slice(0, 10), sort, descending: wanted.startsWith('-') }
}

/** `q` and `size` of a suggestion. */
export const readSuggestion = (request: FastifyRequest): { q: string; size: number } => {
  const { q, size = 10 } = readQuery(request, UserSuggestionQuery)
  return { q, size }
}

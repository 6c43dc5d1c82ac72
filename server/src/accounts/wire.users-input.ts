import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { Invalid, invalidField } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { QUERY_FAILED } from '../http/index.ts'
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

/** `q` and `sort` of a list of people. */
export const readUserQuery = (request: FastifyRequest): UserQuery => {
  const wanted = one(request, 'sort') ?? '-created'
  const sort = USER_SORTS.find((known) => known === wanted.replace(/^-/, ''))
  if (!sort)
    throw queryError('sort', {
      fr: `« ${wanted.slice(0, 40)} » n’est pas un tri connu.`,
      en: `The value '${wanted.slice(0, 40)}' is not a valid choice for 'sort'.`,
    })
  const words = (one(request, 'q') ?? '').split(/\s+/).filter((word) => word !== '')
  return { words: words.slice(0, 10), sort, descending: wanted.startsWith('-') }
}

/** `q` and `size` of a suggestion. */
export const readSuggestion = (request: FastifyRequest): { q: string; size: number } => {
  const q = one(request, 'q')
  if (q === undefined) throw queryError('q', { fr: 'Ce paramètre est obligatoire.', en: 'This parameter is required.' })
  const size = one(request, 'size') ?? '10'
  if (!/^([1-9]|1\d|20)$/.test(size))
    throw queryError('size', { fr: 'Un entier de 1 à 20 est attendu.', en: 'Expecting an integer from 1 to 20.' })
  return { q, size: Number(size) }
}

const one = (request: FastifyRequest, name: string): string | undefined => {
  const value = [(request.query as Record<string, string | string[] | undefined>)[name] ?? []].flat()[0]
  return value === '' ? undefined : value
}

const queryError = (name: string, text: Text): Invalid => new Invalid(QUERY_FAILED, { [name]: [text] })

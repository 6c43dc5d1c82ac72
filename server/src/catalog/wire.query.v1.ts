import type { FastifyRequest } from 'fastify'
import { Invalid, Unauthorized } from '../lib/errors.ts'
import { isObjectId } from '../lib/ids.ts'
import { QUERY_FAILED } from '../http/index.ts'
import type { DatasetQuery } from './datasets.ts'

const SORTS = ['created', '-created', 'last_update', '-last_update', 'title', '-title'] as const
const NOT_AN_ID = {
  fr: 'Un identifiant de 24 chiffres hexadécimaux est attendu.',
  en: 'Expecting an id of 24 hexadecimal digits.',
}

/** What the parameters of a list of datasets ask for (udata-api.md §2.1.1). */
export const readDatasetQuery = (request: FastifyRequest): DatasetQuery => {
  const query = request.query as Record<string, string | string[] | undefined>
  const one = (name: string): string | undefined =>
    (Array.isArray(query[name]) ? query[name][0] : query[name]) || undefined
  const sort = one('sort')
  const known = SORTS.find((candidate) => candidate === sort)
  if (sort && !known)
    throw new Invalid(QUERY_FAILED, {
      sort: [
        {
          fr: `« ${sort.slice(0, 40)} » n’est pas un tri connu.`,
          en: `The value '${sort.slice(0, 40)}' is not a valid choice for 'sort'.`,
        },
      ],
    })
  return {
    q: one('q'),
    sort: known,
    tags: [query.tag ?? []].flat().filter((tag) => tag !== ''),
    organizationId: readId(one('organization')),
    ownerId: readId(one('owner')),
    license: one('license'),
    ...readStates(request, one),
  }
}

const readId = (value: string | undefined): string | undefined => {
  if (value !== undefined && !isObjectId(value)) throw new Invalid(NOT_AN_ID)
  return value
}

/** These three need an identity, whatever their value (udata-api.md §2.1.1). */
const readStates = (request: FastifyRequest, one: (name: string) => string | undefined) => {
  const state = (name: string): boolean | undefined => {
    const value = one(name)
    if (value === undefined) return undefined
    if (request.actor.kind === 'anonymous') throw new Unauthorized()
    if (!/^(true|false|1|0|on)$/i.test(value))
      throw new Invalid(QUERY_FAILED, {
        [name]: [{ fr: 'true ou false est attendu.', en: 'Expecting true or false.' }],
      })
    return /^(true|1|on)$/i.test(value)
  }
  return { private: state('private'), archived: state('archived'), deleted: state('deleted') }
}

import Type from 'typebox'
import type { FastifyRequest } from 'fastify'
import { Invalid, Unauthorized } from '../lib/errors.ts'
import { PAGING, Param, QUERY_FAILED, readQuery } from '../http/index.ts'
import { ACCESS_TYPES } from './model.ts'
import { DATASET_SORTS, type DatasetQuery } from './dataset-query.ts'

/** The parameters of a list of datasets (udata-api.md §2.1.1). */
export const DatasetListQuery = Type.Object({
  ...PAGING,
  q: Param.text('every word'),
  sort: Param.sort(DATASET_SORTS),
  tag: Param.many('all of them'),
  license: Param.text(),
  featured: Param.flag(),
  geozone: Param.text(),
  granularity: Param.text(),
  temporal_coverage: Param.text('YYYY-MM-DD-YYYY-MM-DD: days between which the coverage starts'),
  access_type: Param.choice(ACCESS_TYPES),
  organization: Param.id(),
  owner: Param.id(),
  badge: Param.text(),
  organization_badge: Param.text(),
  format: Param.text(),
  schema: Param.text(),
  schema_version: Param.text(),
  topic: Param.id(),
  dataservice: Param.id(),
  reuse: Param.id(),
  followed_by: Param.id('a person'),
  archived: Param.flag('needs an identity'),
  deleted: Param.flag('needs an identity'),
  private: Param.flag('needs an identity'),
})

/** What a request asks of a list. Throws `Invalid`, and `Unauthorized` when nobody asks for states that only owners see. */
export const readDatasetQuery = (request: FastifyRequest): DatasetQuery => {
  refuseStatesToNobody(request)
  const query = readQuery(request, DatasetListQuery)
  return {
    q: query.q,
    sort: query.sort,
    tags: query.tag ?? [],
    license: query.license,
    featured: query.featured,
    geozone: query.geozone,
    granularity: query.granularity,
    startsBetween: query.temporal_coverage ? readPeriod(query.temporal_coverage) : undefined,
    accessType: query.access_type,
    organizationId: query.organization,
    ownerId: query.owner,
    badge: query.badge,
    organizationBadge: query.organization_badge,
    format: query.format,
    schema: query.schema,
    schemaVersion: query.schema_version,
    linkedTo: [
      ...(query.topic ? [{ class: 'Topic', id: query.topic }] : []),
      ...(query.dataservice ? [{ class: 'Dataservice', id: query.dataservice }] : []),
      ...(query.reuse ? [{ class: 'Reuse', id: query.reuse }] : []),
    ],
    followedBy: query.followed_by,
    private: query.private,
    archived: query.archived,
    deleted: query.deleted,
  }
}

/** Two days joined by a hyphen. Throws `Invalid`. */
export const readPeriod = (text: string): { from: string; to: string } => {
  const [, from, to] = /^(\d{4}-\d{2}-\d{2})-(\d{4}-\d{2}-\d{2})$/.exec(text) ?? []
  if (!from || !to || !isDay(from) || !isDay(to)) throw new Invalid(QUERY_FAILED, { temporal_coverage: [NOT_A_PERIOD] })
  return { from, to }
}

const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** These three need an identity, whatever their value (udata-api.md §2.1.1). */
const refuseStatesToNobody = (request: FastifyRequest): void => {
  const query = request.query as Record<string, unknown>
  const asked = ['private', 'archived', 'deleted'].some((name) => query[name] !== undefined && query[name] !== '')
  if (asked && request.actor.kind === 'anonymous') throw new Unauthorized()
}

const NOT_A_PERIOD = {
  fr: 'Deux jours sont attendus, par exemple 2020-01-01-2020-12-31.',
  en: 'Expecting two days, for example 2020-01-01-2020-12-31.',
}

import Type from 'typebox'
import { PAGING, Param } from '../../http/index.ts'
import { ACCESS_TYPES } from '../../catalog/index.ts'

/** The parameters of a list of dataservices (udata-api.md §2.7). */
export const DataserviceListQuery = Type.Object({
  ...PAGING,
  q: Param.text('every word'),
  sort: Param.sort(['title', 'base_api_url', 'created', 'last_modified', 'followers', 'views']),
  tag: Param.many('all of them'),
  contact_point: Param.id(),
  dataset: Param.id(),
  featured: Param.flag(),
  archived: Param.flag(),
  access_type: Param.choice(ACCESS_TYPES),
  owner: Param.id(),
  organization: Param.id(),
  organization_badge: Param.text(),
  topic: Param.id(),
  reuse: Param.id(),
})

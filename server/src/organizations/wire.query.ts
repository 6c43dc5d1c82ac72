import Type from 'typebox'
import { PAGING, Param } from '../http/index.ts'
import { ORGANIZATION_SORTS } from './model.ts'

/** The parameters of a list of organizations (udata-api.md §2.3.2). */
export const OrganizationListQuery = Type.Object({
  ...PAGING,
  q: Param.text(),
  name: Param.text('exact name, whatever the case'),
  badge: Param.text(),
  business_number_id: Param.text(),
  sort: Param.sort(ORGANIZATION_SORTS),
})

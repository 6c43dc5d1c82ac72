import Type from 'typebox'
import type { ListingInput } from '../model.ts'
import { COMMON, commonInputOf, idsOf, nullable, References } from '../wire.input.ts'
import type { ReuseFields } from './model.ts'

/** A reuse as clients send it (udata-api.md §2.6). */
export const ReuseBody = Type.Object({
  ...COMMON,
  title: nullable(Type.String()),
  type: nullable(Type.String()),
  topic: nullable(Type.String()),
  url: nullable(Type.String()),
  datasets: References,
  dataservices: References,
  archived: nullable(Type.String()),
  deleted: nullable(Type.String()),
})
export type ReuseBody = Type.Static<typeof ReuseBody>

/** Present keys only. */
export const reuseInputOf = (body: ReuseBody): ListingInput<ReuseFields> => {
  const fields: Partial<ReuseFields> = {}
  if (body.type !== undefined) fields.type = body.type ?? ''
  if (body.topic !== undefined) fields.topic = body.topic ?? ''
  if (body.url !== undefined) fields.url = body.url?.trim() ?? ''
  const dataserviceIds = idsOf(body.dataservices)
  if (dataserviceIds) fields.dataserviceIds = dataserviceIds
  const datasetIds = idsOf(body.datasets)
  return { ...commonInputOf(body, body), fields, ...(datasetIds ? { datasetIds } : {}) }
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { findUsers } from '../accounts/index.ts'
import type { Changes, Db } from '../db/index.ts'
import { findOrganizations } from '../organizations/index.ts'
import { languageOf } from '../http/index.ts'
import { findZones, GRANULARITIES } from '../spatial/index.ts'
import { presentZone } from '../spatial/wire.v1.ts'
import { findDatasetContexts } from './find-dataset-contexts.ts'
import type { Dataset, Resource } from './model.ts'
import { countCommunityResources } from './store.community-resources.ts'
import { selectDatasetsByIds } from './store.datasets.ts'
import type { ShownDataset } from './shown-datasets.ts'
import { presentCommunityResource } from './wire.community.v1.ts'
import { etagOf } from './wire.dataset.ts'
import { presentDataset } from './wire.v1.ts'
import { fullObjectsOf, presentDatasetV2 } from './wire.v2.ts'

export interface Deps {
  db: Db
  changes: Changes
  site: { baseUrl: string }
}

/** Shapes of datasets for a request: a constant number of queries whatever their number. */
export const datasetPresenter = ({ db, site }: Pick<Deps, 'db' | 'site'>) => ({
  v1: async (request: FastifyRequest, datasets: Dataset[]) => {
    const contexts = await findDatasetContexts(db, datasets)
    return datasets.map((dataset, index) => {
      const context = contexts[index] ?? NOTHING
      return {
        ...presentDataset(dataset, context, request.actor, site.baseUrl),
        ...fullSpatialOf(request, dataset, site.baseUrl),
      }
    })
  },

  v2: async (request: FastifyRequest, datasets: Dataset[]) => {
    const contexts = await findDatasetContexts(db, datasets, { resources: false })
    const communities = await countCommunityResources(
      db,
      datasets.map(({ id }) => id),
    )
    return datasets.map((dataset, index) => {
      const context = { ...(contexts[index] ?? NOTHING), communityTotal: communities.get(dataset.id) ?? 0 }
      return {
        ...presentDatasetV2(dataset, context, request.actor, site.baseUrl),
        ...(wantsFullObjects(request) ? fullObjectsOf(dataset, languageOf(request)) : {}),
        ...fullSpatialOf(request, dataset, site.baseUrl),
      }
    })
  },

  community: async (request: FastifyRequest, resources: Resource[]) => {
    const owners = resources.flatMap(({ community }) => community ?? [])
    const organizations = await findOrganizations(
      db,
      owners.flatMap(({ organizationId }) => organizationId ?? []),
    )
    const users = await findUsers(
      db,
      owners.flatMap(({ ownerId }) => ownerId ?? []),
    )
    const ids = [...new Set(resources.flatMap(({ datasetId }) => datasetId ?? []))]
    const datasets = new Map((await selectDatasetsByIds(db, ids)).map((dataset) => [dataset.id, dataset]))
    return resources.map((resource) =>
      presentCommunityResource(
        resource,
        {
          dataset: datasets.get(resource.datasetId ?? ''),
          organization: organizations.get(resource.community?.organizationId ?? ''),
          owner: users.get(resource.community?.ownerId ?? ''),
        },
        request.actor,
        site.baseUrl,
      ),
    )
  },
})

/** Nobody in particular asks for the whole, in its usual shape. */
export const asksPlainly = (request: FastifyRequest): boolean =>
  request.actor.kind === 'anonymous' && request.headers['x-fields'] === undefined && !wantsFullObjects(request)

export const sendShown = (reply: FastifyReply, { json, etag }: ShownDataset) =>
  reply.header('ETag', etag).type('application/json; charset=utf-8').send(json)

/** With the tag that a later write may send back (`If-Match`). */
export const sendDataset = (reply: FastifyReply, dataset: Dataset, body: object | undefined) =>
  reply.header('ETag', etagOf(dataset)).send(body)

const NOTHING = { resources: [], contactPoints: [], organization: undefined, owner: undefined }

const wantsFullObjects = (request: FastifyRequest): boolean => Boolean(request.headers['x-get-datasets-full-objects'])

/** Zones and granularity as objects (udata-api.md §1.3). */
const fullSpatialOf = (request: FastifyRequest, { spatial }: Dataset, baseUrl: string) => {
  if (!spatial || !wantsFullObjects(request)) return {}
  const id = spatial.granularity ?? 'other'
  const known = findZones(spatial.zones)
  const zones = spatial.zones.flatMap((zone) => known.get(zone) ?? []).map((zone) => presentZone(zone, baseUrl))
  const name = GRANULARITIES.find((granularity) => granularity.id === id)?.label[languageOf(request)] ?? id
  return { spatial: { ...spatial, zones, granularity: { id, name } } }
}

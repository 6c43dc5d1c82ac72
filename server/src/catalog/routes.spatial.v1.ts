import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { ANONYMOUS } from '../lib/actor.ts'
import { NotFound } from '../lib/errors.ts'
import { Param, readQuery } from '../http/index.ts'
import { countFacetValues } from '../search/index.ts'
import { findZone, findZones, LEVELS } from '../spatial/index.ts'
import { presentFeature } from '../spatial/wire.v1.ts'
import { presentSubjectRef } from '../subjects/wire.ts'
import { listDatasets } from './datasets.ts'
import type { Deps } from './routes.presenter.ts'
import { DATASET } from './search.ts'
import { datasetSubjectOf } from './subject.ts'

const Size = Type.Object({ size: Param.count({ default: 25, maximum: 1_000 }) })

/** What is published about places (udata-api.md §2.14). The zones themselves are in `spatial`. */
export const datasetSpatialRoutes =
  ({ db, site }: Pick<Deps, 'db' | 'site'>) =>
  async (app: FastifyInstance) => {
    app.get<{ Params: { id: string } }>(
      '/spatial/zone/:id/datasets/',
      { schema: { querystring: Size } },
      async (request) => {
        const { size = 25 } = readQuery(request, Size)
        const zone = findZone(request.params.id)
        if (!zone) throw new NotFound()
        const [datasets] = await listDatasets(db, ANONYMOUS, { geozone: zone.id }, { page: 1, pageSize: size })
        return datasets.map((dataset) => presentSubjectRef(datasetSubjectOf(dataset), site.baseUrl))
      },
    )

    app.get<{ Params: { level: string } }>('/spatial/coverage/:level/', async (request) => {
      const { level } = request.params
      if (!LEVELS.some(({ id }) => id === level)) throw new NotFound()
      const counts = await countFacetValues(db, { kinds: [DATASET], facet: 'geozone', audiences: ['public'] })
      const zones = [...findZones([...counts.keys()]).values()].filter((zone) => zone.level === level)
      const features = zones.map((zone) => {
        const feature = presentFeature(zone, site.baseUrl)
        return { ...feature, properties: { ...feature.properties, datasets: counts.get(zone.id) ?? 0 } }
      })
      return { type: 'FeatureCollection', features }
    })
  }

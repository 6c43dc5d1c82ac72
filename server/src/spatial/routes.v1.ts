import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { Invalid, NotFound } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { languageOf, Param, QUERY_FAILED } from '../http/index.ts'
import { GRANULARITIES, LEVELS } from './levels.ts'
import type { Zone } from './model.ts'
import { presentFeature, presentSuggestion } from './wire.v1.ts'
import { findZone, suggestZones } from './zones.ts'

const MOST_SUGGESTIONS = 100
const Suggest = Type.Object({ q: Param.required(), size: Param.count({ default: 10 }) })

/** Zones, and the words to say them (udata-api.md §2.14). */
export const spatialRoutes =
  ({ site }: { site: { baseUrl: string } }) =>
  async (app: FastifyInstance) => {
    app.get<{ Querystring: { q?: unknown; size?: unknown } }>(
      '/spatial/zones/suggest/',
      { schema: { querystring: Suggest } },
      async (request) => {
        const { q, size } = request.query
        if (typeof q !== 'string') throw new Invalid(QUERY_FAILED, { q: [REQUIRED] })
        return suggestZones(q, readSize(size)).map((zone) => presentSuggestion(zone, site.baseUrl))
      },
    )

    app.get<{ Params: { ids: string } }>('/spatial/zones/:ids/', async (request) => ({
      type: 'FeatureCollection',
      features: request.params.ids.split(',').map((id) => presentFeature(getZone(id), site.baseUrl)),
    }))

    app.get<{ Params: { id: string } }>('/spatial/zone/:id/', async (request) =>
      presentFeature(getZone(request.params.id), site.baseUrl),
    )

    app.get('/spatial/levels/', async (request) =>
      LEVELS.map(({ id, label }) => ({ id, name: label[languageOf(request)] })),
    )

    app.get('/spatial/granularities/', async (request) =>
      GRANULARITIES.map(({ id, label }) => ({ id, name: label[languageOf(request)] })),
    )
  }

const getZone = (id: string): Zone => {
  const zone = findZone(id)
  if (!zone) throw new NotFound({ fr: `La zone « ${id} » n’existe pas.`, en: `The zone “${id}” does not exist.` })
  return zone
}

const readSize = (size: unknown): number => {
  if (size === undefined || size === '') return 10
  if (typeof size === 'string' && /^[1-9]\d{0,8}$/.test(size)) return Math.min(Number(size), MOST_SUGGESTIONS)
  throw new Invalid(QUERY_FAILED, { size: [NOT_POSITIVE] })
}

const REQUIRED: Text = { fr: 'Ce paramètre est obligatoire.', en: 'This parameter is required.' }
const NOT_POSITIVE: Text = { fr: 'Un nombre entier à partir de 1 est attendu.', en: 'Expecting an integer from 1.' }

import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { slugOf } from '../lib/slugs.ts'
import type { Text } from '../lib/text.ts'
import { languageOf, Param, readQuery } from '../http/index.ts'
import { suggestFacetValues } from '../search/index.ts'
import { ACCESS_REASONS } from './access.rules.ts'
import { suggestDatasets } from './datasets.ts'
import { findDatasetContexts } from './find-dataset-contexts.ts'
import { FREQUENCIES } from './frequencies.ts'
import { LICENSES } from './licenses.ts'
import { MIME_SUGGESTIONS } from './mimes.ts'
import { DATASET_BADGES, RESOURCE_TYPES, type ResourceType } from './model.ts'
import type { Deps } from './routes.presenter.ts'
import { presentLicense } from './wire.reference.ts'
import { presentSuggestion } from './wire.v1.ts'

const Suggest = Type.Object({ q: Param.required(), size: Param.count({ default: 10, maximum: 1_000 }) })

/** The lists that forms are made of (udata-api.md §2.1.7). No schema catalogue is configured: its list is empty. */
export const referenceRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    app.get('/datasets/licenses/', async () => LICENSES.map(presentLicense))

    app.get('/datasets/frequencies/', async (request) =>
      FREQUENCIES.map(({ id, label }) => ({ id, label: label[languageOf(request)] })),
    )

    app.get('/datasets/resource_types/', async (request) =>
      RESOURCE_TYPES.map((id) => ({ id, label: TYPE_LABELS[id][languageOf(request)] })),
    )

    app.get('/datasets/schemas/', async () => [])

    app.get('/datasets/badges/', { config: { unmasked: true } }, async (request) =>
      Object.fromEntries(DATASET_BADGES.map((kind) => [kind, BADGE_LABELS[kind][languageOf(request)]])),
    )

    app.get('/access_type/reason_categories/', { config: { unmasked: true } }, async (request) =>
      ACCESS_REASONS.map(({ value, label }) => ({
        value,
        label: label[languageOf(request)],
        definition: label[languageOf(request)],
      })),
    )

    app.get('/datasets/suggest/', { schema: { querystring: Suggest } }, async (request) => {
      const { q, size = 10 } = readQuery(request, Suggest)
      const datasets = await suggestDatasets(db, q, size)
      const contexts = await findDatasetContexts(db, datasets, { resources: false })
      return datasets.flatMap((dataset, index) => {
        const context = contexts[index]
        return context ? [presentSuggestion(dataset, context, site.baseUrl)] : []
      })
    })

    app.get(
      '/datasets/suggest/mime/',
      { schema: { querystring: Suggest }, config: { unmasked: true } },
      async (request) => {
        const { q, size = 10 } = readQuery(request, Suggest)
        // A plus that wasn't encoded came as a space.
        return shortest(MIME_SUGGESTIONS, q.replaceAll(' ', '+'), size)
      },
    )

    app.get('/tags/suggest/', { schema: { querystring: Suggest }, config: { unmasked: true } }, async (request) => {
      const { q, size = 8 } = readQuery(request, Suggest)
      const kinds = ['dataset', 'reuse', 'dataservice', 'topic']
      const found = await suggestFacetValues(db, { kinds, facet: 'tag', q: slugOf(q), size, audiences: ['public'] })
      return found.map(({ value }) => ({ text: value }))
    })
  }

/** Those that hold the text, the shortest first. */
export const shortest = (values: string[], q: string, size: number) =>
  values
    .filter((value) => value.includes(q.trim().toLowerCase()))
    .sort((a, b) => a.length - b.length || a.localeCompare(b))
    .slice(0, size)
    .map((text) => ({ text }))

const TYPE_LABELS: Record<ResourceType, Text> = {
  main: { fr: 'Fichier principal', en: 'Main file' },
  documentation: { fr: 'Documentation', en: 'Documentation' },
  update: { fr: 'Mise à jour', en: 'Update' },
  api: { fr: 'API', en: 'API' },
  code: { fr: 'Code source', en: 'Code repository' },
  other: { fr: 'Autre', en: 'Other' },
}

const BADGE_LABELS: Record<(typeof DATASET_BADGES)[number], Text> = {
  'pivotal-data': { fr: 'Données pivot', en: 'Pivotal data' },
  spd: { fr: 'Service public de la donnée', en: 'Reference data public service' },
  inspire: { fr: 'INSPIRE', en: 'INSPIRE' },
  hvd: { fr: 'Données de forte valeur', en: 'High-value dataset' },
  sl: { fr: 'Séries longues', en: 'Long series' },
  sr: { fr: 'Statistique publique', en: 'Public statistics' },
}

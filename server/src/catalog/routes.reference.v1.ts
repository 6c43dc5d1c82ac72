import type { FastifyInstance } from 'fastify'
import type { Text } from '../lib/text.ts'
import { languageOf } from '../http/index.ts'
import { FREQUENCIES } from './frequencies.ts'
import { LICENSES } from './licenses.ts'
import { RESOURCE_TYPES, type ResourceType } from './model.ts'

const TYPE_LABELS: Record<ResourceType, Text> = {
  main: { fr: 'Fichier principal', en: 'Main file' },
  documentation: { fr: 'Documentation', en: 'Documentation' },
  update: { fr: 'Mise à jour', en: 'Update' },
  api: { fr: 'API', en: 'API' },
  code: { fr: 'Code source', en: 'Code repository' },
  other: { fr: 'Autre', en: 'Other' },
}

/** The lists that forms are made of (udata-api.md §2.1.7). No schema catalogue is configured: its list is empty. */
export const referenceRoutes = async (app: FastifyInstance) => {
  app.get('/datasets/licenses/', async () =>
    LICENSES.map((license) => ({ ...license, maintainer: null, alternate_urls: [], alternate_titles: [] })),
  )

  app.get('/datasets/frequencies/', async (request) =>
    FREQUENCIES.map(({ id, label }) => ({ id, label: label[languageOf(request)] })),
  )

  app.get('/datasets/resource_types/', async (request) =>
    RESOURCE_TYPES.map((id) => ({ id, label: TYPE_LABELS[id][languageOf(request)] })),
  )

  app.get('/datasets/schemas/', async () => [])
}

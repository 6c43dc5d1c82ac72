import type { Actor } from '../lib/actor.ts'
import type { Dataset, DatasetContext } from './model.ts'
import { presentCommon } from './wire.dataset.ts'
import { presentResource } from './wire.resources.v1.ts'

/** udata's dataset, in v1: with all its files (udata-api.md §2.1.3). */
export const presentDataset = (dataset: Dataset, context: DatasetContext, actor: Actor, baseUrl: string) => ({
  ...presentCommon(dataset, context, actor, baseUrl),
  schema: dataset.schema,
  resources: context.resources.map((resource) => presentResource(resource, baseUrl)),
})

export const presentSuggestion = (dataset: Dataset, context: DatasetContext, baseUrl: string) => {
  const { id, title, acronym, slug, page, organization, owner } = presentCommon(
    dataset,
    context,
    { kind: 'anonymous' },
    baseUrl,
  )
  return { id, title, acronym, slug, image_url: organization?.logo_thumbnail ?? owner?.avatar_thumbnail ?? null, page }
}

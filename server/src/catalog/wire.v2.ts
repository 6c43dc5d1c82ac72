import type { Actor } from '../lib/actor.ts'
import type { Language } from '../lib/text.ts'
import { findFrequency } from './frequencies.ts'
import { findLicense } from './licenses.ts'
import type { Dataset, DatasetContext } from './model.ts'
import { presentCommon } from './wire.dataset.ts'
import { presentLicense } from './wire.reference.ts'

/** udata's dataset, in v2: its files are a link (udata-api.md §3.1). */
export const presentDatasetV2 = (
  dataset: Dataset,
  context: DatasetContext & { communityTotal: number },
  actor: Actor,
  baseUrl: string,
) => ({
  ...presentCommon(dataset, context, actor, baseUrl),
  resources: link(`${baseUrl}/api/2/datasets/${dataset.id}/resources/?page=1&page_size=50`, dataset.resourcesCount),
  community_resources: link(
    `${baseUrl}/api/1/datasets/community_resources/?dataset=${dataset.id}&page=1&page_size=50`,
    context.communityTotal,
  ),
})

/** Frequency and licence as objects, for callers who ask for full objects (udata-api.md §1.3). */
export const fullObjectsOf = (dataset: Dataset, language: Language) => {
  const frequency = findFrequency(dataset.frequency ?? 'unknown')
  const license = findLicense(dataset.license ?? 'notspecified') ?? findLicense('notspecified')
  return {
    frequency: { id: frequency?.id ?? 'unknown', label: frequency?.label[language] ?? '' },
    license: license && presentLicense(license),
  }
}

/** A link to a list, with its length. */
export const link = (href: string, total: number) => ({ rel: 'subsection', href, type: 'GET', total })

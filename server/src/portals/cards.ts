import type { DatasetCardProps, ProducerProps } from '@cimaise/web/props'
import { fullNameOf } from '../accounts/index.ts'
import { findDatasetContexts, isUpToDate, type Dataset, type DatasetContext } from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import { excerptOf } from '../lib/markdown.ts'

/** Cards of several datasets: a constant number of queries. */
export const loadCards = async (db: Db, datasets: Dataset[]): Promise<DatasetCardProps[]> => {
  const contexts = await findDatasetContexts(db, datasets)
  return datasets.flatMap((dataset, index) => {
    const context = contexts[index]
    return context ? [cardOf(dataset, context)] : []
  })
}

export const producerOf = ({
  organization,
  owner,
}: Pick<DatasetContext, 'organization' | 'owner'>): ProducerProps | null => {
  if (organization) return { name: organization.name, href: `/organizations/${organization.slug}` }
  return owner ? { name: fullNameOf(owner), href: null } : null
}

export const freshnessOf = (dataset: Dataset) => {
  const upToDate = isUpToDate(dataset)
  return upToDate === null ? null : upToDate ? ('fresh' as const) : ('late' as const)
}

const cardOf = (dataset: Dataset, context: DatasetContext): DatasetCardProps => ({
  title: dataset.title,
  href: `/datasets/${dataset.slug}`,
  producer: producerOf(context),
  summary: dataset.descriptionShort ?? excerptOf(dataset.description),
  lastUpdate: dataset.lastUpdate.toISOString(),
  freshness: freshnessOf(dataset),
  formats: [...new Set(context.resources.flatMap((resource) => resource.format ?? []))],
  fileCount: context.resources.length,
})

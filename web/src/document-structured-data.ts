import { safeHref } from './addresses.ts'
import type { DatasetPageProps, FileProps } from './props.ts'

/** A dataset as schema.org describes it, by Google's guide for datasets: what is not known is left out. */
export const structuredData = (
  { dataset, groups, portal }: DatasetPageProps,
  description: string,
  url: string,
): object => ({
  '@context': 'https://schema.org',
  '@type': 'Dataset',
  name: dataset.title,
  alternateName: dataset.acronym ?? undefined,
  description: description || dataset.title,
  url,
  identifier: dataset.id,
  inLanguage: 'fr',
  isAccessibleForFree: true,
  dateCreated: dataset.createdAt,
  dateModified: dataset.lastUpdate,
  keywords: dataset.tags.length > 0 ? dataset.tags : undefined,
  license: dataset.license?.url ?? undefined,
  creator: dataset.producer
    ? {
        '@type': 'Organization',
        name: dataset.producer.name,
        url: dataset.producer.href ? absolute(portal.baseUrl, dataset.producer.href) : undefined,
      }
    : undefined,
  temporalCoverage: dataset.temporalCoverage
    ? `${dataset.temporalCoverage.start}/${dataset.temporalCoverage.end ?? '..'}`
    : undefined,
  includedInDataCatalog: { '@type': 'DataCatalog', name: portal.name, url: portal.baseUrl },
  distribution: groups.flatMap((group) => group.files).map((file) => distributionOf(file, portal.baseUrl)),
})

const distributionOf = (file: FileProps, baseUrl: string): object => ({
  '@type': 'DataDownload',
  name: file.title,
  encodingFormat: file.format ?? undefined,
  contentSize: file.sizeBytes === null ? undefined : `${file.sizeBytes} B`,
  dateModified: file.updatedAt,
  contentUrl: absolute(baseUrl, file.href),
})

const absolute = (baseUrl: string, href: string): string | undefined => {
  const safe = safeHref(href)
  return safe?.startsWith('/') ? baseUrl + safe : safe
}

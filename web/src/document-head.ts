import { fr } from './messages/fr.ts'
import type { DatasetPageProps, Pages } from './props.ts'

export interface Head {
  title: string
  description: string
  /** schema.org, for search engines. */
  jsonLd: object | null
  /** Pages that search engines should leave alone. */
  noindex: boolean
}

/** Title, description and structured data of a page. */
export const headOf = <P extends keyof Pages>(page: P, props: Pages[P]): Head => {
  const name = props.portal.name
  const head = (title: string, description: string = props.portal.tagline): Head => ({
    title,
    description,
    jsonLd: null,
    noindex: false,
  })
  switch (page) {
    case 'home':
      return head(`${name}\u202f: ${props.portal.tagline}`)
    case 'datasets':
      return head(`${fr.datasets.title} - ${name}`)
    case 'dataset':
      return datasetHead(props as DatasetPageProps)
    case 'organization':
      return head(`${(props as Pages['organization']).organization.name} - ${name}`)
    case 'admin':
      return { ...head(`${fr.admin.title} - ${name}`), noindex: true }
    default:
      return { ...head(`${fr.errors[(props as Pages['error']).status].title} - ${name}`), noindex: true }
  }
}

const datasetHead = ({ dataset, groups, portal }: DatasetPageProps): Head => {
  const description =
    dataset.summary ??
    dataset.descriptionHtml
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200)
  const files = groups.flatMap((group) => group.files)
  return {
    title: `${dataset.title} - ${portal.name}`,
    description,
    noindex: dataset.private,
    jsonLd: {
      '@context': 'https://schema.org',
      '@type': 'Dataset',
      name: dataset.title,
      description,
      url: portal.pageUrl,
      dateModified: dataset.lastUpdate,
      dateCreated: dataset.createdAt,
      keywords: dataset.tags,
      ...(dataset.license?.url ? { license: dataset.license.url } : {}),
      ...(dataset.producer ? { creator: { '@type': 'Organization', name: dataset.producer.name } } : {}),
      distribution: files.map((file) => ({
        '@type': 'DataDownload',
        name: file.title,
        encodingFormat: file.format,
        contentUrl: new URL(file.href, portal.baseUrl).href,
      })),
    },
  }
}

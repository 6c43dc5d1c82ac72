import { structuredData } from './document-structured-data.ts'
import { adminWords } from './messages/admin.ts'
import { apiWords } from './messages/api.ts'
import { changesWords } from './messages/changes.ts'
import { consentWords } from './messages/consent.ts'
import { fr } from './messages/fr.ts'
import type { DatasetPageProps, Pages, PortalProps } from './props.ts'
import { french, plainText } from './typography.ts'

export interface Head {
  title: string
  description: string
  /** The address that search engines should keep for this page. */
  canonical: string
  /** schema.org, for search engines. */
  jsonLd: object | null
  /** Pages that search engines should leave alone. */
  noindex: boolean
}

/** Title, description and structured data of a page. */
export const headOf = <P extends keyof Pages>(page: P, props: Pages[P]): Head => {
  const { portal } = props
  const head = (title: string, description = ''): Head => ({
    title: page === 'home' ? title : `${title} - ${portal.name}`,
    description: description || portal.tagline,
    canonical: canonicalOf(portal),
    jsonLd: null,
    noindex: page === 'admin' || page === 'error' || page === 'consent',
  })
  switch (page) {
    case 'home':
      return head(`${portal.name}\u202f: ${french(portal.tagline)}`)
    case 'datasets':
      return datasetsHead(props as Pages['datasets'], head)
    case 'dataset':
      return datasetHead(props as DatasetPageProps, head)
    case 'changes': {
      const { dataset } = props as Pages['changes']
      return { ...head(changesWords.of(dataset.title), changesWords.intro), noindex: dataset.private }
    }
    case 'organization': {
      const { organization } = props as Pages['organization']
      return head(organization.name, plainText(organization.descriptionHtml, 200))
    }
    case 'admin':
      return head(adminWords[(props as Pages['admin']).lang].title)
    case 'api':
      return { ...head(apiWords.title, apiWords.description), noindex: (props as Pages['api']).query !== '' }
    case 'consent': {
      const { lang, client } = props as Pages['consent']
      return head(consentWords[lang].title(client.name))
    }
    default:
      return head(fr.errors[(props as Pages['error']).status].title)
  }
}

type MakeHead = (title: string, description?: string) => Head

/** Each page of the list is worth an entry, a search by somebody is not. */
const datasetsHead = ({ query, tag, page }: Pages['datasets'], head: MakeHead): Head => {
  const words = [query ? fr.datasets.quoted(query) : '', tag ?? ''].filter(Boolean).join(', ')
  const title = words ? `${fr.datasets.title}\u202f: ${words}` : fr.datasets.title
  return { ...head(page > 1 ? `${title}, ${fr.pagination.page(page).toLowerCase()}` : title), noindex: query !== '' }
}

const datasetHead = (props: DatasetPageProps, head: MakeHead): Head => {
  const { dataset } = props
  const description = dataset.summary ?? plainText(dataset.descriptionHtml, 200)
  return {
    ...head(dataset.title, description),
    noindex: dataset.private,
    jsonLd: dataset.private ? null : structuredData(props, description, canonicalOf(props.portal)),
  }
}

/** On our own host whatever was asked for; of the words of the address, only those that change what is shown. */
const canonicalOf = ({ baseUrl, pageUrl }: PortalProps): string => {
  const { pathname, searchParams } = new URL(pageUrl)
  const kept = ['tag', 'page'].flatMap((name) => {
    const value = searchParams.get(name)
    return value ? [`${name}=${encodeURIComponent(value)}`] : []
  })
  return baseUrl + pathname.replace(/^\/+/, '/') + (kept.length > 0 ? `?${kept.join('&')}` : '')
}

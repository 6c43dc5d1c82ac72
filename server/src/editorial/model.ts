import type { Image } from '../images/index.ts'

export const POST_KINDS = ['news', 'page'] as const
export const BODY_TYPES = ['markdown', 'html', 'blocs'] as const

/** A piece of news, or a page of the site. */
export interface Post {
  id: string
  slug: string
  name: string
  kind: (typeof POST_KINDS)[number]
  bodyType: (typeof BODY_TYPES)[number]
  headline: string | null
  content: string | null
  blocs: Bloc[]
  tags: string[]
  datasetIds: string[]
  reuseIds: string[]
  image: Image | null
  imageUrl: string | null
  creditTo: string | null
  creditUrl: string | null
  ownerId: string | null
  createdAt: Date
  lastModified: Date
  /** Null: a draft. */
  publishedAt: Date | null
}

export type PostInput = Partial<
  Pick<
    Post,
    | 'name'
    | 'kind'
    | 'bodyType'
    | 'headline'
    | 'content'
    | 'blocs'
    | 'tags'
    | 'datasetIds'
    | 'reuseIds'
    | 'imageUrl'
    | 'creditTo'
    | 'creditUrl'
  >
>

/** A part of an editorial page, as it is stored: objects by their ids (udata-api.md §2.9). */
export interface Bloc {
  class: string
  id: string
  [key: string]: unknown
}

export interface SiteSettings {
  title: string
  keywords: string[]
  feedSize: number
  /** By name: `datasets_blocs`, `reuses_blocs`, `dataservices_blocs`. */
  blocs: Record<string, Bloc[]>
}

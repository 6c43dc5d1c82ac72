import { presentDate } from '../lib/dates.ts'
import type { User } from '../accounts/index.ts'
import { presentUserRef } from '../accounts/wire.v1.ts'
import { imageUrl, thumbnailUrl } from '../images/index.ts'
import type { Subject } from '../subjects/index.ts'
import { presentSubjectRef } from '../subjects/wire.ts'
import { REFERENCES } from './blocs.rules.ts'
import type { Bloc, Post, SiteSettings } from './model.ts'

export interface PostContext {
  owner: User | undefined
  /** Presented by the catalogue. */
  datasets: object[]
  /** Everything that the post points at, by `Class:id`. */
  subjects: Map<string, Subject>
}

/** udata's post; `blocs` on the single object only (udata-api.md §2.9). */
export const presentPost = (post: Post, context: PostContext, baseUrl: string, withBlocs: boolean) => ({
  id: post.id,
  name: post.name,
  slug: post.slug,
  headline: post.headline,
  content: post.content,
  image_url: post.imageUrl,
  image: imageUrl(post.image, baseUrl),
  image_thumbnail: thumbnailUrl(post.image, 100, baseUrl),
  credit_to: post.creditTo,
  credit_url: post.creditUrl,
  tags: post.tags,
  datasets: context.datasets,
  reuses: post.reuseIds.flatMap((id) => refsOf(context.subjects, 'Reuse', id, baseUrl)),
  owner: context.owner ? presentUserRef(context.owner, baseUrl) : null,
  published: presentDate(post.publishedAt),
  body_type: post.bodyType,
  kind: post.kind,
  created_at: presentDate(post.createdAt),
  last_modified: presentDate(post.lastModified),
  uri: `${baseUrl}/api/1/posts/${post.slug}/`,
  page: `${baseUrl}/posts/${post.slug}`,
  ...(withBlocs ? { blocs: presentBlocs(post.blocs, context.subjects, baseUrl) } : {}),
})

/** Blocs with the objects that they name, those that still exist. */
export const presentBlocs = (blocs: Bloc[], subjects: Map<string, Subject>, baseUrl: string): object[] =>
  blocs.map((bloc) => {
    const [key, name] = REFERENCES[bloc.class] ?? []
    if (key && name)
      return { ...bloc, [key]: (bloc[key] as string[]).flatMap((id) => refsOf(subjects, name, id, baseUrl)) }
    if (bloc.class !== 'AccordionListBloc') return bloc
    const items = bloc.items as { title: string; content: Bloc[] }[]
    return {
      ...bloc,
      items: items.map((item) => ({ ...item, content: presentBlocs(item.content, subjects, baseUrl) })),
    }
  })

/** udata's site (udata-api.md §2.16). */
export const presentSite = (settings: SiteSettings, metrics: Record<string, number>, version: string) => ({
  id: 'default',
  title: settings.title,
  keywords: settings.keywords,
  feed_size: settings.feedSize,
  metrics,
  version,
})

const refsOf = (subjects: Map<string, Subject>, name: string, id: string, baseUrl: string): object[] => {
  const subject = subjects.get(`${name}:${id}`)
  return subject && !subject.private && !subject.deletedAt ? [presentSubjectRef(subject, baseUrl)] : []
}

import { sql, type Selectable } from 'kysely'
import { containing, type Db, type IdQuery, type PostsTable } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import type { Post } from './model.ts'

export const insertPost = async (db: Db, post: Post): Promise<void> => {
  await db
    .insertInto('posts')
    .values({ ...rowOf(post), created_at: post.createdAt })
    .execute()
}

export const updatePostRow = async (db: Db, post: Post): Promise<void> => {
  await db.updateTable('posts').set(rowOf(post)).where('id', '=', post.id).execute()
}

export const deletePostRow = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('posts').where('id', '=', id).execute()
}

export const selectPost = async (db: Db, idOrSlug: string): Promise<Post | undefined> => {
  const row = await db
    .selectFrom('posts')
    .selectAll()
    .where((where) => where.or([where('id', '=', idOrSlug), where('slug', '=', idOrSlug)]))
    .limit(1)
    .executeTakeFirst()
  return row && postOf(row)
}

export const lockPost = async (tx: Db, id: string): Promise<Post | undefined> => {
  const row = await tx.selectFrom('posts').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && postOf(row)
}

/** In the order of `ids`. */
export const selectPosts = async (db: Db, ids: string[]): Promise<Post[]> => {
  const rows = await db
    .selectFrom('posts')
    .selectAll()
    .where(sql<boolean>`id = any(${ids})`)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, postOf(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export const postSlugIsTaken = async (db: Db, slug: string, exceptId: string): Promise<boolean> => {
  const taken = db.selectFrom('posts').select('id').where('slug', '=', slug).where('id', '!=', exceptId)
  return (await taken.executeTakeFirst()) !== undefined
}

export const POST_SORTS = [
  'created',
  'created_at',
  'modified',
  'last_modified',
  'name',
  'headline',
  'published',
] as const

export const selectPostPage = async (
  db: Db,
  filter: { q?: string; kind?: string; drafts: boolean },
  sort: string,
  { page, pageSize }: Page,
): Promise<[Post[], number]> => {
  let found = db.selectFrom('posts')
  if (!filter.drafts) found = found.where('published_at', 'is not', null)
  if (filter.kind) found = found.where('kind', '=', filter.kind as Post['kind'])
  for (const word of filter.q?.split(/\s+/).slice(0, 32) ?? [])
    found = found.where(
      sql<boolean>`unaccent(name || ' ' || coalesce(headline, '') || ' ' || coalesce(content, '')) ilike unaccent(${containing(word)})`,
    )
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const direction = sort.startsWith('-') ? sql`desc nulls last` : sql`asc`
  const rows = found
    .selectAll()
    .orderBy(sql`${COLUMNS[sort.replace('-', '')] ?? sql`published_at`} ${direction}, id`)
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  return [(await rows.execute()).map(postOf), total]
}

const COLUMNS: Record<string, ReturnType<typeof sql>> = {
  created: sql`created_at`,
  created_at: sql`created_at`,
  modified: sql`last_modified`,
  last_modified: sql`last_modified`,
  name: sql`lower(unaccent(name))`,
  headline: sql`lower(unaccent(headline))`,
  published: sql`published_at`,
}

const rowOf = (post: Post) => ({
  id: post.id,
  slug: post.slug,
  name: post.name,
  kind: post.kind,
  body_type: post.bodyType,
  headline: post.headline,
  content: post.content,
  blocs: JSON.stringify(post.blocs),
  tags: post.tags,
  dataset_ids: post.datasetIds,
  reuse_ids: post.reuseIds,
  image: post.image && JSON.stringify(post.image),
  image_url: post.imageUrl,
  credit_to: post.creditTo,
  credit_url: post.creditUrl,
  owner_id: post.ownerId,
  last_modified: post.lastModified,
  published_at: post.publishedAt,
})

const postOf = (row: Selectable<PostsTable>): Post => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  kind: row.kind,
  bodyType: row.body_type,
  headline: row.headline,
  content: row.content,
  blocs: row.blocs as Post['blocs'],
  tags: row.tags,
  datasetIds: row.dataset_ids,
  reuseIds: row.reuse_ids,
  image: row.image as Post['image'],
  imageUrl: row.image_url,
  creditTo: row.credit_to,
  creditUrl: row.credit_url,
  ownerId: row.owner_id,
  createdAt: row.created_at,
  lastModified: row.last_modified,
  publishedAt: row.published_at,
})

/** For lists of other modules. A post is the site's: no organization's, and its author gives no right on it. */
export const idsOfPosts = ({ drafts, ownedBy }: { drafts: boolean; ownedBy: boolean }): IdQuery =>
  sql`select id from posts where (${drafts} or published_at is not null) and not ${ownedBy}`

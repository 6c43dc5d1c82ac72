/** What the site's administrators write: news, pages, the site's own words. */
export type { Bloc, Post, SiteSettings } from './model.ts'
export { getPost, listPosts } from './posts.ts'
export { getSite, updateSite } from './site.ts'
export { reindexPosts } from './reindex.ts'
export { postSubjects } from './subject.ts'

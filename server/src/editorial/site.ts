import type { Actor } from '../lib/actor.ts'
import { Forbidden, Unauthorized } from '../lib/errors.ts'
import type { Db } from '../db/index.ts'
import type { SiteSettings } from './model.ts'
import { selectSite, upsertSite } from './store.site.ts'

const DEFAULTS: SiteSettings = { title: 'Cimaise', keywords: [], feedSize: 20, blocs: {} }

/** What the administrators say of the site, or how it starts. */
export const getSite = async (db: Db): Promise<SiteSettings> => (await selectSite(db)) ?? DEFAULTS

/** Changes what is given. For site administrators. Throws `Unauthorized`, `Forbidden`. */
export const updateSite = async (db: Db, actor: Actor, changes: Partial<SiteSettings>): Promise<SiteSettings> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  if (!actor.siteAdmin) throw new Forbidden()
  const before = await getSite(db)
  const after = { ...before, ...changes, blocs: { ...before.blocs, ...changes.blocs } }
  await upsertSite(db, after)
  return after
}

import type { Db } from '../db/index.ts'
import type { SiteSettings } from './model.ts'

const ID = 'default'

export const selectSite = async (db: Db): Promise<SiteSettings | undefined> => {
  const row = await db.selectFrom('site_settings').selectAll().where('id', '=', ID).executeTakeFirst()
  return (
    row && {
      title: row.title,
      keywords: row.keywords,
      feedSize: row.feed_size,
      blocs: row.blocs as SiteSettings['blocs'],
    }
  )
}

export const upsertSite = async (db: Db, settings: SiteSettings): Promise<void> => {
  const row = {
    title: settings.title,
    keywords: settings.keywords,
    feed_size: settings.feedSize,
    blocs: JSON.stringify(settings.blocs),
  }
  await db
    .insertInto('site_settings')
    .values({ id: ID, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

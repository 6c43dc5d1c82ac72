import type { FastifyInstance, FastifyRequest } from 'fastify'
import { countUsers } from '../accounts/index.ts'
import { countDatasets, countResources } from '../catalog/index.ts'
import { asksFor, readBody, siteAdminOnly } from '../http/index.ts'
import { countOrganizations } from '../organizations/index.ts'
import { findSubjects } from '../subjects/index.ts'
import { readBlocs } from './blocs.rules.ts'
import type { SiteSettings } from './model.ts'
import { referencesOf } from './references.rules.ts'
import type { Deps } from './routes.posts.v1.ts'
import { getSite, updateSite } from './site.ts'
import { SiteBody } from './wire.input.ts'
import { presentBlocs, presentSite } from './wire.v1.ts'

const BLOCS = ['datasets_blocs', 'reuses_blocs', 'dataservices_blocs'] as const

/** The site itself: its name, its figures, the blocs of its lists (udata-api.md §2.16). */
export const siteRoutes =
  ({ db, site, version, countOthers }: Pick<Deps, 'db' | 'site'> & SiteDeps) =>
  async (app: FastifyInstance) => {
    const present = async (request: FastifyRequest, settings: SiteSettings) => {
      const asked = BLOCS.filter((name) => asksFor(request, name))
      const subjects = await findSubjects(
        db,
        asked.flatMap((name) => referencesOf(settings.blocs[name] ?? [])),
      )
      const blocs = asked.map((name) => [name, presentBlocs(settings.blocs[name] ?? [], subjects, site.baseUrl)])
      return { ...presentSite(settings, await metrics(), version), ...Object.fromEntries(blocs) }
    }

    const metrics = async () => {
      const { files } = await countResources(db)
      return {
        datasets: await countDatasets(db),
        resources: files,
        organizations: await countOrganizations(db),
        users: await countUsers(db),
        ...(await countOthers()),
      }
    }

    app.get('/site/', async (request) => present(request, await getSite(db)))

    app.patch('/site/', { onRequest: siteAdminOnly, schema: { body: SiteBody } }, async (request) => {
      const settings = settingsOf(readBody<SiteBody>(request))
      return present(request, await updateSite(db, request.actor, settings))
    })
  }

export interface SiteDeps {
  version: string
  /** Figures of modules above this one. */
  countOthers: () => Promise<Record<string, number>>
}

const settingsOf = (body: SiteBody): Partial<SiteSettings> => ({
  ...(!body.title?.trim() ? {} : { title: body.title.trim() }),
  ...(body.keywords === undefined ? {} : { keywords: body.keywords ?? [] }),
  ...(body.feed_size === undefined ? {} : { feedSize: body.feed_size }),
  blocs: Object.fromEntries(
    BLOCS.flatMap((name) => (body[name] === undefined ? [] : [[name, readBlocs(name, body[name] ?? [])]])),
  ),
})

import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { Invalid, NotFound } from '../../lib/errors.ts'
import { acceptForms, languageOf, Param, readBody, readQuery, signedIn, siteAdminOnly } from '../../http/index.ts'
import { ILLUSTRATION, imageUrl, readImageUpload, storeImage } from '../../images/index.ts'
import { getEditableListing, getListing, suggestListings } from '../listings.ts'
import type { ById, Deps } from '../routes.common.ts'
import { REUSE_TOPICS, REUSE_TYPES } from './model.ts'
import { REUSE } from './reuse.ts'
import { setReuseImage } from './uses.ts'
import { presentSuggestion } from './wire.v1.ts'

type ByBadge = { Params: { id: string; kind: string } }
const Suggest = Type.Object({ q: Param.required(), size: Param.count({ default: 10, maximum: 1_000 }) })
const Badge = Type.Object({ kind: Type.String({ maxLength: 100 }) })

/** What forms about reuses are made of, and their picture (udata-api.md §2.6, §9.5). */
export const reuseChoiceRoutes =
  ({ db, blobs, site }: Deps) =>
  async (app: FastifyInstance) => {
    const labelled = (choices: typeof REUSE_TYPES, language: ReturnType<typeof languageOf>) =>
      choices.map(({ id, label }) => ({ id, label: label[language] }))

    app.get('/reuses/types/', async (request) => labelled(REUSE_TYPES, languageOf(request)))
    app.get('/reuses/topics/', async (request) => labelled(REUSE_TOPICS, languageOf(request)))

    app.get('/reuses/suggest/', { schema: { querystring: Suggest } }, async (request) => {
      const { q, size = 10 } = readQuery(request, Suggest)
      const reuses = await suggestListings(db, REUSE, q, size)
      return reuses.map((reuse) => presentSuggestion(reuse, site.baseUrl))
    })

    // No badge exists for reuses: none can be given, none taken back.
    app.get('/reuses/badges/', { config: { unmasked: true } }, async () => ({}))

    const admin = { onRequest: siteAdminOnly }
    app.post<ById>('/reuses/:id/badges/', { ...admin, schema: { body: Badge } }, async (request) => {
      await getListing(db, request.actor, REUSE, request.params.id)
      readBody(request)
      throw new Invalid(UNKNOWN_BADGE, { kind: [UNKNOWN_BADGE] })
    })
    app.delete<ByBadge>('/reuses/:id/badges/:kind/', admin, async () => {
      throw new NotFound()
    })

    await app.register(async (scope) => {
      await acceptForms(scope)
      const upload = { onRequest: signedIn, config: { errors: 'upload' as const } }
      scope.post<ById>('/reuses/:id/image/', upload, async (request) => {
        const { id } = await getEditableListing(db, request.actor, REUSE, request.params.id)
        const { bytes, bbox } = await readImageUpload(request)
        const image = await storeImage({ db, blobs }, bytes, { ...ILLUSTRATION, bbox })
        await setReuseImage(db, request.actor, id, image)
        return { success: true, image: imageUrl(image, site.baseUrl) }
      })
    })
  }

const UNKNOWN_BADGE = { fr: 'Ce badge n’existe pas.', en: 'Unknown badge kind.' }

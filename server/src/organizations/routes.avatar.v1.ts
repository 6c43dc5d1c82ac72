import type { FastifyInstance, FastifyRequest } from 'fastify'
import { getManagedUser, getMyself, setAvatar } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { acceptForms, signedIn, siteAdminOnly } from '../http/index.ts'
import { AVATAR, imageUrl, readImageUpload, storeImage } from '../images/index.ts'
import type { BlobStore } from '../storage/index.ts'

interface Deps {
  db: Db
  blobs: BlobStore
  site: { baseUrl: string }
}

/** Pictures of people, by themselves or by the site's administrators (udata-api.md §9.5). */
export const avatarUploadRoutes =
  ({ db, blobs, site }: Deps) =>
  async (app: FastifyInstance) => {
    await acceptForms(app)
    const upload = { errors: 'upload' as const }

    const receive = async (request: FastifyRequest, userId: string) => {
      const { bytes, bbox } = await readImageUpload(request)
      const avatar = await storeImage({ db, blobs }, bytes, { ...AVATAR, bbox })
      await setAvatar(db, request.actor, userId, avatar)
      return { success: true, image: imageUrl(avatar, site.baseUrl) }
    }

    app.post('/me/avatar/', { onRequest: signedIn, config: upload }, async (request) =>
      receive(request, (await getMyself(db, request.actor)).id),
    )

    app.post<{ Params: { user: string } }>(
      '/users/:user/avatar/',
      { onRequest: siteAdminOnly, config: upload },
      async (request) => receive(request, (await getManagedUser(db, request.actor, request.params.user)).id),
    )
  }

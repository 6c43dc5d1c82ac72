import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Db } from '../db/index.ts'
import { acceptForms, signedIn } from '../http/index.ts'
import { imageUrl, LOGO, readImageUpload, storeImage } from '../images/index.ts'
import type { BlobStore } from '../storage/index.ts'
import { getAdministeredOrganization, setOrganizationLogo } from './organizations.ts'

interface Deps {
  db: Db
  blobs: BlobStore
  site: { baseUrl: string }
}
type ById = { Params: { organization: string } }

/** The picture of an organization (udata-api.md §9.5). */
export const logoRoutes =
  ({ db, blobs, site }: Deps) =>
  async (app: FastifyInstance) => {
    await acceptForms(app)
    const upload = { onRequest: signedIn, config: { errors: 'upload' as const } }

    const receive = async (request: FastifyRequest<ById>) => {
      const organization = await getAdministeredOrganization(db, request.actor, request.params.organization)
      const again = request.method === 'PUT' ? { db, blobs, image: organization.logo } : undefined
      const { bytes, bbox } = await readImageUpload(request, again)
      const logo = await storeImage({ db, blobs }, bytes, { ...LOGO, bbox })
      await setOrganizationLogo(db, request.actor, organization.id, logo)
      return { success: true, image: imageUrl(logo, site.baseUrl) }
    }

    app.post<ById>('/organizations/:organization/logo/', upload, receive)
    app.put<ById>('/organizations/:organization/logo/', upload, receive)

    app.delete<ById>('/organizations/:organization/logo/', { onRequest: signedIn }, async (request, reply) => {
      const { id } = await getAdministeredOrganization(db, request.actor, request.params.organization)
      await setOrganizationLogo(db, request.actor, id, null)
      return reply.code(204).send()
    })
  }

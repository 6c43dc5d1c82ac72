import type { FastifyInstance, FastifyRequest } from 'fastify'
import { NotFound } from '../lib/errors.ts'
import { isUuid } from '../lib/ids.ts'
import { getTiles } from '../analysis/index.ts'
import { findResource, getDatasetOf, type Dataset, type Resource } from '../catalog/index.ts'
import { resourceUrlOf } from '../catalog/wire.resources.v1.ts'
import type { Db } from '../db/index.ts'
import { attachmentNamed, sendBytes } from '../http/index.ts'
import type { BlobStore } from '../storage/index.ts'
import { getVersion } from './versions.ts'

interface Deps {
  db: Db
  blobs: BlobStore
  site: { baseUrl: string }
  /** Told of what everybody may download when it is sent, or its link followed. */
  onDownload: (request: FastifyRequest, resource: Resource) => void
}

/** The bytes of every version, and the address that always leads to the current one. */
export const fileRoutes =
  ({ db, blobs, site, onDownload }: Deps) =>
  async (app: FastifyInstance) => {
    app.get<{ Params: { resource: string; version: string; name: string } }>(
      '/files/:resource/:version/:name',
      async (request, reply) => {
        const { resource, version: number, name } = request.params
        if (!isUuid(resource) || !/^[1-9]\d{0,8}$/.test(number)) throw new NotFound()
        const {
          version,
          resource: file,
          public: isPublic,
        } = await getVersion(db, request.actor, resource, Number(number))
        if (name !== version.fileName) throw new NotFound()
        reply.header('Content-Type', version.mime)
        reply.header('Content-Disposition', attachmentNamed(version.fileName))
        // Whatever a file pretends to be, nothing in it runs in our origin.
        reply.header('Content-Security-Policy', "default-src 'none'; sandbox")
        reply.header('Cache-Control', cachingOf(isPublic))
        return sendBytes(request, reply, {
          sizeBytes: version.sizeBytes,
          etag: version.sha256,
          // Neither asked by HEAD nor found unchanged: bytes leave. What is resumed was counted when it began.
          open: (range) => {
            if (isPublic && (range?.start ?? 0) === 0) onDownload(request, file)
            return blobs.read(version.sha256, range)
          },
        })
      },
    )

    // One level below the file: no name of a file has a slash.
    app.get<{ Params: { resource: string; version: string } }>(
      '/files/:resource/:version/map/tiles.pmtiles',
      async (request, reply) => {
        const { resource, version: number } = request.params
        if (!isUuid(resource) || !/^[1-9]\d{0,8}$/.test(number)) throw new NotFound()
        const { version, public: isPublic } = await getVersion(db, request.actor, resource, Number(number))
        const tiles = await getTiles({ db, blobs }, version.sha256)
        reply.header('Content-Type', 'application/vnd.pmtiles')
        reply.header('Cache-Control', cachingOf(isPublic))
        return sendBytes(request, reply, tiles)
      },
    )

    app.get<{ Params: { resource: string } }>('/api/1/datasets/r/:resource', async (request, reply) => {
      const resource = await findResource(db, request.params.resource)
      if (!resource) throw new NotFound()
      const dataset = await getDatasetOf(db, request.actor, resource)
      reply.header('Cache-Control', 'no-cache')
      // In ASCII, as a header must be: a link may hold any letter.
      // A file is told of where its bytes leave.
      if (resource.filetype === 'remote' && isShown(dataset)) onDownload(request, resource)
      return reply.redirect(new URL(resourceUrlOf(resource, site.baseUrl)).href, 302)
    })
  }

const isShown = (dataset: Dataset | undefined): boolean => !dataset || (!dataset.private && dataset.deletedAt === null)

/** The bytes of a version never change, but a dataset may be withdrawn: caches ask again after an hour. */
const cachingOf = (isPublic: boolean): string => (isPublic ? 'public, max-age=3600' : 'private, no-store')

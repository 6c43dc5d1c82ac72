import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { NotFound } from '../lib/errors.ts'
import { findUsers } from '../accounts/index.ts'
import { getDataset, getResource } from '../catalog/index.ts'
import { presentResource } from '../catalog/wire.resources.v1.ts'
import type { Db } from '../db/index.ts'
import {
  expectedFile,
  presentPage,
  readBody,
  readPage,
  readQuery,
  sendFeed,
  signedIn,
  Param,
  PAGING,
} from '../http/index.ts'
import type { BlobStore } from '../storage/index.ts'
import { entryOf } from './wire.atom.ts'
import { listChanges } from './change-log.ts'
import type { Version } from './model.ts'
import { labelVersion, purgeVersion, restoreVersion, type VersionPath } from './take-back.ts'
import { findVersionFindings } from './version-findings.ts'
import { listVersions, type FindBlobsInUse } from './versions.ts'
import { isCurrent, presentChange, presentVersion } from './wire.versions.v1.ts'

interface Deps {
  db: Db
  blobs: BlobStore
  /** What needs blobs, a function a module. */
  findInUse: FindBlobsInUse[]
  site: { baseUrl: string }
}
type ByResource = { Params: { dataset: string; resource: string } }
type ByVersion = { Params: { dataset: string; resource: string; version: string } }

const Label = Type.Object({ label: Type.Union([Type.String({ maxLength: 120 }), Type.Null()]) })
const Restoration = Type.Object({ reason: Type.Optional(Type.Union([Type.String({ maxLength: 2_000 }), Type.Null()])) })
const Purge = Type.Object({ reason: Param.required('what stays visible in the place of the version') })
const List = Type.Object(PAGING)
const FEED_SIZE = 30

/** The versions of a file, and the story of a dataset's files. */
export const versionRoutes =
  ({ db, blobs, findInUse, site }: Deps) =>
  async (app: FastifyInstance) => {
    const write = { onRequest: signedIn, config: { errors: 'form' as const } }

    app.get<ByResource>('/datasets/:dataset/resources/:resource/versions/', async (request) => {
      const { resource, versions } = await read(request)
      return present(versions, resource)
    })

    app.get<ByVersion>('/datasets/:dataset/resources/:resource/versions/:version/', async (request) => {
      const { resource, versions } = await read(request)
      const [version] = await present(
        versions.filter(({ number }) => number === numberOf(request)),
        resource,
      )
      if (!version) throw new NotFound()
      return version
    })

    app.put<ByVersion>(
      '/datasets/:dataset/resources/:resource/versions/:version/',
      { ...write, schema: { body: Label } },
      async (request) => {
        const { label } = readBody<Type.Static<typeof Label>>(request)
        await labelVersion(db, request.actor, pathOf(request), label)
        const { resource, versions } = await read(request)
        const named = versions.filter(({ number }) => number === numberOf(request))
        return (await present(named, resource))[0]
      },
    )

    app.delete<ByVersion>(
      '/datasets/:dataset/resources/:resource/versions/:version/',
      { ...write, schema: { querystring: Purge } },
      async (request, reply) => {
        await purgeVersion({ db, blobs, findInUse }, request.actor, pathOf(request), readQuery(request, Purge).reason)
        return reply.code(204).send()
      },
    )

    app.post<ByVersion>(
      '/datasets/:dataset/resources/:resource/versions/:version/restore/',
      { ...write, schema: { body: Restoration } },
      async (request) => {
        const { reason = null } = readBody<Type.Static<typeof Restoration>>(request)
        const resource = await restoreVersion({ db, blobs }, request.actor, pathOf(request), {
          ...{ reason, expected: expectedFile(request) },
        })
        return presentResource(resource, site.baseUrl)
      },
    )

    app.get<{ Params: { dataset: string } }>(
      '/datasets/:dataset/changes/',
      { schema: { querystring: List } },
      async (request) => {
        const page = readPage(request)
        const { changes, total } = await listChanges(db, request.actor, request.params.dataset, page)
        const data = changes.map((change) => presentChange(change, site.baseUrl))
        return presentPage(request, site.baseUrl, page, total, data)
      },
    )

    app.get<{ Params: { dataset: string } }>('/datasets/:dataset/changes.atom', async (request, reply) => {
      const first = { page: 1, pageSize: FEED_SIZE }
      const { dataset, changes } = await listChanges(db, request.actor, request.params.dataset, first)
      const entries = changes.map((change) => entryOf(change, dataset, site.baseUrl))
      return sendFeed(request, reply, { title: `${dataset.title} : fichiers`, baseUrl: site.baseUrl, entries })
    })

    const read = async (request: FastifyRequest<ByResource>) => {
      const dataset = await getDataset(db, request.actor, request.params.dataset)
      const resource = await getResource(db, dataset, request.params.resource)
      return { resource, versions: (await listVersions(db, [resource.id])).get(resource.id) ?? [] }
    }

    const present = async (versions: Version[], resource: Awaited<ReturnType<typeof getResource>>) => {
      const [authors, findings] = await Promise.all([
        findUsers(db, [...new Set(versions.flatMap(({ authorId }) => authorId ?? []))]),
        findVersionFindings(db, versions),
      ])
      return versions.map((version) =>
        presentVersion(version, {
          ...{ author: authors.get(version.authorId ?? ''), isCurrent: isCurrent(version, resource) },
          findings: findings.get(version.sha256) ?? null,
          baseUrl: site.baseUrl,
        }),
      )
    }
  }

const numberOf = ({ params }: FastifyRequest<ByVersion>): number =>
  /^[1-9]\d{0,8}$/.test(params.version) ? Number(params.version) : 0

const pathOf = (request: FastifyRequest<ByVersion>): VersionPath => ({
  ...{ dataset: request.params.dataset, resourceId: request.params.resource, number: numberOf(request) },
})

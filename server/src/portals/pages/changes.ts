import type { FastifyRequest } from 'fastify'
import type { ChangesPageProps } from '@cimaise/web/props'
import { Gone, NotFound } from '../../lib/errors.ts'
import { fullNameOf } from '../../accounts/index.ts'
import { versionUrlOf } from '../../catalog/wire.resources.v1.ts'
import { readPage } from '../../http/index.ts'
import { listChanges, type Change } from '../../versions/index.ts'
import { portalPropsOf, type PortalDeps } from '../portal.ts'

const PAGE_SIZE = 30

/** The story of a dataset's files, latest first. */
export const loadChanges = async (
  { db, site }: PortalDeps,
  request: FastifyRequest<{ Params: { dataset: string } }>,
): Promise<ChangesPageProps> => {
  const { page } = readPage(request)
  const { dataset, changes, total } = await listChanges(db, request.actor, request.params.dataset, {
    ...{ page, pageSize: PAGE_SIZE },
  })
  if (dataset.deletedAt) throw new Gone()
  if (page > 1 && changes.length === 0) throw new NotFound()
  return {
    portal: portalPropsOf(site.baseUrl, request),
    dataset: { title: dataset.title, href: `/datasets/${dataset.slug}`, private: dataset.private },
    feedHref: `/api/1/datasets/${dataset.id}/changes.atom`,
    changes: changes.map(describe),
    ...{ page, pageCount: Math.max(1, Math.ceil(total / PAGE_SIZE)) },
  }
}

const describe = ({ kind, version, resource, author }: Change): ChangesPageProps['changes'][number] => ({
  ...{ kind, number: version.number, title: resource?.title ?? version.fileName, fileName: version.fileName },
  at: version.createdAt.toISOString(),
  href: versionUrlOf('', version.resourceId, version.number, version.fileName),
  sizeBytes: version.sizeBytes,
  author: author ? fullNameOf(author) : null,
  reason: version.reason,
  restoredFrom: version.restoredFrom,
  purgedReason: version.purged?.reason ?? null,
})

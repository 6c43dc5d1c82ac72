import type { FastifyRequest } from 'fastify'
import type { DatasetPageProps, FileProps, PreviewProps } from '@cimaise/web/props'
import { Gone } from '../../lib/errors.ts'
import { findInspections, publicTable, type Inspection } from '../../analysis/index.ts'
import {
  canEditDataset,
  findDatasetContexts,
  findFrequency,
  findLicense,
  getDataset,
  RESOURCE_TYPES,
  resourceDate,
  type Dataset,
  type DatasetContext,
  type Resource,
} from '../../catalog/index.ts'
import { versionUrlOf } from '../../catalog/wire.resources.v1.ts'
import type { Db } from '../../db/index.ts'
import { findFeedings, type Feeding } from '../../flows/index.ts'
import { listVersions, type Version } from '../../versions/index.ts'
import { freshnessOf, producerOf } from '../cards.ts'
import { linkStateOf } from '../link-state.ts'
import { renderMarkdown } from '../../lib/markdown.ts'
import { portalPropsOf, type PortalDeps } from '../portal.ts'

/** One dataset with its files, their tables and their versions: a constant number of queries. */
export const loadDataset = async (
  { db, site }: PortalDeps,
  request: FastifyRequest<{ Params: { dataset: string } }>,
): Promise<DatasetPageProps> => {
  const dataset = await getDataset(db, request.actor, request.params.dataset)
  if (dataset.deletedAt) throw new Gone()
  const [context] = await findDatasetContexts(db, [dataset])
  if (!context) throw new Gone()
  const files = await loadFiles(db, context.resources)
  const types = RESOURCE_TYPES.map((type) => ({ type, files: files.filter((file) => file.type === type) }))
  return {
    portal: portalPropsOf(site.baseUrl, request),
    dataset: {
      ...describe(dataset, context),
      apiUrl: `${site.baseUrl}/api/1/datasets/${dataset.slug}/`,
      changesHref: `/datasets/${dataset.slug}/changes`,
      editHref: canEditDataset(request.actor, dataset) ? `/admin/jeux/${dataset.id}` : null,
    },
    groups: types.filter((group) => group.files.length > 0),
  }
}

const describe = (dataset: Dataset, context: DatasetContext) => {
  const license = findLicense(dataset.license)
  const frequency = findFrequency(dataset.frequency ?? 'unknown')
  return {
    id: dataset.id,
    title: dataset.title,
    acronym: dataset.acronym,
    summary: dataset.descriptionShort,
    descriptionHtml: renderMarkdown(dataset.description),
    producer: producerOf(context),
    license: license ? { title: license.frenchTitle ?? license.title, url: license.url } : null,
    frequency: { id: frequency?.id ?? 'unknown', label: frequency?.label.fr ?? '' },
    freshness: freshnessOf(dataset),
    lastUpdate: dataset.lastUpdate.toISOString(),
    createdAt: dataset.createdAt.toISOString(),
    tags: dataset.tags,
    temporalCoverage: dataset.temporalCoverage,
    spatial: dataset.spatial && { zones: dataset.spatial.zones, granularity: dataset.spatial.granularity },
    private: dataset.private,
    archived: dataset.archivedAt !== null,
  }
}

const loadFiles = async (db: Db, resources: Resource[]): Promise<FileProps[]> => {
  const versions = await listVersions(
    db,
    resources.map((resource) => resource.id),
  )
  const current = (resource: Resource) =>
    versions
      .get(resource.id)
      ?.find((version) => resource.filetype === 'file' && version.number === resource.versionNumber)
  const inspections = await findInspections(
    db,
    resources.flatMap((resource) => current(resource)?.sha256 ?? []),
  )
  const feedings = await findFeedings(
    db,
    resources.map((resource) => resource.id),
  )
  return resources.map((resource) => {
    const inspection = inspections.get(current(resource)?.sha256 ?? '')
    const kept = resource.filetype === 'file' ? (versions.get(resource.id) ?? []) : []
    return fileOf(resource, kept, inspection, feedings.get(resource.id))
  })
}

const fileOf = (
  resource: Resource,
  versions: Version[],
  inspection: Inspection | undefined,
  feeding: Feeding | undefined,
): FileProps => ({
  id: resource.id,
  title: resource.title,
  descriptionHtml: resource.description ? renderMarkdown(resource.description) : null,
  type: resource.type,
  filetype: resource.filetype,
  href: resource.filetype === 'remote' ? resource.url : `/api/1/datasets/r/${resource.id}`,
  fileName: resource.filetype === 'file' ? resource.fileName : null,
  format: resource.format,
  sizeBytes: resource.filesize,
  updatedAt: resourceDate(resource).toISOString(),
  preview: previewOf(inspection),
  previewProblem: inspection?.problem?.message.fr ?? null,
  linkState: linkStateOf(resource),
  fedBy: feeding ? fedByOf(feeding) : null,
  versions: versions
    .filter(({ purged }) => !purged)
    .map((version) => ({
      number: version.number,
      href: versionUrlOf('', version.resourceId, version.number, version.fileName),
      fileName: version.fileName,
      sizeBytes: version.sizeBytes,
      createdAt: version.createdAt.toISOString(),
    })),
})

const fedByOf = ({ lastChangeAt, nextRunAt, lateSince }: Feeding) => ({
  lastChangeAt: lastChangeAt?.toISOString() ?? null,
  nextRunAt: nextRunAt?.toISOString() ?? null,
  lateSince: lateSince?.toISOString() ?? null,
})

const previewOf = (inspection: Inspection | undefined): PreviewProps | null => {
  const table = inspection && publicTable(inspection)
  return table
    ? { columns: table.columns.map(({ name, type }) => ({ name, type })), rows: table.sample, rowCount: table.rowCount }
    : null
}

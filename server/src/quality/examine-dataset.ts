import { findInspections, type Inspection } from '../analysis/index.ts'
import {
  addressKeyOf,
  findAlikeResources,
  findDatasetContexts,
  listOwnedTitles,
  type Dataset,
  type Resource,
} from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import { listVersions, type Version } from '../versions/index.ts'
import type { Examined, ExaminedFile } from './model.ts'
import { findSettings } from '../organizations/index.ts'
import { REQUIRED_TAGS, tagPolicyOf } from './rules/tags.rules.ts'

/** A file that was looked at and isn't published. */
export interface Arrival {
  /** Null: it would be a new file. */
  resourceId: string | null
  fileName: string
  /** By the extension of its name. */
  format: string | null
  sha1: string
  sizeBytes: number
  inspection: Inspection
}

/** How many versions before the current one tell whether a file only grows. */
const FORMER = 5

/** Beyond, what was seen in each file isn't read: some megabytes an answer. Rules that need all of it say nothing. */
const MOST_FILES = 500

/**
 * What rules look at, in a constant number of queries. With an arrival, the files are those that there would be if it
 * were published, and it is one of them.
 */
export const examineDataset = async (
  db: Db,
  dataset: Dataset,
  arrival?: Arrival,
): Promise<{ examined: Examined; arrived: ExaminedFile | undefined }> => {
  const [context] = await findDatasetContexts(db, [dataset])
  const resources = context?.resources ?? []
  const hosted = resources.filter(({ filetype }) => filetype === 'file')
  const versions = await listVersions(
    db,
    hosted.map(({ id }) => id),
  )
  const former = arrival?.resourceId ? (versions.get(arrival.resourceId) ?? []).slice(0, FORMER) : []
  const current = resources.flatMap((resource) => currentOf(resource, versions) ?? [])
  const read = hosted.length <= MOST_FILES ? [...current, ...former] : former
  const inspections = await findInspections(db, [...new Set(read.map(({ sha256 }) => sha256))])
  const files = resources.map((resource) => {
    const inspection = inspections.get(currentOf(resource, versions)?.sha256 ?? '') ?? null
    return examinedOf(resource, inspection, versions.get(resource.id) ?? [])
  })
  const arrived = arrival && arrivedFile(arrival, files, formerRows(former, inspections))
  const shown = arrived ? withArrived(files, arrived) : files
  const { organizationId, ownerId } = dataset
  const { requiredTags } = organizationId ? await findSettings(db, organizationId) : { requiredTags: [] }
  // The extra is how scripts said it before there were settings.
  const declared = requiredTags.length > 0 ? requiredTags : context?.organization?.extras[REQUIRED_TAGS]
  const owner = { organizationId, ownerId }
  const titles = await listOwnedTitles(db, owner)
  const alike = await findAlikeResources(db, owner, keysOf(arrived ? [arrived] : shown))
  const others = titles.filter(({ id }) => id !== dataset.id)
  const examined: Examined = {
    ...{ dataset, contactPoints: context?.contactPoints ?? [], files: shown, now: new Date() },
    neighbours: { datasets: others.map(({ id, title }) => ({ id, title })), resources: alike },
    tagPolicy: tagPolicyOf(declared, others),
  }
  return { examined, arrived }
}

const currentOf = (resource: Resource, versions: Map<string, Version[]>): Version | undefined =>
  resource.filetype === 'file'
    ? versions.get(resource.id)?.find(({ number }) => number === resource.versionNumber)
    : undefined

const examinedOf = (resource: Resource, inspection: Inspection | null, versions: Version[]): ExaminedFile => ({
  resourceId: resource.id,
  title: resource.title,
  description: resource.description,
  type: resource.type,
  fileName: resource.filetype === 'file' ? resource.fileName : null,
  url: resource.filetype === 'remote' ? resource.url : null,
  format: resource.format,
  mime: resource.mime,
  filesize: resource.filesize,
  checksum: resource.checksum,
  schema: resource.schema,
  extras: resource.filetype === 'file' ? { ...resource.extras, ...resource.analysisExtras } : resource.extras,
  inspection,
  publishedAt: versions.map(({ createdAt }) => createdAt),
  formerRowCounts: [],
})

/** Newest first. */
const formerRows = (versions: Version[], inspections: Map<string, Inspection>): number[] =>
  versions.flatMap(({ sha256 }) => inspections.get(sha256)?.table?.rowCount ?? [])

/** The words of the file that it replaces stay; a new one is called by its name. */
const arrivedFile = (
  { resourceId, fileName, format, sha1, sizeBytes, inspection }: Arrival,
  files: ExaminedFile[],
  formerRowCounts: number[],
): ExaminedFile => {
  const replaced = files.find((file) => file.resourceId === resourceId)
  const words = replaced ?? { title: fileName, description: null, type: 'main' as const, schema: null, publishedAt: [] }
  return {
    ...{ title: words.title, description: words.description, type: words.type, schema: words.schema },
    ...{ resourceId, fileName, url: null, format, mime: null, filesize: sizeBytes, extras: {}, inspection },
    ...{ checksum: { type: 'sha1', value: sha1 }, publishedAt: words.publishedAt, formerRowCounts },
  }
}

const withArrived = (files: ExaminedFile[], arrived: ExaminedFile): ExaminedFile[] =>
  files.some(({ resourceId }) => resourceId === arrived.resourceId)
    ? files.map((file) => (file.resourceId === arrived.resourceId ? arrived : file))
    : [arrived, ...files]

const keysOf = (files: ExaminedFile[]): { checksums: string[]; addresses: string[] } => ({
  checksums: files.flatMap(({ url, checksum }) => (url === null && checksum ? checksum.value.toLowerCase() : [])),
  addresses: files.flatMap(({ url }) => (url === null ? [] : addressKeyOf(url))),
})

import { isRecord, numberIn, recordIn, recordsIn, textIn, textsIn, type Json } from './json.rules.ts'
import type { RemoteAccount, RemoteDataset, RemoteFile } from './model.ts'

/** Of a dataset, what we read: answers are a fifth of their size without the rest (`X-Fields`, udata-api.md §1.3). */
export const DATASET_FIELDS =
  'id,title,acronym,description,description_short,license,frequency,tags,temporal_coverage,spatial,access_type,' +
  'access_audiences,authorization_request_url,access_type_reason_category,access_type_reason,private,archived,' +
  'deleted,organization{id,slug,name},page,last_modified,permissions,message,' +
  'resources{id,title,description,type,filetype,format,mime,url,latest,checksum,filesize,schema,last_modified}'

/** A dataset in udata's shape; undefined when it isn't one. */
export const datasetIn = (json: unknown): RemoteDataset | undefined => {
  if (!isRecord(json)) return undefined
  const id = textIn(json, 'id')
  const title = textIn(json, 'title')
  if (!id || title === null) return undefined
  const organization = recordIn(json, 'organization')
  const permissions = recordIn(json, 'permissions')
  return {
    id,
    title,
    acronym: textIn(json, 'acronym'),
    description: textIn(json, 'description') ?? '',
    descriptionShort: textIn(json, 'description_short'),
    license: textIn(json, 'license'),
    frequency: textIn(json, 'frequency'),
    tags: textsIn(json, 'tags'),
    temporalCoverage: coverageIn(recordIn(json, 'temporal_coverage')),
    spatial: spatialIn(recordIn(json, 'spatial')),
    accessType: textIn(json, 'access_type'),
    access: accessIn(json),
    private: json.private === true,
    archived: Boolean(json.archived),
    deleted: Boolean(json.deleted),
    organization: organization && {
      id: textIn(organization, 'id') ?? '',
      slug: textIn(organization, 'slug'),
      name: textIn(organization, 'name') ?? '',
    },
    page: textIn(json, 'page'),
    lastModified: textIn(json, 'last_modified'),
    mayEdit: typeof permissions?.edit_resources === 'boolean' ? permissions.edit_resources : null,
    resources: eachOnce(recordsIn(json, 'resources').flatMap((resource) => fileIn(resource) ?? [])),
  }
}

/** Whoever lists an object twice means it once. */
export const eachOnce = <T extends { id: string }>(objects: T[]): T[] => [
  ...new Map(objects.map((object) => [object.id, object])).values(),
]

/** A resource in udata's shape; undefined when it isn't one. */
export const fileIn = (json: unknown): RemoteFile | undefined => {
  if (!isRecord(json)) return undefined
  const id = textIn(json, 'id')
  const url = textIn(json, 'url')
  if (!id || !url) return undefined
  const checksum = recordIn(json, 'checksum')
  const [type, value] = [checksum && textIn(checksum, 'type'), checksum && textIn(checksum, 'value')]
  const schema = recordIn(json, 'schema')
  return {
    id,
    title: textIn(json, 'title') ?? '',
    description: textIn(json, 'description'),
    type: textIn(json, 'type') ?? 'other',
    hosted: textIn(json, 'filetype') === 'file',
    format: textIn(json, 'format'),
    mime: textIn(json, 'mime'),
    url,
    latest: textIn(json, 'latest'),
    checksum: type && value ? { type: type.toLowerCase(), value: value.toLowerCase() } : null,
    sizeBytes: numberIn(json, 'filesize'),
    schema: schema && {
      name: textIn(schema, 'name'),
      version: textIn(schema, 'version'),
      url: textIn(schema, 'url'),
    },
    lastModified: textIn(json, 'last_modified'),
  }
}

/** An account in udata's shape; undefined when it isn't one. */
export const accountIn = (json: unknown): RemoteAccount | undefined => {
  if (!isRecord(json)) return undefined
  const id = textIn(json, 'id')
  if (!id) return undefined
  const names = [textIn(json, 'first_name'), textIn(json, 'last_name')].filter(Boolean)
  return {
    id,
    name: names.join(' '),
    organizations: recordsIn(json, 'organizations').flatMap((one) => {
      const organizationId = textIn(one, 'id')
      return organizationId ? [{ id: organizationId, name: textIn(one, 'name') ?? '' }] : []
    }),
  }
}

const coverageIn = (json: Json | null): RemoteDataset['temporalCoverage'] => {
  const start = json && textIn(json, 'start')
  return start ? { start, end: textIn(json, 'end') } : null
}

/** Zones and granularity are ids, or objects for who asks so (§1.3). */
const spatialIn = (json: Json | null): RemoteDataset['spatial'] =>
  json && {
    zones: [...textsIn(json, 'zones'), ...recordsIn(json, 'zones').flatMap((zone) => textIn(zone, 'id') ?? [])],
    granularity: textIn(json, 'granularity') ?? textIn(recordIn(json, 'granularity') ?? {}, 'id'),
    geom: json.geom ?? null,
  }

const accessIn = (json: Json): RemoteDataset['access'] => ({
  audiences: recordsIn(json, 'access_audiences').map((audience) => ({
    role: textIn(audience, 'role') ?? '',
    condition: textIn(audience, 'condition') ?? '',
  })),
  authorizationRequestUrl: textIn(json, 'authorization_request_url'),
  reasonCategory: textIn(json, 'access_type_reason_category'),
  reason: textIn(json, 'access_type_reason'),
})

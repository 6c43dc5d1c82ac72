import { presentDate } from '../lib/dates.ts'
import { presentUserRef } from '../accounts/wire.v1.ts'
import type { User } from '../accounts/index.ts'
import { versionUrlOf } from '../catalog/wire.resources.v1.ts'
import type { Change } from './change-log.ts'
import type { Version, VersionFindings } from './model.ts'

export interface VersionContext {
  author: User | undefined
  /** Null when nothing was seen of its bytes, or they were withdrawn. */
  findings: VersionFindings | null
  isCurrent: boolean
  baseUrl: string
}

/** One version of a file. The address of a purged one answers 410 with the reason. */
export const presentVersion = (version: Version, { author, findings, isCurrent, baseUrl }: VersionContext) => ({
  number: version.number,
  label: version.label,
  current: isCurrent,
  file_name: version.fileName,
  format: version.format,
  mime: version.mime,
  filesize: version.sizeBytes,
  checksum: { type: 'sha1', value: version.sha1 },
  sha256: version.sha256,
  url: versionUrlOf(baseUrl, version.resourceId, version.number, version.fileName),
  created_at: presentDate(version.createdAt),
  author: author ? presentUserRef(author, baseUrl) : null,
  via: version.via,
  reason: version.reason,
  restored_from: version.restoredFrom,
  findings,
  purged: version.purged && { at: presentDate(version.purged.at), reason: version.purged.reason },
})

export const presentChange = ({ kind, version, resource, author, findings }: Change, baseUrl: string) => ({
  kind,
  at: presentDate(version.createdAt),
  resource: { id: version.resourceId, title: resource?.title ?? null },
  version: presentVersion(version, { author, findings, isCurrent: isCurrent(version, resource), baseUrl }),
})

export const isCurrent = (version: Version, resource: Change['resource']): boolean =>
  resource?.filetype === 'file' && resource.versionNumber === version.number

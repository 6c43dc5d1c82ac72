import { RESOURCE_TYPES, type ResourceChanges, type ResourceType } from '../catalog/index.ts'
import { isWebAddress } from '../lib/urls.ts'
import type { RemoteFile } from '../remotes/index.ts'

const CHECKSUM_TYPES = ['sha1', 'sha2', 'sha256', 'md5', 'crc']

/** The words of a resource there, in the form in which they are stored here. */
export const resourceWordsOf = (file: RemoteFile) =>
  ({
    title: file.title.trim().slice(0, 350) || file.id,
    description: file.description?.slice(0, 100_000) || null,
    type: RESOURCE_TYPES.find((type) => type === file.type) ?? ('other' as ResourceType),
    schema: schemaOf(file.schema),
  }) satisfies ResourceChanges

/** Those of a link: `latest` leads to the file of a resource that is hosted there, whichever it will be. */
export const linkWordsOf = (file: RemoteFile) =>
  ({
    ...resourceWordsOf(file),
    url: ((file.hosted && file.latest) || file.url).trim(),
    format: file.format?.trim().toLowerCase().slice(0, 255) || null,
    mime: file.mime?.slice(0, 255) || null,
    filesize:
      file.sizeBytes !== null && Number.isInteger(file.sizeBytes) && file.sizeBytes >= 0 ? file.sizeBytes : null,
    checksum: file.checksum && CHECKSUM_TYPES.includes(file.checksum.type) ? file.checksum : null,
  }) satisfies ResourceChanges

const schemaOf = (schema: RemoteFile['schema']): RemoteFile['schema'] => {
  if (!schema || (!schema.name && !schema.url)) return null
  return schema.url && !isWebAddress(schema.url) ? null : schema
}

/** Of a file: another text means other bytes. */
export const stateOf = ({ checksum, lastModified, sizeBytes, url }: RemoteFile): string =>
  checksum ? `${checksum.type}:${checksum.value}` : [lastModified, sizeBytes, url].join(' ')

/** What to call it, so that it can be published: by its address, or by its title and its format. */
export const fileNameOf = (file: RemoteFile, isAllowed: (name: string) => boolean): string => {
  const named = decoded(URL.parse(file.url)?.pathname.split('/').at(-1) ?? '')
  const base = named || file.title || 'fichier'
  return [named, file.title].find((name) => isAllowed(name)) ?? (file.format ? `${base}.${file.format}` : base)
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

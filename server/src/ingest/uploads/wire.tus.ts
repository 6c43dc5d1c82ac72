import { Invalid } from '../../lib/errors.ts'
import type { Text } from '../../lib/text.ts'
import type { Upload } from './model.ts'
import type { Announced, Progress } from './uploads.ts'

export const TUS_VERSION = '1.0.0'

/** What a server says of itself to `OPTIONS` (tus 1.0). */
export const abilities = (maxUploadBytes: number): Record<string, string> => ({
  'Tus-Version': TUS_VERSION,
  'Tus-Extension': 'creation,termination,checksum,expiration',
  'Tus-Max-Size': String(maxUploadBytes),
  'Tus-Checksum-Algorithm': 'sha1,sha256',
})

/** Read by the pages of other sites, which send files with a key. */
export const EXPOSED = 'Location, Tus-Resumable, Tus-Version, Upload-Expires, Upload-Length, Upload-Offset'

/** Without a host: it must lead back to the name under which the sender knows us. */
export const addressOf = ({ id }: Upload): string => `/api/1/uploads/${id}/`

export const presentUpload = (upload: Upload) => ({
  ...{ id: upload.id, file_name: upload.fileName, filesize: upload.sizeBytes },
  ...{ dataset: upload.dataset, resource: upload.resource, uri: addressOf(upload) },
})

export const progressHeaders = ({ upload, offset, expiresAt }: Progress): Record<string, string> => ({
  'Upload-Offset': String(offset),
  'Upload-Length': String(upload.sizeBytes),
  'Upload-Expires': expiresAt.toUTCString(),
  'Cache-Control': 'no-store',
})

type Headers = Record<string, string | string[] | undefined>

/** The headers of a creation: `Upload-Length`, and `Upload-Metadata` with `filename`, `dataset` and `resource`. */
export const announcedIn = (headers: Headers): Announced => {
  const metadata = metadataOf(String(headers['upload-metadata'] ?? ''))
  const dataset = metadata.get('dataset')
  return {
    fileName: metadata.get('filename') ?? '',
    sizeBytes: bytesIn(headers, 'upload-length', NO_LENGTH),
    target: dataset ? { dataset, resourceId: metadata.get('resource') || undefined } : null,
  }
}

export const offsetIn = (headers: Headers): number => bytesIn(headers, 'upload-offset', NO_OFFSET)

/** `name value,name value`, each value in base 64. */
const metadataOf = (header: string): Map<string, string> =>
  new Map(
    header.split(',').map((pair): [string, string] => {
      const [name = '', value = ''] = pair.trim().split(' ')
      return [name.toLowerCase(), Buffer.from(value, 'base64').toString('utf8')]
    }),
  )

const bytesIn = (headers: Headers, name: string, otherwise: Text): number => {
  const text = String(headers[name] ?? '')
  if (!/^\d{1,15}$/.test(text)) throw new Invalid(otherwise)
  return Number(text)
}

const NO_LENGTH: Text = {
  fr: 'L’en-tête Upload-Length doit dire la taille du fichier, en octets.',
  en: 'The header Upload-Length must say the size of the file, in bytes.',
}
const NO_OFFSET: Text = {
  fr: 'L’en-tête Upload-Offset doit dire à quel octet ce morceau commence.',
  en: 'The header Upload-Offset must say at which byte this piece begins.',
}

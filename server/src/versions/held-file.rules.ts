import { presentDate } from '../lib/dates.ts'
import type { Version } from './model.ts'

type File = Pick<Version, 'sha1' | 'sizeBytes' | 'mime'>

/**
 * What a crawler would find at the address of a file that we hold, under its keys (tabular.md §2.8): clients read them
 * for every file. Nobody has to ask: it answers as long as this server does, and its date is that of its version.
 */
export const heldFileExtras = ({ sha1, sizeBytes, mime }: File, publishedAt: Date): Record<string, unknown> => ({
  'check:date': presentDate(publishedAt),
  'check:available': true,
  'check:status': 200,
  'check:timeout': false,
  'check:headers:content-type': mime,
  'check:headers:content-length': sizeBytes,
  // What `http/cors.ts` answers to a page of another site that wants to read the file.
  'check:cors:status': 204,
  'check:cors:allow-origin': '*',
  'check:cors:allow-methods': 'GET',
  'check:cors:allow-headers': 'authorization,content-type',
  'analysis:checksum': sha1,
  'analysis:mime-type': mime,
  'analysis:content-length': sizeBytes,
  'analysis:last-modified-at': presentDate(publishedAt),
  // The same bytes make no version, so this one's are others than before.
  'analysis:last-modified-detection': 'computed-checksum',
})

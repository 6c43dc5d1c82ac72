import type { FileVersion, VersionComparison } from '@cimaise/client'
import { formatSize } from '../../format.ts'

/** How a version came, in words. */
export const VIA: Record<FileVersion['via'], string> = {
  web: 'dans le back-office',
  api: 'par l’API',
  program: 'par un programme',
  flow: 'par un flux',
}

export const authorOf = ({ author }: FileVersion): string =>
  author ? `par ${[author.first_name, author.last_name].filter(Boolean).join(' ')}` : ''

/** `version 3, avant la fusion`. */
export const nameOf = ({ number, label }: FileVersion): string => `Version ${number}${label ? `, ${label}` : ''}`

/** Those that can be compared: their bytes are still there. */
export const comparable = (versions: FileVersion[]): FileVersion[] => versions.filter(({ purged }) => !purged)

/** The pair that people most likely mean: the last two, the older one first. */
export const lastTwo = (versions: FileVersion[]): { from: number; to: number } | null => {
  const [newest, before] = comparable(versions)
  return newest && before ? { from: before.number, to: newest.number } : null
}

/** What is said of two files that aren't two tables. */
export const bytesSentence = ({ same_bytes: isSame, filesize }: VersionComparison): string =>
  isSame
    ? 'Les deux versions sont identiques, octet pour octet.'
    : `Ces deux versions ne sont pas des tableaux qui se comparent : ${formatSize(filesize.from)} avant, ${formatSize(filesize.to)} maintenant.`

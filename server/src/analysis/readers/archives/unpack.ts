import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
// Reads the directory of a zip and inflates one entry at a time, refusing names and sizes that lie.
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { FileProblem, type Sheet } from '../../model.ts'
import type { FileToInspect } from '../../worker-protocol.ts'

export interface Unpacked {
  /** The one file that the archive holds, or the one asked for, in the scratch folder; null when it holds several, or none. */
  inner: { path: string; fileName: string } | null
  /** All its files, for people. */
  members: Sheet[]
}

/**
 * The one file of a gzip or a zip, its bytes counted while they are inflated: an archive that says it is small and is
 * not is stopped. Throws `FileProblem` when it is damaged, encrypted, or holds more than it may.
 */
export const unpack = async (file: FileToInspect, format: 'gzip' | 'zip'): Promise<Unpacked> => {
  const path = join(file.scratchFolder, 'unpacked')
  const limit = file.limits.unpackedBytes
  if (format === 'gzip') {
    await inflate(createReadStream(file.path).pipe(createGunzip()), path, limit)
    return { inner: { path, fileName: file.fileName.replace(/\.(gz|gzip)$/i, '') }, members: [] }
  }
  const zip = await openZip(file.path)
  try {
    const entries = await entriesOf(zip)
    const asked = file.sheet === undefined ? entries : entries.filter(({ fileName }) => nameOf(fileName) === file.sheet)
    const [only] = asked
    const members = entries.map(({ fileName }) => memberOf(fileName, entries.length === 1))
    if (!only || asked.length > 1) return { inner: null, members }
    if (only.isEncrypted()) throw encrypted()
    await inflate(await streamOf(zip, only), path, limit)
    // A label, never a path: it says what the file is called, and nothing is written under it.
    return { inner: { path, fileName: only.fileName.split(/[/\\]/).at(-1) ?? '' }, members }
  } finally {
    zip.close()
  }
}

const inflate = async (source: Readable, path: string, limit: number): Promise<void> => {
  let bytes = 0
  const counter = new Transform({
    transform: (chunk: Buffer, _, done) => {
      bytes += chunk.length
      done(bytes > limit ? tooLarge(limit) : null, chunk)
    },
  })
  try {
    await pipeline(source, counter, createWriteStream(path))
  } catch (error) {
    if (error instanceof FileProblem || isSystemError(error)) throw error
    throw damaged()
  }
}

/** A full disk says nothing of the archive; zlib's own errors have codes too, but no system call. */
const isSystemError = (error: unknown): boolean => typeof (error as { syscall?: unknown }).syscall === 'string'

const openZip = (path: string): Promise<ZipFile> =>
  new Promise((resolve, reject) =>
    yauzl.open(path, { lazyEntries: true, autoClose: false, strictFileNames: false }, (error, zip) =>
      error || !zip ? reject(isSystemError(error) ? (error as Error) : damaged()) : resolve(zip),
    ),
  )

/** More files than this are no dataset in a zip. */
const MOST_ENTRIES = 1_000

const entriesOf = (zip: ZipFile): Promise<Entry[]> =>
  new Promise((resolve, reject) => {
    const entries: Entry[] = []
    zip.on('entry', (entry: Entry) => {
      if (!isNoise(entry.fileName)) entries.push(entry)
      if (entries.length >= MOST_ENTRIES) resolve(entries)
      else zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', () => reject(damaged()))
    zip.readEntry()
  })

/** Folders, and what macOS and Windows leave. */
export const isNoise = (name: string): boolean => /\/$|(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name)

const streamOf = (zip: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => (error || !stream ? reject(damaged()) : resolve(stream))),
  )

const nameOf = (fileName: string): string => fileName.slice(0, 200)

const memberOf = (name: string, chosen: boolean): Sheet => ({
  ...{ name: nameOf(name), hidden: false, rowCount: 0, columnCount: 0, chosen, mergedRanges: [], fillCount: 0 },
})

export const damaged = (): FileProblem =>
  new FileProblem('damaged', {
    fr: 'Cette archive est abîmée ou incomplète : son contenu ne peut pas être lu. Refaites-la, puis déposez-la de nouveau.',
    en: 'This archive is damaged or incomplete: what it holds cannot be read. Make it again, then deposit it again.',
  })

export const encrypted = (): FileProblem =>
  new FileProblem('encrypted', {
    fr: 'Cette archive est protégée par un mot de passe : personne ne pourra la lire. Refaites-la sans mot de passe.',
    en: 'This archive is protected by a password: nobody will be able to read it. Make it again without a password.',
  })

const tooLarge = (limit: number): FileProblem =>
  new FileProblem('too_large', {
    fr: `Cette archive contient plus de ${Math.round(limit / 1_000_000).toLocaleString('fr-FR')} Mo une fois ouverte : elle est publiée sans tableau. Publiez des fichiers plus petits.`,
    en: `This archive holds more than ${Math.round(limit / 1_000_000).toLocaleString('en-GB')} MB once open: it is published without a table. Publish smaller files.`,
  })

// yauzl reads the central directory, Zip64 included, and refuses absolute and upward names: no zip reader in Node.
import { openPromise, type Entry } from 'yauzl'
import { crc32 } from 'node:zlib'
import type { FileProblem, Limits } from '../model.ts'

export interface ZipPackage {
  has(name: string): boolean
  /** As written, in the order of the zip. */
  names: string[]
  /** As declared, which may be false: nothing is allocated after it. */
  sizeOf(name: string): number
  /** The content of an entry by stream; all that is read of the zip counts as unpacked. */
  read(name: string): AsyncGenerator<Buffer>
  close(): void
}

/** How a format says what is wrong with its zip. */
export interface ZipProblems {
  damaged(name?: string): FileProblem
  encrypted(): FileProblem
  tooLarge(limit: number): FileProblem
  tooManyEntries(): FileProblem
}

const MAX_ENTRIES = 20_000

/** A zip whose entries are found by name, whatever the case (ECMA-376 part 2 §6.2.2). */
export const openZip = async (path: string, limits: Limits, problems: ZipProblems): Promise<ZipPackage> => {
  const throwDamaged = throwerOf(problems)
  const zip = await openPromise(path, { autoClose: false }).catch(throwDamaged)
  const entries = new Map<string, Entry>()
  let unpackedBytes = 0
  const count = (bytes: number): void => {
    unpackedBytes += bytes
    if (unpackedBytes > limits.unpackedBytes) throw problems.tooLarge(limits.unpackedBytes)
  }

  async function* read(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(name.toLowerCase())
    if (!entry) throw problems.damaged(name)
    if (entry.isEncrypted()) throw problems.encrypted()
    // An honest declaration spares the work; a false one is found out below.
    if (unpackedBytes + entry.uncompressedSize > limits.unpackedBytes) throw problems.tooLarge(limits.unpackedBytes)
    let checksum = 0
    try {
      const stream = await zip.openReadStreamPromise(entry)
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        count(chunk.length)
        checksum = crc32(chunk, checksum)
        yield chunk
      }
    } catch (error) {
      throwDamaged(error, name)
    }
    // Zero: written by streams that didn't know it.
    if (entry.crc32 !== 0 && checksum !== entry.crc32) throw problems.damaged(name)
  }

  try {
    for await (const entry of zip.eachEntry()) {
      entries.set(entry.fileName.toLowerCase(), entry)
      if (entries.size > MAX_ENTRIES) throw problems.tooManyEntries()
    }
  } catch (error) {
    zip.close()
    throwDamaged(error)
  }
  return {
    has: (name) => entries.has(name.toLowerCase()),
    names: [...entries.values()].map(({ fileName }) => fileName),
    sizeOf: (name) => entries.get(name.toLowerCase())?.uncompressedSize ?? 0,
    read,
    close: () => zip.close(),
  }
}

/** Our own problems and those of the machine stay what they are. */
const throwerOf =
  ({ damaged }: ZipProblems) =>
  (error: unknown, name?: string): never => {
    const isSystem = typeof (error as { syscall?: unknown }).syscall === 'string'
    throw isSystem || (error as Error).name === 'FileProblem' ? error : damaged(name)
  }

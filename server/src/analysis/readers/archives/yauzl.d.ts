/** What we use of yauzl 3, which comes without types. */
declare module 'yauzl' {
  import type { Readable } from 'node:stream'

  export interface Entry {
    fileName: string
    uncompressedSize: number
    crc32: number
    isEncrypted(): boolean
  }

  export interface ZipFile {
    on(event: 'entry', listener: (entry: Entry) => void): this
    on(event: 'end', listener: () => void): this
    on(event: 'error', listener: (error: Error) => void): this
    readEntry(): void
    openReadStream(entry: Entry, done: (error: Error | null, stream?: Readable) => void): void
    openReadStreamPromise(entry: Entry): Promise<Readable>
    eachEntry(): AsyncIterable<Entry>
    close(): void
  }

  interface Options {
    lazyEntries?: boolean
    autoClose?: boolean
    strictFileNames?: boolean
  }
  export const openPromise: (path: string, options: Options) => Promise<ZipFile>
  const yauzl: { open(path: string, options: Options, done: (error: Error | null, zip?: ZipFile) => void): void }
  export default yauzl
}

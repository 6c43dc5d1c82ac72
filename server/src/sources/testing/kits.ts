import type { OutsideSpec } from '../open-source.ts'
import type { Secrets } from '../model.ts'

/** What every test source can do, whatever its kind. */
export interface Kit {
  spec: OutsideSpec
  secrets?: Secrets
  /** Of a folder: for `deps.folderRoot`. */
  root?: string
  put(key: string, body: string | Uint8Array): Promise<void>
  remove(key: string): Promise<void>
  /** Absent where nobody asks who reads. */
  rotateKey?(): Secrets
  /** What comes from the other side; absent where there is none. */
  line?: {
    /** Connections that are open now. */
    open(): number
    /** Connections ever made. */
    made(): number
    /** Cut once so many more bytes came; null: never. */
    cutAfter(bytes: number | null): void
    /** Nothing comes after so many more bytes, and the connection stays; null: never. */
    stallAfter(bytes: number | null): void
    /** Milliseconds between two pieces of what comes. */
    slowBy(ms: number): void
  }
  close(): Promise<void>
}

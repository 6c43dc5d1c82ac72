import type { OutsideSpec } from '../index.ts'
import type { Secrets } from '../model.ts'
import { startFolder } from './start-folder.ts'
import { startS3 } from './start-s3.ts'
import { startSftp } from './start-sftp.ts'
import { startWeb } from './start-web.ts'

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
    open(): number
    made(): number
    cutAfter(bytes: number | null): void
    stallAfter(bytes: number | null): void
    slowBy(ms: number): void
  }
  close(): Promise<void>
}

/** A real server, or folder, of each kind. */
export const KITS: Record<OutsideSpec['kind'], () => Promise<Kit>> = {
  s3: startS3,
  web: startWeb,
  sftp: startSftp,
  folder: startFolder,
}

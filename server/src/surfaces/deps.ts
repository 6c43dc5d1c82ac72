import type { Render } from '@cimaise/web/props'
import type { Inspector } from '../analysis/index.ts'
import type { Changes, Db } from '../db/index.ts'
import type { Crawler } from '../links/index.ts'
import type { Outgoing } from '../outgoing/index.ts'
import type { BlobStore, PartialFiles } from '../storage/index.ts'
import type { UsageCounter } from '../usage/index.ts'

/** What the surfaces are mounted with; each module's routes take the part they need. */
export interface AppDeps {
  db: Db
  changes: Changes
  blobs: BlobStore
  partials: PartialFiles
  inspector: Inspector
  render: Render
  isDatabaseUp: () => Promise<boolean>
  maxUploadBytes: number
  quotaBytes: number | null
  /** Origins whose pages may act with the visitor's session. */
  corsOrigins: string[]
  readOnly: boolean
  /** Filled in by whoever listens: the port may be chosen by the system. */
  site: { baseUrl: string }
  /** True when people reach us over https: the session's cookie follows. */
  secure: boolean
  /** Whether an account must confirm its address before it signs in. */
  confirmEmail: boolean
  /** What second factors are encrypted with. */
  secretKey: Buffer
  /** How other sites are visited. */
  outgoing: Outgoing
  /** Somebody else's, that checks links instead of us. */
  crawler: Crawler | null
  checkLinks: boolean
  /** Below which flows may read files of this machine; null: nowhere. */
  folderRoot: string | null
  tempDir: string
  /** Counts what is read and downloaded. */
  usage: UsageCounter
  /** The clock of flows; tests play a week in a minute. */
  now?: () => Date
}

/** What a process stands on: database, files, inspector. Shared by the server and the operator's commands. */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createInspector, type Inspector } from './analysis/index.ts'
import type { Config } from './config.ts'
import { connect, migrate, type Database } from './db/index.ts'
import { startEmbeddedPostgres } from './db/embedded/index.ts'
import { migrateJobs } from './jobs/index.ts'
import { openCrawler, type Crawler } from './links/index.ts'
import { createMailer, type Mailer } from './mail/index.ts'
import { createOutgoing, type Outgoing } from './outgoing/index.ts'
import { openSecretKey } from './secret-key.ts'
import { createLocalBlobStore, createPartialFiles, type BlobStore, type PartialFiles } from './storage/index.ts'
import { VERSION } from './version.ts'

export interface Platform extends Database {
  blobs: BlobStore
  /** Uploads that aren't whole yet. */
  partials: PartialFiles
  inspector: Inspector
  mailer: Mailer
  secretKey: Buffer
  outgoing: Outgoing
  crawler: Crawler | null
  /** Below which flows may read files of this machine; null: nowhere. */
  folderRoot: string | null
  /** What is being made and isn't kept. */
  tempDir: string
  /** How long the audit log is kept. */
  auditDays: number
}

export type Log = (level: 'info' | 'warn' | 'error', message: string) => void

/**
 * Starts (or joins) PostgreSQL, brings the schema up to date and opens the files. `exclusive` is the server's: a
 * second one on the same folder is refused. `close` undoes it in the opposite order.
 */
export const openPlatform = async (config: Config, log: Log, options: { exclusive: boolean }): Promise<Platform> => {
  const outgoing = createOutgoing({ allow: config.outgoingAllow, userAgent: userAgentOf(config) })
  const crawler = config.crawler && openCrawler(config.crawler, userAgentOf(config))
  await mkdir(config.dataDir, { recursive: true })
  const postgres = config.databaseUrl
    ? { connection: { connectionString: config.databaseUrl }, stop: async () => {} }
    : await startEmbeddedPostgres({
        folder: join(config.dataDir, 'postgres'),
        log,
        exclusive: options.exclusive ? { label: `port ${config.port}` } : undefined,
      })
  const database = connect(postgres.connection, (error) => log('warn', `database connection lost: ${error.message}`))
  try {
    await migrate(database.db)
    await migrateJobs(database.pool)
    const { minFreeBytes } = config
    const blobs = await createLocalBlobStore(join(config.dataDir, 'blobs'), { minFreeBytes })
    const partials = await createPartialFiles(join(config.dataDir, 'uploads'), { minFreeBytes })
    const tempDir = join(config.dataDir, 'tmp')
    // What was under way when the last one was killed; the only server of this folder has nothing there yet.
    if (options.exclusive) await rm(tempDir, { recursive: true, force: true })
    const { timeoutSeconds, ...allowed } = config.inspection
    const timeoutMs = timeoutSeconds === null ? undefined : () => timeoutSeconds * 1000
    const inspector = createInspector({ tempDir, timeoutMs, ...allowed })
    const secretKey = await openSecretKey(config.dataDir, config.secretKey)
    const mailer = createMailer({ ...config.mail, outbox: join(config.dataDir, 'outbox') })
    const close = async () => {
      await inspector.close()
      mailer.close()
      await outgoing.close()
      await crawler?.close()
      await Promise.race([database.close(), wait(PATIENCE_MS, undefined, { ref: false })])
      await postgres.stop()
    }
    const { flowFolders: folderRoot, auditDays } = config
    const made = { blobs, partials, inspector, mailer, secretKey, outgoing, crawler, folderRoot, tempDir, auditDays }
    return { ...database, ...made, close }
  } catch (error) {
    await database.close()
    await postgres.stop()
    throw error
  }
}

/** A statement that takes longer ends with its connection, and what it was to change is not. */
const PATIENCE_MS = 5_000

/** Sites that we visit see who comes, and where to complain. */
const userAgentOf = ({ publicUrl }: Config): string => `Cimaise/${VERSION}${publicUrl ? ` (+${publicUrl})` : ''}`

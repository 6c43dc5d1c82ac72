import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { onTestFinished, vi } from 'vitest'
import type { Log } from './cluster.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './index.ts'

// A set-up is a second of work, several on a busy machine, and some tests need four.
vi.setConfig({ testTimeout: 60_000 })

/** Small and quick: what these tests end is a process, not the machine. */
const SETTINGS = { fsync: 'off', shared_buffers: '16MB' }

/** A folder of the temporary one, gone after the test. */
export const newFolder = (mode = 0o755): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cimaise-pg-'))
  chmodSync(folder, mode)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Stopped after the test, whatever the test did. */
export const start = async (
  folder: string,
  exclusive?: { label: string },
  log: Log = () => {},
): Promise<EmbeddedPostgres> => {
  const postgres = await startEmbeddedPostgres({ folder, log, exclusive, settings: SETTINGS })
  onTestFinished(() => postgres.stop())
  return postgres
}

/** The same in a Node process of its own; `ready` tells when it has started, `kill` ends it with -9. */
export const startElsewhere = (folder: string, label: string) => {
  const options = JSON.stringify({ folder, settings: SETTINGS, exclusive: { label } })
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(import.meta.resolve('./index.ts'))}
    await startEmbeddedPostgres({ ...${options}, log: () => {} })
    console.log('ready')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ready = once(child.stdout, 'data').then(() => undefined)
  const kill = async (): Promise<void> => {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  return { ready, kill }
}

export const ask = async (postgres: EmbeddedPostgres, query: string): Promise<unknown[]> => {
  const client = new pg.Client(postgres.connection)
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}

/** As PostgreSQL wrote it. */
export const pidOf = (folder: string): number =>
  Number(readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0])

/** One PostgreSQL for a whole test run, with a migrated template that every test file copies. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { connect, migrate } from '../db/index.ts'
import { startEmbeddedPostgres } from '../db/embedded/index.ts'
import { migrateJobs } from '../jobs/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { host: string; user: string; port?: number; password?: string }
  }
}

export const TEMPLATE = 'cimaise_template'

export default async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), 'cimaise-test-'))
  // Tests may lose their data in a power cut: without fsync they are several times quicker.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
    shared_buffers: '128MB',
  }
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), log: () => {}, settings })
  const { database: _database, ...server } = postgres.connection
  const admin = new pg.Client({ ...server, database: 'postgres' })
  await admin.connect()
  await admin.query(`create database ${TEMPLATE}`)
  await admin.end()
  const template = connect({ ...server, database: TEMPLATE }, () => {})
  await migrate(template.db)
  await migrateJobs(template.pool)
  await template.close()
  project.provide('postgres', server)
  return async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

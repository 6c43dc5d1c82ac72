import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { connect, type Database } from '../db/index.ts'

export interface TestDatabase extends Database {
  /** For another process: `host` is the socket's folder. */
  config: pg.PoolConfig
}

/** A database of its own for a test file: a copy of the migrated template, gone when closed. */
export const createTestDatabase = async (): Promise<TestDatabase> => {
  const server = inject('postgres')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, `create database ${name} template cimaise_template`)
  const config = { ...server, database: name }
  const database = connect(config, () => {}, 8)
  return {
    ...database,
    config,
    close: async () => {
      await database.close()
      await onServer(server, `drop database ${name} with (force)`)
    },
  }
}

const onServer = async (server: pg.ClientConfig, statement: string): Promise<void> => {
  const client = new pg.Client({ ...server, database: 'postgres' })
  await client.connect()
  await client.query(statement)
  await client.end()
}

import { expect, test } from 'vitest'
import { judgeDatabase, judgeEngine, judgeFlows, judgeMigrations, judgeQueue, judgeRoom } from './health.rules.ts'

const GB = 1e9
const NOW = new Date('2026-11-28T12:00:00Z')
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000)
const queue = { due: 0, oldestDue: null, failed: 0, lastRun: NOW, mail: { lastSent: null, failing: 0, error: null } }
const room = { quotaBytes: null, maxUploadBytes: 5 * GB }
const database = { version: '17', sizeBytes: 1, pingMs: 1, connections: 10, maxConnections: 100 }

test.each([
  [judgeDatabase(database), 'ok'],
  [judgeDatabase({ ...database, pingMs: 900 }), 'warning'],
  [judgeDatabase({ ...database, connections: 95 }), 'warning'],
  [judgeMigrations({ known: ['1', '2'], applied: ['1', '2'] }), 'ok'],
  [judgeMigrations({ known: ['1', '2'], applied: ['1'] }), 'failing'],
  [judgeMigrations({ known: ['1'], applied: ['1', '2'] }), 'warning'],
  [judgeRoom({ ...room, roomBytes: 50 * GB }), 'ok'],
  [judgeRoom({ ...room, roomBytes: 4 * GB }), 'warning'],
  [judgeRoom({ ...room, roomBytes: -1 }), 'failing'],
  [judgeEngine({ workers: 2, busy: 2, waiting: 3 }), 'ok'],
  [judgeEngine({ workers: 2, busy: 2, waiting: 30 }), 'warning'],
  [judgeQueue(queue, NOW), 'ok'],
  [judgeQueue({ ...queue, lastRun: null }, NOW), 'unknown'],
  [judgeQueue({ ...queue, due: 1, oldestDue: ago(30) }, NOW), 'ok'],
  [judgeQueue({ ...queue, due: 1, oldestDue: ago(300) }, NOW), 'warning'],
  [judgeQueue({ ...queue, due: 1, oldestDue: ago(3_000) }, NOW), 'failing'],
  [judgeQueue({ ...queue, failed: 1 }, NOW), 'warning'],
  [judgeFlows({ active: 0, failing: 0, late: 0 }), 'unknown'],
  [judgeFlows({ active: 2, failing: 0, late: 0 }), 'ok'],
  [judgeFlows({ active: 2, failing: 0, late: 1 }), 'warning'],
])('%j is %s', (check, state) => {
  expect(check.state).toBe(state)
})

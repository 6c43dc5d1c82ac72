import { createHmac, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { inTransaction } from '../db/index.ts'
import { runDueTasks } from '../jobs/index.ts'
import { seal } from '../lib/seal.ts'
import { createOutgoing, type Outgoing } from '../outgoing/index.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import {
  attemptText,
  forgetDeliveries,
  listDeliveries,
  newWebhookSecret,
  purgeDeliveries,
  queueWebhook,
  webhookTask,
} from './index.ts'

interface Received {
  method: string
  path: string
  headers: Record<string, string>
  body: string
}

let database: TestDatabase
let receiver: Server
let port = 0
let connections = 0
let received: Received[] = []
/** Statuses of the next answers; 200 once there are none left. */
let answers: number[] = []
let outgoing: Outgoing
const secretKey = randomBytes(32)
const secret = newWebhookSecret()
const about = { class: 'Flow', id: 'f'.repeat(24) }

beforeAll(async () => {
  database = await createTestDatabase()
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (bytes: Buffer) => (body += bytes.toString()))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      received.push({ method, path: url, headers: headers as Record<string, string>, body })
      response.writeHead(answers.shift() ?? 200, { location: `http://127.0.0.1:${port}/elsewhere` })
      response.end('x'.repeat(1_000_000))
    })
  })
  receiver.on('connection', () => connections++)
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done))
  port = (receiver.address() as AddressInfo).port
})
afterAll(async () => {
  receiver.closeAllConnections()
  receiver.close()
  await database.close()
})
beforeEach(async () => {
  ;[received, answers, connections] = [[], [], 0]
  outgoing = openTo('127.0.0.1')
  await database.pool.query('delete from webhook_deliveries')
  await database.pool.query('delete from graphile_worker._private_jobs')
})
afterEach(() => outgoing.close())

const openTo = (...allow: string[]): Outgoing =>
  createOutgoing({ allow, userAgent: 'Cimaise/test', resolve: async () => ['127.0.0.1'] })

const told = {
  type: 'flow.failing',
  data: { flow: { slug: 'musees' }, message: 'Accès refusé : « été »' },
  about,
  sealedSecret: seal(secretKey, secret),
}
const queue = (changes: object = {}, now?: Date): Promise<string> =>
  inTransaction(database.db, (tx) =>
    queueWebhook(tx, { ...told, url: `http://127.0.0.1:${port}/hook`, ...changes }, now),
  )

/** What is due now, and what waits for its next attempt. */
const run = async (): Promise<void> => {
  await database.pool.query("update graphile_worker._private_jobs set run_at = now() - interval '1 minute'")
  await runDueTasks(database.pool, [webhookTask({ db: database.db, outgoing, secretKey })], () => {})
}
const jobs = async (): Promise<number> =>
  Number((await database.pool.query('select count(*) n from graphile_worker.jobs')).rows[0].n)
const failedTimes = async (): Promise<number> =>
  (
    await database.pool.query(
      'select max(attempts) n from graphile_worker.jobs where last_error is not null and locked_at is null',
    )
  ).rows[0].n
/** The failure of a task is written down just after its run. */
const runAndFail = async (time: number): Promise<void> => {
  await run()
  await expect.poll(failedTimes).toBe(time)
}
const only = async () => {
  const [deliveries, total] = await listDeliveries(database.db, about, { page: 1, pageSize: 20 })
  expect([deliveries.length, total]).toEqual([1, 1])
  return deliveries[0]!
}

/** As a receiver does, from the specification: nothing of ours is used. */
const isSigned = ({ headers, body }: Received, whsec = secret): boolean => {
  const key = Buffer.from(whsec.slice('whsec_'.length), 'base64')
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(content).digest('base64')}`
}

test('a message is posted once it is true, signed, and its outcome is readable', async () => {
  const id = await queue()
  expect(await only()).toMatchObject({ id, state: 'waiting', attempts: [] })
  await run()
  expect(received).toHaveLength(1)
  const [message] = received
  expect(message).toMatchObject({ method: 'POST', path: '/hook' })
  expect(message!.headers).toMatchObject({
    'content-type': 'application/json',
    'webhook-id': id,
    'user-agent': 'Cimaise/test',
  })
  expect(JSON.parse(message!.body)).toEqual({
    type: 'flow.failing',
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    data: told.data,
  })
  expect(isSigned(message!)).toBe(true)
  expect(isSigned(message!, newWebhookSecret())).toBe(false)
  expect(Math.abs(Number(message!.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60)
  const delivery = await only()
  expect(delivery).toMatchObject({
    ...{ id, type: 'flow.failing', about, state: 'delivered', url: `http://127.0.0.1:${port}/hook` },
    attempts: [{ status: 200, reason: null, at: expect.any(Date) }],
  })
  expect(attemptText(delivery.attempts[0]!).fr).toBe('Reçu (réponse 200).')
  await expect.poll(jobs).toBe(0)
})

test('a transaction that fails tells nobody', async () => {
  const failing = inTransaction(database.db, async (tx) => {
    await queueWebhook(tx, { ...told, url: `http://127.0.0.1:${port}/hook` })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await run()
  expect(received).toEqual([])
})

test('500, then 200: the same message under the same id, signed again', async () => {
  answers = [500]
  const id = await queue()
  await runAndFail(1)
  expect(await only()).toMatchObject({ state: 'waiting', attempts: [{ status: 500, reason: 'refused' }] })
  await run()
  expect(await only()).toMatchObject({ state: 'delivered', attempts: [{ status: 500 }, { status: 200, reason: null }] })
  expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id])
  expect(received[0]!.body).toBe(received[1]!.body)
  expect(received.every((message) => isSigned(message))).toBe(true)
})

test('after twelve attempts it has failed, and is tried no more', async () => {
  answers = Array<number>(20).fill(503)
  await queue()
  for (let time = 1; time < 12; time++) await runAndFail(time)
  await run()
  await expect.poll(jobs).toBe(0)
  await run()
  expect(received).toHaveLength(12)
  const { state, attempts } = await only()
  expect([state, attempts.length]).toEqual(['failed', 12])
})

test('410 ends it', async () => {
  answers = [410]
  await queue()
  await run()
  expect(await only()).toMatchObject({ state: 'gone', attempts: [{ status: 410, reason: 'gone' }] })
  await expect.poll(jobs).toBe(0)
})

test.each([301, 302, 307, 308])('a redirect (%i) is a failure and never followed', async (status) => {
  answers = [status]
  await queue()
  await runAndFail(1)
  expect(received.map(({ path }) => path)).toEqual(['/hook'])
  const { state, attempts } = await only()
  expect([state, attempts[0]]).toMatchObject(['waiting', { status, reason: 'redirect' }])
  expect(attemptText(attempts[0]!).fr).toContain('Donnez l’adresse finale')
})

test.each([
  ['127.0.0.1', 'address'],
  ['inside.example', 'address'],
  ['[::ffff:127.0.0.1]', 'address'],
])('a private address (%s) is refused: nobody is connected to, nothing is tried again', async (host, reason) => {
  await outgoing.close()
  outgoing = openTo()
  await queue({ url: `http://${host}:${port}/hook` })
  await run()
  expect([connections, received]).toEqual([0, []])
  const { state, attempts } = await only()
  expect([state, attempts]).toMatchObject(['failed', [{ status: null, reason }]])
  expect(attemptText(attempts[0]!).fr).toContain('réseau privé')
  await expect.poll(jobs).toBe(0)
})

test('other schemes and ports of services are refused too', async () => {
  for (const url of ['ftp://127.0.0.1/hook', 'file:///etc/passwd', 'http://public.example:25/hook'])
    await queue({ url })
  await run()
  const [deliveries] = await listDeliveries(database.db, about, { page: 1, pageSize: 20 })
  expect(deliveries.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed'])
  expect(deliveries.map(({ attempts }) => attempts[0]!.reason).sort()).toEqual(['port', 'scheme', 'scheme'])
  expect(connections).toBe(0)
})

test('nobody there: it waits', async () => {
  const closed = createServer()
  await new Promise<void>((done) => closed.listen(0, '127.0.0.1', done))
  const { port: free } = closed.address() as AddressInfo
  await new Promise((done) => closed.close(done))
  await queue({ url: `http://127.0.0.1:${free}/hook` })
  await runAndFail(1)
  expect(await only()).toMatchObject({ state: 'waiting', attempts: [{ status: null, reason: 'connection' }] })
})

test('stopped in the middle, nothing is said of the receiver', async () => {
  await queue()
  await outgoing.close()
  await runAndFail(1)
  expect(await only()).toMatchObject({ state: 'waiting', attempts: [] })
})

test('a secret sealed with another key is said to be so; no unsigned message leaves', async () => {
  await queue({ sealedSecret: seal(randomBytes(32), secret) })
  await run()
  expect(await only()).toMatchObject({ state: 'failed', attempts: [{ status: null, reason: 'secret' }] })
  expect(received).toEqual([])
})

test('the database holds no secret in clear, the list none at all', async () => {
  await queue()
  const { rows } = await database.pool.query(
    'select (select json_agg(d) from webhook_deliveries d)::text || (select json_agg(j) from graphile_worker._private_jobs j)::text as all',
  )
  expect(rows[0].all).toContain('flow.failing')
  expect(rows[0].all).not.toContain(secret)
  expect(JSON.stringify(await only())).not.toContain(told.sealedSecret)
})

test('an ended message that is asked for again is not sent again', async () => {
  const id = await queue()
  await run()
  await database.pool.query(`select graphile_worker.add_job('send-webhook', json_build_object('id', $1::text))`, [id])
  await run()
  expect(received).toHaveLength(1)
})

test('deliveries are those of one thing, go with it, and after 30 days', async () => {
  const old = await queue({}, new Date(Date.now() - 1_000))
  const recent = await queue()
  await queue({ about: { class: 'Flow', id: 'e'.repeat(24) } })
  const ids = async () =>
    (await listDeliveries(database.db, about, { page: 1, pageSize: 20 }))[0].map((delivery) => delivery.id)
  expect(await ids()).toEqual([recent, old])
  const aged = "update webhook_deliveries set created_at = now() - $2 * interval '1 day' where id = $1"
  await database.pool.query(aged, [old, 31])
  await database.pool.query(aged, [recent, 29])
  await purgeDeliveries(database.db)
  await purgeDeliveries(database.db)
  expect(await ids()).toEqual([recent])
  await inTransaction(database.db, (tx) => forgetDeliveries(tx, about))
  expect(await ids()).toEqual([])
  await run()
  expect(received).toHaveLength(1)
})

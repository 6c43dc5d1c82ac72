import type { FastifyInstance } from 'fastify'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Render } from '@cimaise/web/props'
import { createApiKey, createUser, type User } from '../accounts/index.ts'
import { createInspector, type Inspector, type InspectorOptions } from '../analysis/index.ts'
import { createApp } from '../app.ts'
import type { FlowDeps } from '../flows/index.ts'
import { runDueTasks } from '../jobs/index.ts'
import { openCrawler } from '../links/index.ts'
import type { Mail } from '../mail/index.ts'
import { createOutgoing, type Outgoing } from '../outgoing/index.ts'
import { tasks } from '../schedule.ts'
import { createLocalBlobStore, createPartialFiles, type BlobStore, type PartialFiles } from '../storage/index.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

export interface TestApp {
  app: FastifyInstance
  url: string
  database: TestDatabase
  blobs: BlobStore
  partials: PartialFiles
  folder: string
  /** A person with a key; `fetch` sends it. */
  person(name: string, options?: { siteAdmin?: boolean }): Promise<Person>
  outgoing: Outgoing
  inspector: Inspector
  /** What flows run with. */
  flowDeps: FlowDeps
  /** Runs the tasks that wait. */
  runTasks(): Promise<void>
  /** Runs the tasks that wait; every mail sent so far, oldest first. */
  outbox(): Promise<Mail[]>
  close(): Promise<void>
}

export interface Person {
  user: User
  key: string
  password: string
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  upload(path: string, fileName: string, content: string | Uint8Array): Promise<Answer>
}

export interface Answer {
  status: number
  headers: Headers
  text: string
  // What the wire holds is what a test looks into, whatever its shape.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  json: any
}

export interface TestAppOptions {
  maxUploadBytes?: number
  quotaBytes?: number
  minFreeBytes?: number
  blobsFolder?: string
  corsOrigins?: string[]
  readOnly?: boolean
  confirmEmail?: boolean
  limits?: InspectorOptions['limits']
  /** Of itself, in the addresses that it tells: `donnees.example`. */
  name?: string
  /** Names of sites and their addresses: those that a test serves are on 127.0.0.1. */
  sites?: Record<string, string>
  crawler?: { url: string; token: string | null }
  /** Below which flows may read files of this machine. */
  folderRoot?: string
  /** The clock of flows, which then wait for nothing. */
  now?: () => Date
}

export const PASSWORD = 'Musee-2026'

/** The whole server on a free port of the loopback, with its own database and its own folder of files. */
export const startTestApp = async (options: TestAppOptions = {}): Promise<TestApp> => {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'cimaise-app-'))
  const { minFreeBytes } = options
  const blobs = await createLocalBlobStore(options.blobsFolder ?? join(folder, 'blobs'), { minFreeBytes })
  const partials = await createPartialFiles(join(folder, 'uploads'), { minFreeBytes })
  const inspector = createInspector({ tempDir: join(folder, 'tmp'), limits: options.limits })
  const site = { baseUrl: '' }
  const isDatabaseUp = () =>
    database.pool.query('select 1').then(
      () => true,
      () => false,
    )
  const path = '@cimaise/web/dist'
  const { render } = (await import(path)) as { render: Render }
  const maxUploadBytes = options.maxUploadBytes ?? 5 * 1024 ** 3
  const { corsOrigins = [], readOnly = false } = options
  const confirmEmail = options.confirmEmail ?? false
  const settings = {
    maxUploadBytes,
    quotaBytes: options.quotaBytes ?? null,
    corsOrigins,
    readOnly,
    confirmEmail,
    checkLinks: true,
    site,
    secure: false,
    secretKey: randomBytes(32),
  }
  const { db, changes } = database
  const flowFiles = { folderRoot: options.folderRoot ?? null, tempDir: join(folder, 'tmp') }
  const outgoing = createOutgoing({
    allow: options.sites ? ['127.0.0.1'] : [],
    userAgent: 'Cimaise/test',
    // The names of the web are not ours: tests say where they lead.
    resolve: async (host) => [options.sites?.[host] ?? '192.0.2.1'],
  })
  const crawler = options.crawler ? openCrawler(options.crawler, 'Cimaise/test') : null
  const app = await createApp(
    {
      db,
      changes,
      blobs,
      partials,
      inspector,
      render,
      isDatabaseUp,
      outgoing,
      crawler,
      ...settings,
      ...flowFiles,
      now: options.now,
    },
    'silent',
  )
  const mails: Mail[] = []
  const mailer = { deliver: async (mail: Mail) => void mails.push(mail), close: () => {} }
  const url = (await app.listen({ host: '127.0.0.1', port: 0 })).replace(/\/$/, '')
  site.baseUrl = options.name ? url.replace('127.0.0.1', options.name) : url
  const flowDeps = {
    ...{ db, blobs, partials, inspector, outgoing, ...flowFiles, ...settings },
    ...{ now: options.now, sleep: options.now && (async () => {}) },
  }
  const runTasks = () => runDueTasks(database.pool, tasks({ ...flowDeps, crawler, mailer }), () => {})
  return {
    app,
    outgoing,
    inspector,
    runTasks,
    flowDeps,
    url,
    database,
    blobs,
    partials,
    folder,
    person: (name, { siteAdmin = false } = {}) => createPerson(database, url, name, siteAdmin),
    outbox: async () => {
      await runTasks()
      return mails
    },
    close: async () => {
      await app.close()
      await inspector.close()
      await outgoing.close()
      await crawler?.close()
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Calls the server as nobody. */
export const anonymous = (url: string): Pick<Person, 'call' | 'upload'> => callerWith(url, {})

const createPerson = async ({ db }: TestDatabase, url: string, name: string, siteAdmin: boolean): Promise<Person> => {
  const [firstName = name, lastName = 'Test'] = name.split(' ')
  const email = `${firstName}.${lastName}@culture.example`.toLowerCase()
  const user = await createUser(db, { email, password: PASSWORD, firstName, lastName, siteAdmin })
  const { secret } = await createApiKey(db, user.id)
  return { user, key: secret, password: PASSWORD, ...callerWith(url, { 'X-API-KEY': secret }) }
}

const callerWith = (url: string, identity: Record<string, string>): Pick<Person, 'call' | 'upload'> => {
  const send = async (path: string, init: RequestInit): Promise<Answer> =>
    answerOf(await fetch(`${url}${path}`, { redirect: 'manual', ...init }))
  return {
    call: (method, path, body, headers = {}) =>
      send(path, {
        method,
        headers: { ...identity, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    upload: (path, fileName, content) => {
      const form = new FormData()
      form.append('file', new Blob([content as BlobPart]), fileName)
      return send(path, { method: 'POST', headers: identity, body: form })
    },
  }
}

const answerOf = async (response: Response): Promise<Answer> => {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text !== '' ? JSON.parse(text) : undefined,
  }
}

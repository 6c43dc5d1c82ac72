/** Starts the server: settings, platform, first administrator, routes; one line when ready; a clean stop. */
import type { FastifyInstance } from 'fastify'
import type { Render } from '@cimaise/web/props'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ensureSiteAdmin, needsFirstAdmin, newSetupCode } from './accounts/index.ts'
import { createApp } from './app.ts'
import { ConfigError, readConfig, type Config } from './config.ts'
import { AlreadyRunning } from './db/embedded/index.ts'
import { resumeCutRuns } from './flows/index.ts'
import { startJobs, type JobRunner } from './jobs/index.ts'
import { AppError, describe } from './lib/errors.ts'
import { openPlatform, type Log, type Platform } from './platform.ts'
import { reindexIfEmpty } from './reactions.ts'
import { periodicJobs, tasks } from './schedule.ts'

const print = (line: string): void => void process.stdout.write(`${line}\n`)

const main = async (): Promise<void> => {
  const demo = process.argv.includes('--demo')
  const config = demo ? await demoConfig() : readConfig()
  const log = logTo(config.logLevel)
  const platform = await openPlatform(config, log, { exclusive: true })
  await reindexIfEmpty(platform.db)
  const site = { baseUrl: '' }
  // Before anybody can reach us, and register that address first.
  const app = await ensureFirstAdmin(config, platform)
    .then(() => listen(config, platform, site))
    .catch(async (error: unknown) => {
      await platform.close()
      throw error
    })
  const { maxUploadBytes, quotaBytes } = config
  const deps = { ...platform, site, maxUploadBytes, quotaBytes }
  // Of our own PostgreSQL there is one server: what ran in it died with the last one.
  if (config.databaseUrl === null) await resumeCutRuns(platform.db)
  const jobs = await startJobs(
    platform.pool,
    periodicJobs(deps),
    (level, message) => level !== 'debug' && log(level, message),
    tasks(deps),
    { isAlone: config.databaseUrl === null },
  )
  stopOnSignals({ app, jobs, platform, forget: demo ? config.dataDir : null }, log)
  await welcome(platform, config, site.baseUrl, demo)
}

const ensureFirstAdmin = async ({ firstAdmin }: Config, { db }: Platform): Promise<void> => {
  if (firstAdmin) await ensureSiteAdmin(db, { ...firstAdmin, firstName: 'Administration', lastName: 'du site' })
}

const listen = async (config: Config, platform: Platform, site: { baseUrl: string }): Promise<FastifyInstance> => {
  const secure = config.publicUrl?.startsWith('https:') ?? false
  const isDatabaseUp = () =>
    platform.pool.query('select 1').then(
      () => true,
      () => false,
    )
  const deps = {
    ...platform,
    render: await loadRender(),
    isDatabaseUp,
    maxUploadBytes: config.maxUploadBytes,
    quotaBytes: config.quotaBytes,
    corsOrigins: config.corsOrigins,
    readOnly: config.readOnly,
    confirmEmail: config.confirmEmail,
    checkLinks: config.checkLinks,
    site,
    secure,
  }
  const app = await createApp(deps, config.logLevel)
  await app.ready()
  // Fastify would announce its address in a line of its own: ours, for people, follows.
  app.log.level = 'silent'
  await app.listen({ host: config.host, port: config.port })
  app.log.level = config.logLevel
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  site.baseUrl = config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  return app
}

/** The pages, built by `npm run build` (which `npm start` calls when something changed). */
const loadRender = async (): Promise<Render> => {
  // A built file has no types of its own; `web/src/props.ts` holds the contract.
  const path = '@cimaise/web/dist'
  const { render } = (await import(path)) as { render: Render }
  return render
}

const welcome = async (platform: Platform, config: Config, url: string, demo: boolean): Promise<void> => {
  if (demo) {
    const { tellStory } = await import('./testing/tell-story.ts')
    print(await tellStory(platform, config.maxUploadBytes, url))
  }
  print(`Cimaise is ready on ${url}`)
  if (await needsFirstAdmin(platform.db)) {
    print(
      `Nobody administers it yet. Become its administrator: ${url}/admin/premier-compte?code=${await newSetupCode(platform.db)}`,
    )
  }
}

interface Running {
  app: FastifyInstance
  jobs: JobRunner
  platform: Platform
  /** A throw-away folder. */
  forget: string | null
}

/** What a job still does after so long goes on at the next start, as after a power cut. */
const STOP_MS = 10_000

const stopOnSignals = ({ app, jobs, platform, forget }: Running, log: Log): void => {
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    await app.close()
    // A round of links that wait for slow sites would hold the stop for minutes.
    await platform.outgoing.close()
    const jobsStopped = jobs.stop()
    // A large file that is being looked at would too: what refuses it is taken up again at the next start.
    await platform.inspector.close()
    await Promise.race([jobsStopped, wait(STOP_MS, undefined, { ref: false })])
    await platform.close()
    if (forget) await rm(forget, { recursive: true, force: true })
    process.exit(0)
  }
  const stopOrDie = () =>
    void stop().catch((error: unknown) => (log('error', `stopping failed: ${String(error)}`), process.exit(1)))
  process.on('SIGINT', stopOrDie)
  process.on('SIGTERM', stopOrDie)
}

/** `npm run demo`: the same server on a folder that goes away, so that nothing of the demo is ever taken for real. */
const demoConfig = async (): Promise<Config> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'cimaise-demo-'))
  return {
    ...readConfig(),
    databaseUrl: null,
    firstAdmin: null,
    // Nobody gets mail from something invented.
    mail: { smtpUrl: null, from: 'Cimaise <cimaise@localhost>' },
    confirmEmail: false,
    // Nor are invented links visited, or told.
    checkLinks: false,
    crawler: null,
    dataDir,
    // Where the demo's flow finds its files.
    flowFolders: join(dataDir, 'sources'),
  }
}

const logTo =
  (threshold: Config['logLevel']): Log =>
  (level, message) => {
    const order = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']
    if (order.indexOf(level) < order.indexOf(threshold)) return
    print(JSON.stringify({ level, time: new Date().toISOString(), msg: message }))
  }

/** What people can mend themselves is said in words; the rest with its stack. */
const explain = (error: unknown): string => {
  if (error instanceof AppError) return `Cimaise cannot start: ${describe(error)}`
  if (error instanceof ConfigError || error instanceof AlreadyRunning) return error.message
  if ((error as { code?: string }).code === 'EADDRINUSE')
    return 'Cimaise cannot start: this port is taken. Set PORT to another one, for example PORT=7001 npm start.'
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
})

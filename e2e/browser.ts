import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { skipBecause } from '../server/src/testing/skip.ts'
import { newDataDir, removeDataDir, runServer, type RunningServer } from './run-server.ts'

/** Why there is no browser here; undefined when there is one. `npm test` finds or installs it. */
const NO_BROWSER: string | undefined = process.env.CHROME_PATH
  ? undefined
  : (process.env.CIMAISE_NO_BROWSER ?? 'CHROME_PATH is not set: run npm test')

const ARTIFACTS = join(import.meta.dirname, '../artifacts')

// Without these, Chromium as root refuses to start, and calls its maker's servers.
const ARGUMENTS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROME_PATH, args: ARGUMENTS.split(' ') })

export interface Stage {
  url: () => string
  browser: () => Browser
  /** Of the server; the demo has one of its own, which it removes. */
  dataDir: string
  /** Ends the server as a power cut would. */
  kill: () => Promise<void>
  /** Starts it again, where it was. */
  restart: () => Promise<void>
}

export const useDemo = (env: Record<string, string> = {}): Stage => serve(env, ['--demo'])

/** A browser for a test file; without one its tests are skipped, with the reason. */
export const useBrowser = (): (() => Browser) => {
  let browser: Browser | undefined
  beforeAll(async () => {
    if (!NO_BROWSER) browser = await openBrowser()
  }, 120_000)
  afterAll(() => browser?.close())
  beforeEach((context) => {
    if (NO_BROWSER) skipBecause(context, NO_BROWSER)
  })
  return () => started(browser)
}

/** The same with settings of its own. */
export const useServerWith = (env: Record<string, string>): Stage => serve(env, [])

/** A server and a browser for a test file. */
export const useServer = (...args: string[]): Stage => serve({}, args)

const serve = (env: Record<string, string>, args: string[]): Stage => {
  const dataDir = newDataDir()
  let server: RunningServer | undefined
  beforeAll(async () => {
    if (!NO_BROWSER) server = await runServer(dataDir, env, args)
  }, 120_000)
  afterAll(async () => {
    await server?.end('SIGTERM')
    removeDataDir(dataDir)
  })
  return {
    ...{ url: () => started(server).url, browser: useBrowser(), dataDir },
    kill: async () => void (await started(server).end('SIGKILL')),
    restart: async () => {
      server = await runServer(dataDir, { ...env, PORT: new URL(started(server).url).port }, args)
    },
  }
}

const started = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('It has not started')
  return value
}

export interface Visit {
  page: Page
  /** Errors that the browser wrote to its console, refused requests of visitors apart. */
  errors: string[]
}

export const openPage = async (
  browser: Browser,
  options: { width?: number; javaScript?: boolean } = {},
): Promise<Visit> => {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 },
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    javaScriptEnabled: options.javaScript ?? true,
    // Only for axe, which is put into pages to look at them; the policy itself is tested over HTTP.
    bypassCSP: true,
  })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (40[0-9]|41[0-9])/.test(message.text())) errors.push(message.text())
  })
  return { page, errors }
}

/** Fills the form that asks who is there. */
export const signInOn = async (page: Page, email: string, password: string): Promise<void> => {
  await page.getByLabel(/Adresse/).fill(email)
  await page.getByRole('textbox', { name: 'Mot de passe' }).fill(password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
}

/** Keeps a picture under artifacts/. */
export const picture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(ARTIFACTS, { recursive: true })
  await page.screenshot({ path: join(ARTIFACTS, `${name}.png`), fullPage: true })
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8')

/** What axe finds wrong in the page as it stands, one line each; and a page wider than its window. */
export const accessibilityFaults = async (page: Page): Promise<string[]> => {
  // A colour on its way to another is neither.
  await page.evaluate(
    'Promise.all(document.getAnimations().filter((a) => a.effect.getComputedTiming().endTime < Infinity).map((a) => a.finished.catch(() => {})))',
  )
  await page.evaluate(AXE)
  const violations = (await page.evaluate(
    'axe.run().then((result) => result.violations.map((v) => v.id + ": " + v.nodes[0].html))',
  )) as string[]
  const wide = (await page.evaluate('document.documentElement.scrollWidth > innerWidth + 1')) as boolean
  return wide ? [...violations, 'the page scrolls sideways'] : violations
}

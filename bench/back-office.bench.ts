/**
 * With 10,000 datasets, of which 1,000 are one organization's: what a save costs, and a list of all of them, beside a
 * bare answer of the same server; the first load of the back-office and the time to a list in a real browser.
 */
import { gzipSync } from 'node:zlib'
import { chromium, type Page } from 'playwright-core'
import { newDataDir, newKey, removeDataDir, runServer } from '../e2e/run-server.ts'
import { reindexDatasets } from '../server/src/catalog/index.ts'
import { readConfig } from '../server/src/config.ts'
import { openPlatform } from '../server/src/platform.ts'
import { seedCatalogue } from './seed-catalogue.ts'

const SAVES = 100
const LISTS = 20
const OWN = 1_000
const ORGANIZATION = '1'.padStart(24, '0')

const dataDir = newDataDir()
const server = await runServer(dataDir)
const key = newKey(dataDir)
await seed()
const api = `${server.url}/api/1`
const bare = await median(LISTS, () => ask('GET', `${server.url}/api/cimaise/limits/`))
const save = await median(SAVES, (n) =>
  ask('PUT', `${api}/datasets/jeu-${1 + n}/`, { description: `Décrit ${n} fois.` }),
)
const list = await median(LISTS, () => ask('GET', `${api}/organizations/${ORGANIZATION}/holdings/?page_size=${OWN}`))
const inBrowser = process.env.CHROME_PATH ? await visit(process.env.CHROME_PATH) : 'no browser: set CHROME_PATH'
await server.end('SIGTERM')
removeDataDir(dataDir)
console.log(
  JSON.stringify({
    ...{ bareMs: bare, saveMs: save, listOf1000Ms: list, inBrowser },
    timesBare: { save: round(save.p50 / bare.p50), list: round(list.p50 / bare.p50) },
  }),
)

async function seed(): Promise<void> {
  const platform = await openPlatform({ ...readConfig({}), dataDir }, () => {}, { exclusive: false })
  await seedCatalogue(platform.pool)
  await platform.pool.query(
    `update datasets set organization_id = $1 where id in (select id from datasets order by id limit ${OWN})`,
    [ORGANIZATION],
  )
  await platform.pool.query(
    `insert into organization_members (organization_id, user_id, role) select $1, id, 'admin' from users`,
    [ORGANIZATION],
  )
  await reindexDatasets(platform.db)
  await platform.pool.query('vacuum analyze')
  await platform.close()
}

async function ask(method: string, url: string, body?: object): Promise<void> {
  const headers = { 'X-API-KEY': key, 'Content-Type': 'application/json' }
  const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) })
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`)
  await response.arrayBuffer()
}

/** Milliseconds at the median and the 95th percentile; the first one, which warms, isn't counted. */
async function median(times: number, work: (n: number) => Promise<void>) {
  const taken: number[] = []
  for (let n = 0; n <= times; n++) {
    const started = performance.now()
    await work(n)
    if (n > 0) taken.push(performance.now() - started)
  }
  taken.sort((a, b) => a - b)
  const at = (share: number): number => round(taken[Math.floor(taken.length * share)] ?? 0)
  return { p50: at(0.5), p95: at(0.95) }
}

async function visit(executablePath: string) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const page = await browser.newPage({ locale: 'fr-FR' })
  let scripts = 0
  page.on('response', async (response) => {
    if (response.url().endsWith('.js')) scripts += gzipSync(await response.body()).length
  })
  await page.goto(`${server.url}/admin`)
  await page.getByLabel(/Adresse/).fill('camille@culture.example')
  await page.getByLabel('Mot de passe').fill('Musee-2026')
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.getByRole('heading', { name: /^Bonjour/ }).waitFor()
  await page.waitForLoadState('networkidle')
  const firstLoadKb = round(scripts / 1000)
  const toListMs = [await open(page), await open(page), await open(page)].toSorted((a, b) => a - b)[1]
  await browser.close()
  return { firstLoadKb, toListMs }
}

/** From the click to the fiftieth of a thousand rows. */
async function open(page: Page): Promise<number> {
  await page.getByRole('link', { name: 'Accueil' }).click()
  await page.getByRole('heading', { name: /^Bonjour/ }).waitFor()
  await page.waitForLoadState('networkidle')
  const started = performance.now()
  await page.getByRole('link', { name: 'Jeux de données', exact: true }).click()
  await page.locator('tbody tr').nth(49).waitFor()
  return round(performance.now() - started)
}

function round(value: number): number {
  return Number(value.toFixed(1))
}

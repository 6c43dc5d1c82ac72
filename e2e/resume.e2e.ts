/** Large files through cuts: a server that is killed, a page that is closed. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { accessibilityFaults, openPage, picture, signInOn, useServer } from './browser.ts'
import { cimaise } from './run-server.ts'

const stage = useServer()
const folder = mkdtempSync(join(tmpdir(), 'cimaise-large-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A table of about 17 MB. */
const largeFile = (name: string, seed: number): { path: string; sha1: string } => {
  const lines = Array.from({ length: 800_000 }, (_, id) => `${id};Musée ${(id * 7919 + seed) % 1_000_003}\n`)
  const content = `id;nom\n${lines.join('')}`
  const path = join(folder, name)
  writeFileSync(path, content)
  return { path, sha1: createHash('sha1').update(content).digest('hex') }
}

const [EMAIL, PASSWORD] = ['camille@culture.example', 'Musee-2026']
let key: string | undefined
const call = async (method: string, path: string, body?: object) => {
  // Somebody must administer the site before anybody is asked to sign in.
  key ??= cimaise(
    stage.dataDir,
    ...'user create --admin --api-key --email'.split(' '),
    EMAIL,
    '--password',
    PASSWORD,
  ).stdout.trim()
  const headers = { 'X-API-KEY': key, 'Content-Type': 'application/json' }
  return (await fetch(`${stage.url()}${path}`, { method, headers, body: body && JSON.stringify(body) })).json()
}

/** A page on the files of a new dataset of Camille's. */
const openDataset = async (title: string): Promise<{ page: Page; id: string }> => {
  const { id } = (await call('POST', '/api/1/datasets/', { title, description: 'Les musées.' })) as { id: string }
  const { page } = await openPage(stage.browser())
  await page.goto(`${stage.url()}/admin/jeux/${id}`)
  await signInOn(page, EMAIL, PASSWORD)
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  return { page, id }
}

const choose = async (page: Page, path: string): Promise<void> => {
  const chooser = page.waitForEvent('filechooser')
  await page
    .getByRole('button', { name: /^Ajouter des fichiers/ })
    .first()
    .click()
  await (await chooser).setFiles(path)
}

/** Slow enough to be interrupted. */
const slowDown = async (page: Page, bytesPerSecond: number): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  const conditions = { offline: false, latency: 5, downloadThroughput: -1, uploadThroughput: bytesPerSecond }
  await session.send('Network.emulateNetworkConditions', conditions)
}

const arrived = (): number => {
  const uploads = join(stage.dataDir, 'uploads')
  return readdirSync(uploads).reduce((total, name) => total + statSync(join(uploads, name)).size, 0)
}

/** SHA-1 of the files of a dataset. */
const published = async (id: string): Promise<string[]> => {
  const { resources } = (await call('GET', `/api/1/datasets/${id}/`)) as {
    resources: { checksum: { value: string } }[]
  }
  return resources.map(({ checksum }) => checksum.value)
}

test(
  'the server is killed in the middle of an upload: it goes on by itself, and is published',
  { timeout: 180_000 },
  async () => {
    const { page, id } = await openDataset('Grands musées')
    const { path, sha1 } = largeFile('grands_musees_2025.csv', 1)
    await slowDown(page, 2_000_000)
    await choose(page, path)
    await expect.poll(arrived, { timeout: 60_000 }).toBeGreaterThan(4_000_000)
    await stage.kill()
    await page.getByText('Connexion perdue, reprise automatique…').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await picture(page, 'envoi-coupe')
    await page.setViewportSize({ width: 390, height: 844 })
    await picture(page, 'envoi-coupe-390')
    await page.setViewportSize({ width: 1280, height: 900 })

    await stage.restart()
    const kept = arrived()
    expect(kept).toBeGreaterThan(4_000_000)
    await slowDown(page, -1)
    await page.getByText('Fichier ajouté.').first().waitFor({ timeout: 90_000 })
    expect(await published(id)).toEqual([sha1])
    expect(readdirSync(join(stage.dataDir, 'uploads'))).toEqual([])
    await picture(page, 'envoi-repris')
  },
)

test(
  'the page is closed in the middle: the same file chosen again goes on from there',
  { timeout: 180_000 },
  async () => {
    const { page, id } = await openDataset('Petits musées')
    const { path, sha1 } = largeFile('petits_musees_2025.csv', 2)
    await slowDown(page, 2_000_000)
    await choose(page, path)
    await expect.poll(arrived, { timeout: 60_000 }).toBeGreaterThan(4_000_000)
    await page.goto('about:blank')
    const kept = arrived()
    expect(kept).toBeGreaterThan(4_000_000)

    await page.goto(`${stage.url()}/admin/jeux/${id}`)
    await slowDown(page, -1)
    const sizes: number[] = []
    page.on('request', (request) => {
      if (request.method() === 'PATCH') sizes.push(Number(request.headers()['upload-offset']))
    })
    await choose(page, path)
    await page.getByText('Fichier ajouté.').first().waitFor({ timeout: 90_000 })
    expect(sizes[0]).toBeGreaterThanOrEqual(4_000_000)
    expect(await published(id)).toEqual([sha1])
  },
)

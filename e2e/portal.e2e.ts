/**
 * Another site, as a portal of the udata-front-kit kind is made: a page that signs people in here (code with PKCE),
 * searches, opens a dataset, follows its files' address, and asks who is there (clients.md §1.2).
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityFaults, openPage, picture, useServer } from './browser.ts'
import { cimaise, newKey } from './run-server.ts'

const here = useServer()
let portal: Server
let address = ''
let client = ''

beforeAll(async () => {
  portal = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(portalPage(here.url(), client))
  })
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => portal.close(resolve)))

/** What such a portal does, in one page. */
const portalPage = (api: string, clientId: string): string => `<!doctype html><html lang="fr"><title>Portail</title>
<h1>Portail</h1><p><button id="enter">Se connecter</button></p><p id="who"></p><ul id="found"></ul><ul id="files"></ul>
<script type="module">
const api = ${JSON.stringify(api)}, id = ${JSON.stringify(clientId)}, back = location.origin + '/retour'
const url64 = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
document.getElementById('enter').onclick = async () => {
  const verifier = url64(crypto.getRandomValues(new Uint8Array(48)))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)))
  sessionStorage.verifier = verifier
  sessionStorage.state = url64(crypto.getRandomValues(new Uint8Array(12)))
  location.href = api + '/oauth/authorize?' + new URLSearchParams({
    response_type: 'code', client_id: id, redirect_uri: back, state: sessionStorage.state, scope: 'default',
    code_challenge: url64(digest), code_challenge_method: 'S256' })
}
const answer = new URLSearchParams(location.search)
const say = (text) => { document.getElementById('who').textContent = text }
if (answer.get('error')) say('Refusé : ' + answer.get('error'))
if (answer.get('code') && answer.get('state') === sessionStorage.state) {
  const form = new FormData()
  for (const [key, value] of Object.entries({ grant_type: 'authorization_code', code: answer.get('code'),
    redirect_uri: back, client_id: id, code_verifier: sessionStorage.verifier })) form.append(key, value)
  const token = await (await fetch(api + '/oauth/token', { method: 'POST', body: form })).json()
  const headers = { Authorization: 'Bearer ' + token.access_token }
  const me = await (await fetch(api + '/api/1/me', { headers })).json()
  say('Connecté : ' + me.email)
  const found = await (await fetch(api + '/api/2/datasets/search/?q=musees&page_size=5', { headers })).json()
  document.getElementById('found').innerHTML = found.data.map((one) => '<li>' + one.title + '</li>').join('')
  const files = await (await fetch(found.data[0].resources.href, { headers })).json()
  document.getElementById('files').innerHTML = files.data.map((one) => '<li>' + one.title + '</li>').join('')
}
</script></html>`

const signIn = async (page: Page): Promise<void> => {
  await page.getByLabel(/Adresse/).fill('camille@culture.example')
  await page.getByLabel('Mot de passe').fill('Musee-2026')
  await page.getByRole('button', { name: 'Se connecter' }).click()
}

/** A site that may ask, a person, and something to find: made once, when there is a browser. */
const prepare = async (): Promise<void> => {
  if (client) return
  // Without an administrator, a site is not open yet.
  cimaise(here.dataDir, 'user', 'create', '--email', 'ada@culture.example', '--password', 'Musee-2026', '--admin')
  const options = ['--name', 'Portail culture', '--redirect-uri', `${address}/retour`]
  client = /client_id: (\S+)/.exec(cimaise(here.dataDir, 'oauth-client', 'create', ...options).stdout)?.[1] ?? ''
  const headers = { 'X-API-KEY': newKey(here.dataDir), 'Content-Type': 'application/json' }
  const link = { title: 'Musées, en CSV', filetype: 'remote', url: 'https://www.example.org/musees.csv', format: 'csv' }
  const body = { title: 'Liste des musées', description: 'Les musées, un par ligne.', resources: [link] }
  await fetch(`${here.url()}/api/1/datasets/`, { method: 'POST', headers, body: JSON.stringify(body) })
}

test.each([1280, 390])('people sign in to another site, at %i pixels', { timeout: 90_000 }, async (width) => {
  await prepare()
  const { page, errors } = await openPage(here.browser(), { width })
  await page.goto(address)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await signIn(page)
  await page.getByRole('heading', { name: /Portail culture/ }).waitFor()
  await picture(page, `consent-${width}`)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.locator('button[name=accept]').click()
  await page.getByText('Connecté : camille@culture.example').waitFor()
  await expect.poll(() => page.locator('#files li').count()).toBeGreaterThan(0)
  expect(await page.locator('#found').textContent()).toContain('Liste des musées')
  expect(errors).toEqual([])
})

test('who declines goes back with a reason, and nothing else', { timeout: 60_000 }, async () => {
  await prepare()
  const { page } = await openPage(here.browser())
  await page.goto(address)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await signIn(page)
  await page.locator('button[name=decline]').click()
  await page.getByText('Refusé : access_denied').waitFor()
  expect(new URL(page.url()).searchParams.get('code')).toBeNull()
})

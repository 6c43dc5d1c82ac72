import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let camille: Person
let dataset: { id: string; slug: string }
let file: { id: string; url: string }

beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
  const organization = (
    await camille.call('POST', '/api/1/organizations/', { name: 'Ministère', description: 'Un **ministère**.' })
  ).json
  const words = {
    title: 'Liste des musées',
    description: 'Les *musées* <script>alert(1)</script> [lien](javascript:alert(1))',
    organization: organization.id,
    tags: ['musees'],
  }
  dataset = (await camille.call('POST', '/api/1/datasets/', words)).json
  file = (await camille.upload(`/api/1/datasets/${dataset.id}/upload/`, 'musees.csv', 'code;nom\n06088;Musée Ancien\n'))
    .json
})
afterAll(() => app.close())

const page = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${app.url}${path}`, { headers: { Accept: 'text/html', ...headers } })
  return { status: response.status, headers: response.headers, html: await response.text() }
}

test('a replaced file is on the public page at once, its table too', async () => {
  expect((await page(`/datasets/${dataset.slug}`)).html).toContain('Musée Ancien')
  await camille.upload(
    `/api/1/datasets/${dataset.id}/resources/${file.id}/upload/`,
    'musees.csv',
    'code;nom\n06088;Musée Nouveau\n',
  )
  const { html } = await page(`/datasets/${dataset.slug}`)
  expect(html).toContain('Musée Nouveau')
  expect(html).not.toContain('Musée Ancien')
  expect(html).toContain(new URL(file.url).pathname)
})

test('what people write never becomes a script', async () => {
  const { html, headers } = await page(`/datasets/${dataset.slug}`)
  expect(html).not.toContain('<script>alert')
  expect(html).not.toContain('href="javascript:')
  expect(headers.get('content-security-policy')).toContain("default-src 'self'")
})

test('home, list, search and producer show the dataset; a search without an answer says so', async () => {
  for (const path of ['/', '/datasets', '/datasets?q=musee', '/datasets?tag=musees', '/organizations/ministere']) {
    const { status, html } = await page(path)
    expect([path, status]).toEqual([path, 200])
    expect(html).toContain('Liste des musées')
  }
  const nothing = await page('/datasets?q=introuvable')
  expect(nothing.status).toBe(200)
  expect(nothing.html).not.toContain('Liste des musées')
})

test('pages are asked again each time, and not sent again when nothing changed', async () => {
  const { headers } = await page('/datasets')
  expect(headers.get('cache-control')).toBe('public, no-cache')
  expect(headers.get('set-cookie')).toBeNull()
  expect((await page('/datasets', { 'If-None-Match': headers.get('etag') ?? '' })).status).toBe(304)
})

test.each([
  ['/rien', 404],
  ['/datasets/rien', 404],
  ['/organizations/rien', 404],
  ['/datasets?page=99', 404],
  ['/datasets?page=x', 400],
])('%s is a page that helps, with status %i', async (path, status) => {
  const answer = await page(path)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8'])
  expect(answer.html).toContain('/datasets')
})

test('a draft’s page is for its members, and not kept by caches', async () => {
  const draft = (await camille.call('POST', '/api/1/datasets/?draft=true', { title: 'Brouillon' })).json
  expect((await page(`/datasets/${draft.slug}`)).status).toBe(404)
  const own = await page(`/datasets/${draft.slug}`, { 'X-API-KEY': camille.key })
  expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'private, no-cache'])
  expect(own.html).toContain(`/admin/jeux/${draft.id}`)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const page = async (query = '', headers: Record<string, string> = {}) => {
  const response = await fetch(`${app.url}/documentation/api${query}`, { headers: { Accept: 'text/html', ...headers } })
  return { status: response.status, headers: response.headers, html: await response.text() }
}
const idsIn = (html: string) => [...html.matchAll(/<div id="([^"]+)" class="api-operation__body"/g)].map(([, id]) => id)

test('people read every operation, with its parameters, its answer and an example', async () => {
  const { status, html } = await page()
  expect(status).toBe(200)
  const ids = idsIn(html)
  expect(ids).toEqual(
    expect.arrayContaining(['create_dataset', 'list_datasets_v2', 'get_limits', 'login', 'modele-Dataset']),
  )
  expect(html).toContain('Créer un jeu de données')
  expect(html).toContain('temporal_coverage')
  expect(html).toContain(`${app.url}/api/1/datasets/DATASET/upload/`)
  expect(html).not.toMatch(/<script/)
})

test('what the page lists is what /api/openapi.json lists', async () => {
  const { html } = await page()
  const document = (await (await fetch(`${app.url}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { operationId: string }>>
  }
  const described = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  )
  expect(
    idsIn(html)
      .filter((id) => !id?.startsWith('modele-'))
      .toSorted(),
  ).toEqual(described.toSorted())
})

test.each([
  ['?q=logo+organization', ['delete_organization_logo', 'organization_logo', 'resize_organization_logo']],
  ['?q=DELETE+cl%C3%A9', ['revoke_api_token', 'revoke_organization_api_token']],
  ['?q=reset&q=POST', ['send_reset', 'reset']],
])('words narrow the page: %s', async (query, expected) => {
  const { html } = await page(query)
  expect(
    idsIn(html)
      .filter((id) => !id?.startsWith('modele-'))
      .toSorted(),
  ).toEqual(expected.toSorted())
})

test('many results are links to the whole page', async () => {
  const { html } = await page('?q=organizations')
  expect(idsIn(html)).toEqual([])
  expect(html).toContain('href="/documentation/api#create_organization"')
})

test('nothing found says so, whatever was asked, and is not for search engines', async () => {
  for (const query of [
    '?q=introuvable',
    `?q=${encodeURIComponent('<script>alert(1)</script>')}`,
    '?q=!!!',
    '?q=' + 'x'.repeat(2_000),
  ]) {
    const { status, html } = await page(query)
    expect(status).toBe(200)
    expect(html).toContain('Aucune opération')
    expect(html).toContain('noindex')
    expect(html).not.toContain('<script>alert')
  }
})

test('signs that nobody types are no question', async () => {
  expect(idsIn((await page('?q=%00')).html)).toEqual(idsIn((await page()).html))
})

test('the page is not sent twice', async () => {
  const first = await page()
  const again = await page('', { 'If-None-Match': first.headers.get('etag') ?? '' })
  expect(again.status).toBe(304)
  expect((await page('?autre=1')).html).toBe(first.html)
})

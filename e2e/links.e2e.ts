/** Links as people see them: whether they answer, and the click that makes a file of one. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PASSWORD, startTestApp, type Person, type TestApp } from '../server/src/testing/test-app.ts'
import { startTestSite, type TestSite } from '../server/src/testing/test-site.ts'
import { accessibilityFaults, openPage, picture, signInOn, useBrowser } from './browser.ts'

const browser = useBrowser()
let site: TestSite
let app: TestApp
let camille: Person
let dataset: { id: string; slug: string }
beforeAll(async () => {
  site = await startTestSite()
  app = await startTestApp({ sites: { 'fichiers.example': '127.0.0.1' } })
  // Without an administrator the back-office asks for the first one.
  await app.person('Ada Min', { siteAdmin: true })
  camille = await app.person('Camille Perrin')
  const words = { title: 'Liste des musées', description: 'Les musées de France.' }
  dataset = (await camille.call('POST', '/api/1/datasets/', words)).json
  site.answers((request, response) => {
    if (request.url === '/perdu.csv') return void response.writeHead(404).end()
    if (request.url === '/page.csv') return void response.end('<!doctype html><title>Erreur</title>')
    response.setHeader('Content-Type', 'text/csv').end('nom;ville\nLouvre;Paris\nOrsay;Paris\n')
  })
  for (const [title, path] of [
    ['Musées disparus', '/perdu.csv'],
    ['Une page', '/page.csv'],
    ['Musées ouverts', '/musees.csv'],
  ]) {
    const url = `http://fichiers.example:${site.port}${path}`
    const link = { title, url, filetype: 'remote', type: 'main', format: 'csv' }
    await camille.call('POST', `/api/1/datasets/${dataset.id}/resources/`, link)
  }
  await app.runTasks()
})
afterAll(async () => {
  await app.close()
  await site.close()
})

const signIn = async (page: Page): Promise<void> => {
  await page.goto(`${app.url}/admin`)
  await signInOn(page, camille.user.email, PASSWORD)
  await page.getByRole('heading', { name: 'Bonjour Camille.' }).waitFor()
}

const rowOf = (page: Page, title: string) => page.locator('.admin-file').filter({ hasText: title })

test('a producer sees which links answer, and copies one here', { timeout: 90_000 }, async () => {
  const { page, errors } = await openPage(browser())
  await signIn(page)
  await page.goto(`${app.url}/admin/jeux/${dataset.id}`)
  await rowOf(page, 'Musées ouverts')
    .getByText(/Répond, vérifié à l’instant/)
    .waitFor()
  await rowOf(page, 'Musées disparus')
    .getByText(/Ne répond plus depuis le .* \(erreur 404\)/)
    .waitFor()
  await picture(page, 'liens-1-etat')
  expect(await accessibilityFaults(page)).toEqual([])

  await page.getByRole('button', { name: 'Copier le fichier ici : Une page' }).click()
  await rowOf(page, 'Une page')
    .getByText(/page web \(HTML\)/)
    .waitFor()
  await picture(page, 'liens-2-refus')
  expect(await accessibilityFaults(page)).toEqual([])

  await page.getByRole('button', { name: 'Copier le fichier ici : Musées ouverts' }).click()
  await rowOf(page, 'Musées ouverts')
    .getByText(/Le fichier est copié ici/)
    .waitFor()
  await rowOf(page, 'Musées ouverts').getByText('2 lignes, 2 colonnes').waitFor()
  expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Modifier Musées ouverts')
  await picture(page, 'liens-3-copie')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  await picture(page, 'liens-4-copie-390')
  expect(await accessibilityFaults(page)).toEqual([])
  expect(errors).toEqual([])
})

test.each([1280, 390])(
  'the public page says which links answer, %i pixels wide',
  { timeout: 60_000 },
  async (width) => {
    const { page, errors } = await openPage(browser(), { width })
    await page.goto(`${app.url}/datasets/${dataset.slug}`)
    await page.getByText(/Ne répond plus depuis le .* \(erreur 404\)/).waitFor()
    await page.getByText('répond, vérifié').first().waitFor()
    await picture(page, `liens-public-${width}`)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(errors).toEqual([])
  },
)

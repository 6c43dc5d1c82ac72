/** A geographic file is seen on a map before anybody else sees it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PASSWORD, startTestApp, type Person, type TestApp } from '../server/src/testing/test-app.ts'
import { accessibilityFaults, openPage, picture, signInOn, useBrowser } from './browser.ts'

const browser = useBrowser()
let app: TestApp
let camille: Person
let dataset: { id: string }
beforeAll(async () => {
  app = await startTestApp()
  // Without an administrator the back-office asks for the first one.
  await app.person('Ada Min', { siteAdmin: true })
  camille = await app.person('Camille Perrin')
  dataset = (await camille.call('POST', '/api/1/datasets/', { title: 'Lieux', description: 'Des lieux.' })).json
})
afterAll(() => app.close())

/** Museums over France, an area around Paris, and a shape that is wrong: its report asks to be read. */
const places = (): string => {
  const feature = (geometry: object, nom: string) => ({ type: 'Feature', properties: { nom }, geometry })
  const points = Array.from({ length: 60 }, (_, index) =>
    feature({ type: 'Point', coordinates: [-1 + (index % 10) * 0.8, 43.5 + Math.floor(index / 10)] }, `Musée ${index}`),
  )
  const square = [[[2, 48.5], [2.8, 48.5], [2.8, 49], [2, 49], [2, 48.5]]] // prettier-ignore
  const wrong = [[[1, 45], [2, 46], [1, 45]]] // prettier-ignore
  const features = [
    ...points,
    feature({ type: 'Polygon', coordinates: square }, 'Autour de Paris'),
    feature({ type: 'Polygon', coordinates: wrong }, 'Trop plat'),
  ]
  return JSON.stringify({ type: 'FeatureCollection', features })
}

test('the report shows where things are', { timeout: 90_000 }, async () => {
  const { page, errors } = await openPage(browser())
  await page.goto(`${app.url}/admin/jeux/${dataset.id}`)
  await signInOn(page, camille.user.email, PASSWORD)
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Ajouter des fichiers' }).first().click()
  await (
    await chooser
  ).setFiles({ name: 'lieux.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(places()) })
  const map = page.getByRole('group', { name: 'Carte de lieux.geojson' })
  await map.locator('canvas').waitFor({ timeout: 30_000 })
  await expect.poll(() => map.getAttribute('aria-busy')).toBe('false')
  expect(await page.locator('.file-map figcaption').innerText()).toMatch(/60.points, 2.surfaces/)
  // Tiles come after the map's frame; nothing says when the last one is drawn.
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(1_500)
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await page.waitForTimeout(500)
    await picture(page, `report-map-${width}`)
    expect(await accessibilityFaults(page)).toEqual([])
  }
  // A page that was closed loses nothing: the deposit waits, with its report.
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.reload()
  await map.locator('canvas').waitFor({ timeout: 30_000 })
  expect(await page.locator('.admin-sending__name').innerText()).toMatch(
    /lieux.geojson.*déposé.*attend votre décision/s,
  )
  await picture(page, 'report-found-again')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Publier', exact: true }).click()
  await page.getByRole('heading', { name: 'lieux.geojson' }).waitFor()
  expect(errors).toEqual([])
})

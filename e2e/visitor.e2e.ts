/** The public portal in a real browser, with and without JavaScript, wide and narrow. */
import { expect, test } from 'vitest'
import { accessibilityFaults, openPage, picture, useDemo } from './browser.ts'

const demo = useDemo()

test('without JavaScript a visitor searches, opens, reads the rows and downloads', { timeout: 60_000 }, async () => {
  const { page } = await openPage(demo.browser(), { javaScript: false })
  await page.goto(demo.url())
  await page.getByRole('searchbox').fill('musee')
  await page.getByRole('button', { name: 'Rechercher' }).click()
  await page.getByRole('link', { name: 'Liste des musées de France' }).click()
  expect(
    await page.getByRole('region', { name: 'Aperçu de Liste des musées de France' }).getByRole('row').count(),
  ).toBe(21)
  expect(await page.locator('script:not([type="application/ld+json"])').count()).toBe(0)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Télécharger Liste des musées de France', exact: true }).click(),
  ])
  expect(download.suggestedFilename()).toBe('liste-musees-2025.csv')
})

test('by keyboard alone: to the content, through the table', { timeout: 60_000 }, async () => {
  const { page } = await openPage(demo.browser())
  await page.goto(`${demo.url()}/datasets/liste-des-musees-de-france`)
  await page.keyboard.press('Tab')
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Aller au contenu')
  await page.keyboard.press('Enter')
  const table = page.getByRole('region', { name: 'Aperçu de Liste des musées de France' })
  await table.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => table.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0)
})

const PAGES = [
  '/',
  '/datasets',
  '/datasets?q=introuvable',
  '/datasets/liste-des-musees-de-france',
  '/datasets/liste-des-musees-de-france/changes',
  '/organizations/ministere-de-la-culture-demonstration',
  '/rien',
  '/admin/connexion',
  '/documentation/api',
  '/documentation/api?q=upload+remplacer',
]

test.each([1280, 390])(
  'every page at %i pixels: no accessibility fault, no error, nothing wider than the window',
  { timeout: 90_000 },
  async (width) => {
    const { page, errors } = await openPage(demo.browser(), { width })
    const faults: string[] = []
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      for (const path of PAGES) {
        await page.goto(demo.url() + path, { waitUntil: 'networkidle' })
        await picture(page, `page-${path.replace(/[^a-z0-9]+/gi, '-')}-${width}-${scheme}`)
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${path} ${scheme}: ${fault}`))
      }
    }
    expect(faults).toEqual([])
    expect(errors).toEqual([])
  },
)

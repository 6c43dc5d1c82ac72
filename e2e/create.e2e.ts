/** A new dataset by its three steps: from a title, from a file that fills the form, and beside one that is there. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { accessibilityFaults, openPage, picture, signInOn, useDemo } from './browser.ts'

const demo = useDemo()
const folder = mkdtempSync(join(tmpdir(), 'cimaise-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

const fileNamed = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const begin = async (page: Page): Promise<void> => {
  await page.goto(`${demo.url()}/admin/jeux/nouveau`)
  await signInOn(page, 'camille.perrin@culture.example', 'Musee-2026')
  await page.getByRole('heading', { level: 1, name: 'Nouveau jeu de données' }).waitFor()
}

const choose = async (page: Page, ...paths: string[]): Promise<void> => {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: /^Ajouter des fichiers/ }).click()
  await (await chooser).setFiles(paths)
}

const goOn = (page: Page) => page.getByRole('button', { name: 'Continuer' }).click()
const statusOf = async (slug: string) => (await fetch(`${demo.url()}/datasets/${slug}`)).status

test('from a title: a draft from the first step, files, words, then the portal', { timeout: 90_000 }, async () => {
  const { page, errors } = await openPage(demo.browser())
  await begin(page)
  await goOn(page)
  await page.getByText('Donnez un titre au jeu de données.').waitFor()
  await page.getByLabel('Titre').fill('Orgues classés')
  await goOn(page)
  await page.waitForURL(/\/admin\/jeux\/[0-9a-f]{24}\/creation/)

  // Nothing is lost by a reload: the draft is on the server.
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Orgues classés' }).waitFor()
  expect(await statusOf('orgues-classes')).toBe(404)
  await choose(page, fileNamed('lisez_moi.txt', 'Les orgues de tribune et de chœur.'))
  await page.getByRole('button', { name: /^Remplacer .*lisez/ }).waitFor()
  await goOn(page)

  await page.getByLabel('Description', { exact: true }).waitFor()
  await picture(page, 'creation-description')
  await goOn(page)
  await page.getByText('Pour publier, il manque encore').waitFor()
  await picture(page, 'creation-description-manquante')
  await page.locator('.admin-missing').getByRole('link', { name: 'Description' }).first().click()
  await page.getByLabel('Description', { exact: true }).fill('Les orgues classés au titre des monuments historiques.')
  await goOn(page)
  await page.getByRole('button', { name: 'Publier', exact: true }).click()
  await page.getByText('C’est en ligne.').waitFor()
  await picture(page, 'creation-en-ligne')
  expect(await statusOf('orgues-classes')).toBe(200)
  expect(await (await fetch(`${demo.url()}/datasets`)).text()).toContain('Orgues classés')
  expect(errors).toEqual([])
})

test.each([1280, 390])(
  'from a file, at %i pixels: its name, days, columns and tags fill the form, and may be emptied',
  { timeout: 90_000 },
  async (width) => {
    const { page, errors } = await openPage(demo.browser(), { width })
    const faults: string[] = []
    const look = async (name: string): Promise<void> => {
      await page.waitForLoadState('networkidle')
      await picture(page, `creation-${name}-${width}`)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${name}, ${colorScheme}: ${fault}`))
      }
      await page.emulateMedia({ colorScheme: 'light' })
    }
    await begin(page)
    await look('debut')
    const rows = Array.from({ length: 30 }, (_, day) => `2025-04-${String(day + 1).padStart(2, '0')};${width + day}\n`)
    await choose(page, fileNamed(`visites_chateaux_${width}.csv`, `date;visiteurs\n${rows.join('')}`))
    await page.getByRole('heading', { level: 1, name: `Visites chateaux ${width}` }).waitFor()
    await page.getByRole('button', { name: /^Remplacer .*visites/ }).waitFor()
    await look('fichiers')
    await goOn(page)

    await page.getByText('Prérempli d’après vos fichiers').waitFor()
    const description = page.getByLabel('Description', { exact: true })
    expect(await description.inputValue()).toContain('| `visiteurs` | nombre entier | |')
    await look('prerempli')
    await page.getByRole('button', { name: 'Vider ces champs' }).click()
    await expect.poll(() => description.inputValue()).toBe('')
    await goOn(page)
    await page.getByRole('heading', { name: 'Vérifier et publier' }).waitFor()
    await look('verifier')
    expect(faults).toEqual([])
    expect(errors).toEqual([])
  },
)

test('one that looks like it is shown while the title is typed', { timeout: 60_000 }, async () => {
  const { page, errors } = await openPage(demo.browser())
  await begin(page)
  await page.getByLabel('Titre').fill('Liste des musées de France 2026')
  await page.getByText(/jeux? de données y ressembl/).waitFor()
  await page.getByRole('link', { name: 'Liste des musées de France', exact: true }).waitFor()
  await picture(page, 'creation-ressemblant')
  expect(errors).toEqual([])
})

/** The guide's page, done in a real browser by Camille, an agent of the ministry; then what the public reads. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { accessibilityFaults, openPage, picture, signInOn, useDemo } from './browser.ts'

const demo = useDemo()
const folder = mkdtempSync(join(tmpdir(), 'cimaise-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

const museums = join(import.meta.dirname, '../fixtures/files/musees/liste_musees_2025.csv')

/** The ministry's file with one more museum. */
const newEdition = (): string => {
  const path = join(folder, 'liste_musees_2026.csv')
  const line = 'M9999;Musée de la cimaise;Sète;34301;Hérault;34200;1, quai des Œuvres;;2026;12 345;43,40000;3,69000\r\n'
  writeFileSync(path, Buffer.concat([readFileSync(museums), iconv.encode(line, 'windows-1252')]))
  return path
}

const fileNamed = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const signIn = async (page: Page): Promise<void> => {
  await page.goto(`${demo.url()}/admin`)
  await signInOn(page, 'camille.perrin@culture.example', 'Musee-2026')
  await page.getByRole('heading', { name: 'Bonjour Camille.' }).waitFor()
}

/** Clicks something that opens the chooser of files, and chooses. */
const choose = async (page: Page, button: RegExp, ...paths: string[]): Promise<void> => {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: button }).first().click()
  await (await chooser).setFiles(paths)
}

test(
  'the guide’s five steps: sign in, open, replace, describe, save; the public page shows it at once',
  { timeout: 90_000 },
  async () => {
    const { page, errors } = await openPage(demo.browser())
    await signIn(page)
    await picture(page, 'guide-1-accueil')

    await page.getByRole('link', { name: 'Liste des musées de France' }).click()
    await page.getByRole('heading', { level: 1, name: 'Liste des musées de France' }).waitFor()
    await picture(page, 'guide-2-fichiers')

    await choose(page, /^Remplacer Liste des musées/, newEdition())
    await page
      .getByText(/Version 3 publiée/)
      .first()
      .waitFor()
    await page.getByText('121 lignes, 12 colonnes').waitFor()
    await picture(page, 'guide-3-remplace')

    await page.getByRole('link', { name: 'Métadonnées' }).click()
    await page
      .getByLabel('Description', { exact: true })
      .fill(
        'La liste des musées, **édition 2026** : un musée de plus à Sète, et les fréquentations de l’année passée pour tous les autres.',
      )
    await page.getByLabel('Fréquence de mise à jour').selectOption({ label: 'Semestrielle' })
    await picture(page, 'guide-4-description')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page
      .getByText(/enregistré/i)
      .first()
      .waitFor()
    await expect
      .poll(async () => (await fetch(`${demo.url()}/datasets/liste-des-musees-de-france`)).text())
      .toContain('Semestrielle')

    await page.goto(`${demo.url()}/datasets/liste-des-musees-de-france`)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Liste des musées de France')
    const text = (await page.textContent('main')) ?? ''
    for (const words of ['édition 2026', 'Semestrielle', '121', '3 versions'])
      expect(text.replace(/\s/g, ' ')).toContain(words)
    await picture(page, 'guide-5-page-publique')
    expect(errors).toEqual([])
  },
)

test('refused files are said in French where they are; the file before stays', { timeout: 60_000 }, async () => {
  const { page } = await openPage(demo.browser())
  await signIn(page)
  await page.getByRole('link', { name: 'Festivals soutenus par le ministère' }).click()
  await choose(page, /^Remplacer Festivals/, fileNamed('erreur.csv', '<!doctype html><title>404</title>'))
  await page
    .getByText(/page web/)
    .first()
    .waitFor()
  await picture(page, 'refus-page-web')
  await choose(page, /^Remplacer Festivals/, fileNamed('vide.csv', ''))
  await page.getByText(/vide/).first().waitFor()
  await choose(page, /^Ajouter des fichiers/, fileNamed('programme.exe', 'MZ'))
  await page.getByText(/exe/).first().waitFor()
  const html = await (await fetch(`${demo.url()}/datasets/festivals-soutenus-par-le-ministere`)).text()
  expect(html).toContain('80 lignes'.replace(' ', '\u00a0'))
})

test('deleted, then restored, with the true date', { timeout: 60_000 }, async () => {
  const { page } = await openPage(demo.browser())
  await signIn(page)
  await page.getByRole('link', { name: 'Monuments historiques classés' }).click()
  await page.getByRole('link', { name: 'Métadonnées' }).click()
  await page.getByRole('button', { name: 'Supprimer le jeu de données' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Supprimer/ })
    .click()
  await expect.poll(async () => (await fetch(`${demo.url()}/datasets/monuments-historiques-classes`)).status).toBe(410)
  await page.goto(`${demo.url()}/admin`)
  await page
    .getByRole('button', { name: /^Restaurer/ })
    .first()
    .waitFor()
  await picture(page, 'supprime')
  await page
    .getByRole('button', { name: /^Restaurer/ })
    .first()
    .click()
  await expect.poll(async () => (await fetch(`${demo.url()}/datasets/monuments-historiques-classes`)).status).toBe(200)
})

test(
  'a wrong password is said, and one is brought where one wanted to go after signing in',
  { timeout: 60_000 },
  async () => {
    const { page } = await openPage(demo.browser())
    await page.goto(`${demo.url()}/admin/compte`)
    await page.getByLabel(/Adresse/).fill('camille.perrin@culture.example')
    await page.getByLabel('Mot de passe').fill('Faux-2026')
    await page.getByRole('button', { name: 'Se connecter' }).click()
    await page.getByText('Adresse e-mail ou mot de passe incorrect.').first().waitFor()
    await page.getByLabel('Mot de passe').fill('Musee-2026')
    await page.getByRole('button', { name: 'Se connecter' }).click()
    await page.waitForURL(/\/admin\/compte/)
  },
)

const SCREENS = ['/admin', '/admin/jeux/nouveau', '/admin/compte', '/admin/organisations/nouvelle']

test.each([1280, 390])(
  'the screens of the back-office at %i pixels: no accessibility fault, nothing wider than the window',
  { timeout: 90_000 },
  async (width) => {
    const { page, errors } = await openPage(demo.browser(), { width })
    await signIn(page)
    const faults: string[] = []
    const look = async (name: string): Promise<void> => {
      await page.waitForLoadState('networkidle')
      await picture(page, `admin-${name}-${width}`)
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${name}: ${fault}`))
    }
    for (const path of SCREENS) {
      await page.goto(demo.url() + path)
      await look(path.split('/').at(-1) ?? '')
    }
    await page.goto(`${demo.url()}/admin`)
    await page.getByRole('link', { name: 'Liste des musées de France' }).click()
    await page
      .getByRole('button', { name: /^Remplacer/ })
      .first()
      .waitFor()
    await look('fichiers')
    await page.getByRole('link', { name: 'Métadonnées' }).click()
    await page.getByLabel('Titre').waitFor()
    await look('metadonnees')
    expect(faults).toEqual([])
    expect(errors).toEqual([])
  },
)

test('a file with something wrong is reported before anybody sees it', { timeout: 120_000 }, async () => {
  const { page, errors } = await openPage(demo.browser())
  await signIn(page)
  await page.getByRole('link', { name: 'Liste des musées de France' }).click()
  await page.getByRole('heading', { level: 1, name: 'Liste des musées de France' }).waitFor()
  const before = await page
    .getByText(/^version \d+$/)
    .first()
    .textContent()

  const [header = '', ...rows] = iconv.decode(readFileSync(museums), 'windows-1252').trim().split('\r\n')
  // A spreadsheet took the codes for numbers, and most museums away.
  const wrong = rows.slice(0, 40).map((row) => row.replace(/;0(\d{4});/, ';$1;'))
  const path = fileNamed('liste_musees_abimee.csv', `${[header, ...wrong].join('\r\n')}\r\n`)
  await choose(page, /^Remplacer Liste des musées/, path)
  const report = page.getByRole('region', { name: 'Rapport sur liste_musees_abimee.csv' })
  await report.getByText(/demande votre confirmation/).waitFor()
  await report.getByText(/40 lignes contre/).waitFor()
  await report.getByText(/a perdu le zéro initial/).waitFor()
  await report
    .getByText(/lignes supprimées/)
    .first()
    .click()
  await picture(page, 'rapport-avant-publication')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  await picture(page, 'rapport-avant-publication-mobile')
  await page.setViewportSize({ width: 1280, height: 800 })

  await report.getByRole('button', { name: 'Publier malgré tout' }).click()
  await report.getByText(/Dites pourquoi/).waitFor()
  expect(
    await page
      .getByText(/^version \d+$/)
      .first()
      .textContent(),
  ).toBe(before)
  await report.getByRole('button', { name: 'Abandonner' }).click()
  await page
    .getByText(/rien n’a été publié/)
    .first()
    .waitFor()
  expect(await report.count()).toBe(0)

  await choose(page, /^Remplacer Liste des musées/, path)
  await report.getByLabel(/Pourquoi le publier/).fill('Essai de la salle de formation')
  await report.getByRole('button', { name: 'Publier malgré tout' }).click()
  await page
    .getByText(/Version \d+ publiée/)
    .first()
    .waitFor()

  await page.getByRole('button', { name: 'Versions de Liste des musées de France' }).click()
  const versions = page.getByRole('region', { name: 'Versions de Liste des musées de France' })
  await versions.getByText('« Essai de la salle de formation »').waitFor()
  await picture(page, 'versions')
  expect(await accessibilityFaults(page)).toEqual([])
  await versions
    .getByRole('button', { name: /^Restaurer la version/ })
    .first()
    .click()
  await versions.getByText(/reprend la version/).waitFor()
  await page.getByText('121 lignes, 12 colonnes').waitFor()
  expect(errors).toEqual([])
})

test('what a report finds is fixed with one click, undone, and published', { timeout: 120_000 }, async () => {
  const { page, errors } = await openPage(demo.browser())
  await signIn(page)
  await page.getByRole('link', { name: 'Liste des musées de France' }).click()
  const latest =
    (await page.getByRole('link', { name: 'Télécharger Liste des musées de France' }).getAttribute('href')) ?? ''
  const before = Buffer.from(await (await fetch(latest)).arrayBuffer())

  // The current file as a spreadsheet gives it back: codes without their zero, one visitor count changed.
  const text = iconv.decode(before, 'windows-1252')
  const lost = text.replace(/;0(\d{4});/g, ';$1;').replace('161 296', '171 296')
  const path = join(folder, 'liste_musees_zeros.csv')
  writeFileSync(path, iconv.encode(lost, 'windows-1252'))
  await choose(page, /^Remplacer Liste des musées/, path)
  const report = page.getByRole('region', { name: 'Rapport sur liste_musees_zeros.csv' })
  await report.getByText(/demande votre confirmation/).waitFor()
  await report.getByRole('button', { name: 'Remettre les zéros' }).first().waitFor()
  await look(page, 'rapport-a-corriger')

  // A false alarm is silenced with its reason, and speaks again when asked.
  await report.getByRole('button', { name: /^Ne plus signaler : Ce fichier est écrit en windows-1252/ }).click()
  await report.getByRole('button', { name: 'Ne plus signaler', exact: true }).click()
  await report.getByText(/Dites pourquoi/).waitFor()
  await report.getByLabel(/^Pourquoi ne plus le signaler/).fill('Notre logiciel l’écrit ainsi')
  await report.getByRole('button', { name: 'Ne plus signaler', exact: true }).click()
  await report.getByText(/1\s+point n’est plus signalé/).click()
  await report.getByText(/Notre logiciel l’écrit ainsi/).waitFor()
  await look(page, 'rapport-silence')
  await report.getByRole('button', { name: 'Signaler de nouveau' }).click()
  await report.getByRole('button', { name: 'Convertir en UTF-8' }).waitFor()

  await report.getByRole('button', { name: /^Corriger/ }).click()
  await report
    .getByText(/^Zéro initial remis dans/)
    .first()
    .waitFor()
  await report.getByText(/Ce fichier est prêt|peut être publié/).waitFor()
  expect(await report.getByText(/a perdu le zéro initial/).count()).toBe(0)
  await report
    .getByText(/modifiées?/)
    .first()
    .click()
  await look(page, 'rapport-corrige')

  await report
    .getByRole('button', { name: /^Annuler : zéro initial/ })
    .first()
    .click()
  await report.getByText(/demande votre confirmation/).waitFor()
  await report.getByRole('button', { name: /^Corriger/ }).click()
  await report.getByRole('button', { name: 'Publier', exact: true }).click()
  await page
    .getByText(/Version \d+ publiée/)
    .first()
    .waitFor()
  const after = Buffer.from(await (await fetch(latest)).arrayBuffer()).toString('utf8')
  expect(after.match(/;0\d{4};/g)?.length).toBe(text.match(/;0\d{4};/g)?.length)

  await page.getByRole('button', { name: 'Versions de Liste des musées de France' }).click()
  const versions = page.getByRole('region', { name: 'Versions de Liste des musées de France' })
  await versions.getByText(/Corrigé avant publication.*zéro initial remis/).waitFor()
  await versions.getByRole('button', { name: 'Comparer' }).click()
  await versions.locator('summary', { hasText: /1\s+ligne modifiée/ }).click()
  await versions.getByText('171 296').waitFor()
  const whole = await versions.getByRole('link', { name: /^Toutes les différences/ }).getAttribute('href')
  const difference = await page.request.get(new URL(whole ?? '', demo.url()).href)
  expect(await difference.text()).toContain('171 296')
  await look(page, 'versions-comparees')

  await versions
    .getByRole('button', { name: /^Nommer la version/ })
    .first()
    .click()
  await versions.getByLabel(/^Nom de la version/).fill('Édition corrigée')
  await versions.getByRole('button', { name: 'Enregistrer le nom' }).click()
  await versions.getByText('Édition corrigée', { exact: true }).waitFor()

  await versions
    .getByRole('button', { name: /^Retirer la version/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Retirer pour toujours' }).click()
  await dialog.getByText(/Dites pourquoi/).waitFor()
  await look(page, 'version-a-retirer')
  await dialog.getByLabel('Raison').fill('Noms de personnes')
  await dialog.getByRole('button', { name: 'Retirer pour toujours' }).click()
  // Camille edits for her organization; she doesn't administer it.
  await dialog.getByText(/Seuls les administrateurs/).waitFor()
  await dialog.getByRole('button', { name: 'Annuler' }).click()
  expect(await versions.getByText(/^Retirée/).count()).toBe(0)
  expect(errors).toEqual([])
})

/** Pictures at both widths; nothing that axe refuses. */
const look = async (page: Page, name: string): Promise<void> => {
  await picture(page, `${name}-1280`)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  await picture(page, `${name}-390`)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 900 })
}

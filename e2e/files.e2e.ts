/** Files of a dataset as Camille keeps them: twenty at once, replaced, ordered, made links, taken back. */
import type { JSHandle, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PASSWORD, startTestApp, type Person, type TestApp } from '../server/src/testing/test-app.ts'
import { accessibilityFaults, openPage, picture, signInOn, useBrowser } from './browser.ts'

const browser = useBrowser()
let app: TestApp
let camille: Person
beforeAll(async () => {
  app = await startTestApp()
  // Without an administrator the back-office asks for the first one.
  await app.person('Ada Min', { siteAdmin: true })
  camille = await app.person('Camille Perrin')
})
afterAll(() => app.close())

const table = (rows: number, from = 1): string =>
  ['identifiant;nom;ville', ...Array.from({ length: rows }, (_, row) => `M${from + row};Musée ${from + row};Sète`)]
    .join('\n')
    .concat('\n')

type Made = { id: string; title: string; latest: string }
const makeDataset = async (title: string, files: Record<string, string>) => {
  const words = { title, description: 'Les musées de France et ce qu’ils montrent.' }
  const { id } = (await camille.call('POST', '/api/1/datasets/', words)).json as { id: string }
  const made: Made[] = []
  for (const [name, content] of Object.entries(files))
    made.push((await camille.upload(`/api/1/datasets/${id}/upload/`, name, content)).json as Made)
  return { id, files: made, read: async () => (await camille.call('GET', `/api/1/datasets/${id}/`)).json }
}

/** Signed in, on a dataset. */
const openDataset = async (id: string, path = '') => {
  const visit = await openPage(browser())
  await visit.page.goto(`${app.url}/admin/jeux/${id}${path}`)
  await signInOn(visit.page, camille.user.email, PASSWORD)
  await visit.page.getByRole('heading', { level: 2, name: /Fichiers|Versions/ }).waitFor()
  return visit
}

/** What a person holds over the page. */
const heldFiles = (page: Page, files: Record<string, string>): Promise<JSHandle> =>
  page.evaluateHandle((given) => {
    const held = new DataTransfer()
    for (const [name, content] of Object.entries(given)) held.items.add(new File([content], name))
    return held
  }, files)

const rowOf = (page: Page, title: string) => page.locator('.admin-file').filter({ hasText: title })

/** Pictures at both widths, light and dark; nothing that axe refuses. */
const look = async (page: Page, name: string): Promise<void> => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      if (colorScheme === 'light' || width === 1280) await picture(page, `fichiers-${name}-${width}-${colorScheme}`)
      expect(await accessibilityFaults(page)).toEqual([])
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

test(
  'twenty files dropped at once: one refused before it leaves, one cut and tried again',
  { timeout: 60_000 },
  async () => {
    const { id, read } = await makeDataset('Musées par région', {})
    const { page } = await openDataset(id)
    const names = Array.from({ length: 19 }, (_, index) => `region_${String.fromCharCode(97 + index)}.csv`)
    const files = Object.fromEntries(names.map((name, index) => [name, table(3, index * 10)]))
    let sent = 0
    let under = 0
    let most = 0
    const isDeposit = (request: Request): boolean => request.method() === 'POST' && request.url().endsWith('/deposits/')
    page.on('request', (request) => {
      if (isDeposit(request)) most = Math.max(most, ++under)
    })
    for (const end of ['requestfinished', 'requestfailed'] as const)
      page.on(end as 'requestfinished', (request) => {
        if (isDeposit(request)) under -= 1
      })
    // The connection breaks under the fifth one.
    await page.route('**/deposits/', (route) =>
      isDeposit(route.request()) && ++sent === 5 ? route.abort('connectionreset') : route.continue(),
    )
    const held = await heldFiles(page, { ...files, 'programme.exe': 'MZ' })
    await page.locator('.admin-drop').dispatchEvent('drop', { dataTransfer: held })
    await page.getByText('Les fichiers « .exe » ne sont pas acceptés.').waitFor()
    await page
      .getByText(/en attente/)
      .first()
      .waitFor()
    await picture(page, 'fichiers-vingt-1280')
    expect(most).toBeLessThanOrEqual(3)
    await expect.poll(async () => (await read()).resources.length, { timeout: 40_000 }).toBe(18)
    await page.getByRole('button', { name: /^Réessayer region/ }).click()
    await expect.poll(async () => (await read()).resources.length, { timeout: 20_000 }).toBe(19)
    await page.getByRole('button', { name: 'Retirer programme.exe' }).click()
    await page.getByRole('button', { name: /^Remplacer region-a/ }).waitFor()
  },
)

test(
  'next year’s file is offered the place of this year’s; dropped on a row that it isn’t like, it says so',
  { timeout: 60_000 },
  async () => {
    const { id, files, read } = await makeDataset('Liste et festivals', {
      'festivals.csv': table(4),
      'liste_musees_2025.csv': table(5),
    })
    const { page, errors } = await openDataset(id)
    const next = await heldFiles(page, { 'liste_musees_2026.csv': table(6) })
    await page.locator('.admin-drop').dispatchEvent('drop', { dataTransfer: next })
    const choice = page.getByRole('region', { name: 'Choix pour liste_musees_2026.csv' })
    await choice.getByText(/ressemble à «\sliste-musees-2025.csv\s»/).waitFor()
    await look(page, 'nouvelle-edition')
    await choice.getByRole('button', { name: /^Remplacer «\sliste-musees/ }).click()
    await rowOf(page, 'liste-musees')
      .getByText(/Version 2 publiée. 1\s+ligne ajoutée/)
      .waitFor()
    expect((await read()).resources.map(({ id }: Made) => id).toSorted()).toEqual(files.map(({ id }) => id).toSorted())

    const lost = await heldFiles(page, { 'festivals_2026.csv': table(8) })
    const row = rowOf(page, 'liste-musees')
    await row.dispatchEvent('dragover', { dataTransfer: lost })
    await row.getByText(/Déposez pour remplacer/).waitFor()
    await picture(page, 'fichiers-depot-sur-la-ligne')
    await row.dispatchEvent('drop', { dataTransfer: lost })
    await row.getByText(/ressemble à «\sfestivals.csv\s», pas à/).waitFor()
    await look(page, 'autre-ligne')
    await row.getByRole('button', { name: 'Remplacer « festivals.csv »' }).click()
    await rowOf(page, 'festivals')
      .getByText(/Version 2 publiée/)
      .waitFor()
    expect(errors).toEqual([])
  },
)

test('files are put in order with the keyboard alone, and it is said', { timeout: 60_000 }, async () => {
  const { id, read } = await makeDataset('Ordre', { 'a.csv': table(1), 'b.csv': table(2), 'c.csv': table(3) })
  const { page, errors } = await openDataset(id)
  const titles = async () => (await read()).resources.map(({ title }: Made) => title)
  expect(await titles()).toEqual(['c.csv', 'b.csv', 'a.csv'])
  await page.getByRole('button', { name: 'Descendre c.csv' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('« c.csv » est en position 2 sur 3.').waitFor()
  await expect.poll(() => page.evaluate('document.activeElement.ariaLabel')).toBe('Descendre c.csv')
  await page.keyboard.press('Enter')
  await page.getByText('« c.csv » est en position 3 sur 3.').waitFor()
  // At the end of the list, its twin takes the focus.
  await expect.poll(() => page.evaluate('document.activeElement.ariaLabel')).toBe('Monter c.csv')
  expect(await titles()).toEqual(['b.csv', 'a.csv', 'c.csv'])

  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { level: 2, name: 'Files' }).waitFor()
  await page.getByRole('button', { name: 'Move c.csv up' }).waitFor()
  await rowOf(page, 'c.csv')
    .getByText(/Looked at: 3.rows, 3.columns/)
    .waitFor()
  await page.getByRole('link', { name: 'Versions' }).click()
  await page
    .getByText(/through the API/)
    .first()
    .waitFor()
  await picture(page, 'fichiers-anglais')
  expect(errors).toEqual([])
})

test('a link becomes a file, and a file a link: the address stays', { timeout: 60_000 }, async () => {
  const { id, files, read } = await makeDataset('Ici et ailleurs', { 'musees.csv': table(5) })
  const [file] = files
  if (!file) throw new Error('No file.')
  const { page, errors } = await openDataset(id)
  await page.getByRole('button', { name: 'Modifier musees.csv' }).click()
  await page.getByLabel('Titre du fichier').fill('Musées ouverts')
  await page.getByLabel(/^Schéma de données/).fill('etalab/schema-musees')
  await look(page, 'modifier')
  await page.getByRole('button', { name: 'Enregistrer le fichier' }).click()
  await page.getByRole('button', { name: 'Modifier Musées ouverts' }).click()
  await page.getByText('Ce fichier est désormais ailleurs').click()
  await page.getByRole('button', { name: 'En faire un lien' }).click()
  await page.getByText(/Donnez l’adresse/).waitFor()
  await page.getByLabel('Adresse', { exact: true }).fill('https://data.example.org/musees.csv')
  await look(page, 'en-lien')
  await page.getByRole('button', { name: 'En faire un lien' }).click()
  await rowOf(page, 'Musées ouverts')
    .getByText(/Pas encore vérifié/)
    .waitFor()
  expect((await read()).resources[0]).toMatchObject({ id: file.id, filetype: 'remote', latest: file.latest })

  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Remplacer Musées ouverts' }).click()
  await (await chooser).setFiles({ name: 'export.csv', mimeType: 'text/csv', buffer: Buffer.from(table(7)) })
  await rowOf(page, 'Musées ouverts')
    .getByText(/Regardé\s: 7\s+lignes, 3\s+colonnes/)
    .waitFor()
  expect((await read()).resources[0]).toMatchObject({
    ...{ id: file.id, filetype: 'file', title: 'Musées ouverts', latest: file.latest },
    ...{ schema: { name: 'etalab/schema-musees' }, extras: { 'cimaise:version': 2 } },
  })
  expect(errors).toEqual([])
})

test(
  'the story of all the files: compared, restored with a reason, and taken back in one click',
  { timeout: 60_000 },
  async () => {
    const { id, files } = await makeDataset('Histoire', { 'festivals.csv': table(4), 'musees.csv': table(5) })
    const museums = files.find(({ title }) => title.startsWith('musees'))
    if (!museums) throw new Error('No file.')
    const replace = (rows: number) =>
      camille.upload(`/api/1/datasets/${id}/resources/${museums.id}/upload/?keep_title=true`, 'musees.csv', table(rows))
    await replace(6)
    await replace(8)
    const { page, errors } = await openDataset(id, '/versions')
    const stories = page.locator('.versions-row')
    await expect.poll(() => stories.count()).toBe(4)
    await stories
      .first()
      .getByText(/Camille Perrin par l’API/)
      .waitFor()
    await look(page, 'versions')

    await page.getByRole('button', { name: 'Voir ce qui a changé dans la version 3' }).click()
    await page.getByText(/2\s+lignes ajoutées/).waitFor()
    await page.getByRole('button', { name: 'Fermer la comparaison' }).click()

    await page.getByLabel('Fichier', { exact: true }).selectOption({ label: 'musees.csv' })
    await page.getByLabel('Comparer').selectOption({ label: 'Version 1' })
    await page.getByRole('button', { name: 'Comparer', exact: true }).click()
    await page.getByText('De la version 1 à la version 3').waitFor()
    await page.getByText(/3\s+lignes ajoutées/).waitFor()
    await look(page, 'versions-comparees')

    await page.getByRole('button', { name: /^Restaurer avec une raison.*version 1/ }).click()
    await page.getByRole('textbox', { name: 'Raison' }).fill('Les fermetures n’étaient pas confirmées')
    await page.locator('.versions-form').getByRole('button', { name: 'Restaurer' }).click()
    await page.getByText('« Les fermetures n’étaient pas confirmées »').waitFor()
    await stories.filter({ hasText: 'Version 4' }).getByText('✓ en ligne').waitFor()
    expect(await (await fetch(museums.latest)).text()).toBe(table(5))
    await page.getByRole('button', { name: 'Revenir à la version 3' }).click()
    await stories.filter({ hasText: 'Version 5' }).getByText('✓ en ligne').waitFor()
    expect(await (await fetch(museums.latest)).text()).toBe(table(8))
    expect(errors).toEqual([])
  },
)

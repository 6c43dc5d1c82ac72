/** All the datasets of an organization: found, kept as a view, exported, edited together, and put back. */
import type { Page } from 'playwright-core'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PASSWORD, startTestApp, type Person, type TestApp } from '../server/src/testing/test-app.ts'
import { accessibilityFaults, openPage, picture, signInOn, useBrowser } from './browser.ts'

const browser = useBrowser()
let app: TestApp
let camille: Person
let sacha: Person
let museums: string
let pump: ReturnType<typeof setInterval>
beforeAll(async () => {
  app = await startTestApp()
  await app.person('Ada Min', { siteAdmin: true })
  camille = await app.person('Camille Perrin')
  sacha = await app.person('Sacha Morel')
  await makeDatasets()
  // What a server's own runner does.
  let running = false
  pump = setInterval(async () => {
    if (running) return
    running = true
    await app.runTasks().finally(() => (running = false))
  }, 200)
}, 60_000)
afterAll(async () => {
  clearInterval(pump)
  await app.close()
})

const SUBJECTS = ['musées', 'archives', 'cinémas', 'festivals', 'librairies', 'théâtres', 'orgues', 'jardins']
const LICENSES = ['lov2', undefined, 'odc-odbl', undefined]

const makeDatasets = async (): Promise<void> => {
  const words = { name: 'Direction des musées', description: 'Les musées.' }
  museums = (await camille.call('POST', '/api/1/organizations/', words)).json.id
  let first = ''
  for (const [index, subject] of SUBJECTS.entries()) {
    const { json } = await camille.call('POST', '/api/1/datasets/', {
      ...{ title: `Liste des ${subject}`, description: `Tous les ${subject} de France.`, organization: museums },
      ...{ tags: index % 3 === 0 ? [] : ['culture', subject], license: LICENSES[index % 4] },
      ...{ frequency: index % 2 === 0 ? 'weekly' : 'annual', private: index === 7 },
    })
    first ||= json.id
  }
  // Asked for only now: what is public already stays so.
  const settings = { recommended_tags: ['culture', 'patrimoine'], required_tags: ['culture'] }
  await camille.call('PUT', `/api/1/organizations/${museums}/settings/`, settings)
  await app.database.pool.query(
    `update datasets set last_update = now() - interval '40 days' where title in ('Liste des musées', 'Liste des cinémas')`,
  )
  await app.database.pool.query(
    `insert into organization_members (organization_id, user_id, role) values ($1, $2, 'partial_editor')`,
    [museums, sacha.user.id],
  )
  const assignments = `/api/1/organizations/${museums}/member/${sacha.user.id}/assignments/`
  await camille.call('PUT', assignments, [{ class: 'Dataset', id: first }])
}

const LIST = '/admin/organisations/direction-des-musees/jeux'
const open = async (person: Person, path = LIST, title = 'Jeux de données') => {
  const visit = await openPage(browser())
  await visit.page.goto(`${app.url}${path}`)
  await signInOn(visit.page, person.user.email, PASSWORD)
  await visit.page.getByRole('heading', { name: title, level: 1 }).waitFor()
  return visit
}
const rows = (page: Page) => page.locator('tbody').getByRole('row')
const titles = async (page: Page): Promise<string[]> =>
  page.locator('tbody').getByRole('rowheader').getByRole('link').allInnerTexts()
const until = async (page: Page, n: number): Promise<void> =>
  page
    .getByRole('status')
    .filter({ hasText: new RegExp(`^${n}\\s(jeux?) de données`) })
    .waitFor()

/** Pictures at both widths and in both schemes; nothing that axe refuses. */
const look = async (page: Page, name: string): Promise<void> => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      if (colorScheme === 'light' || width === 1280) await picture(page, `listes-${name}-${width}-${colorScheme}`)
      expect(await accessibilityFaults(page)).toEqual([])
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

test(
  'a list is filtered, sorted, kept as a view and exported; its address says all of it',
  { timeout: 60_000 },
  async () => {
    const { page, errors } = await open(camille)
    await until(page, 8)
    await look(page, '1-tous')
    await page.getByRole('button', { name: 'En retard 2' }).click()
    await until(page, 2)
    await page.getByRole('button', { name: 'Titre' }).click()
    await page.waitForURL(/late=true&sort=title|sort=title&late=true/)
    expect(await titles(page)).toEqual(['Liste des cinémas', 'Liste des musées'])

    await page.getByRole('button', { name: 'Enregistrer cette vue' }).click()
    await page.getByLabel('Nom de la vue').fill('À relancer')
    await page.getByLabel('Partager avec les membres').check()
    await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('navigation', { name: 'Vues' }).getByRole('link', { name: 'À relancer' }).waitFor()

    await page.getByLabel('Chercher').fill('CINEMAS')
    await until(page, 1)
    await page.getByRole('button', { name: 'Retirer le filtre « CINEMAS »' }).click()
    await until(page, 2)
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Exporter en CSV' }).click()
    const csv = await readFile((await (await downloading).path()) ?? '', 'utf8')
    expect(csv.trim().split('\n')).toHaveLength(3)

    await page.getByRole('navigation', { name: 'Vues' }).getByRole('link', { name: 'Tous' }).click()
    await until(page, 8)
    await page.getByLabel('Chercher').fill('rien de tel')
    await page.getByRole('heading', { name: 'Aucun jeu ne correspond' }).waitFor()
    await look(page, '2-rien')

    // Somebody else opens the same view, without a mouse.
    const other = await open(sacha)
    await other.page.getByRole('link', { name: 'À relancer' }).press('Enter')
    await until(other.page, 2)
    expect([...errors, ...other.errors]).toEqual([])
  },
)

test(
  'several are edited at once after a preview, and put back but for what somebody changed since',
  { timeout: 60_000 },
  async () => {
    const { page, errors } = await open(camille, `${LIST}?license=none&sort=title`)
    await until(page, 4)
    await page.getByRole('checkbox', { name: 'Choisir Liste des archives' }).click()
    await page.getByRole('checkbox', { name: 'Choisir Liste des jardins' }).click({ modifiers: ['Shift'] })
    await page.getByText('3 jeux choisis').waitFor()
    await look(page, '3-choisis')
    await page.getByRole('button', { name: 'Modifier', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'patrimoine' }).click()
    await dialog.getByLabel('Licence').selectOption({ label: 'Licence Ouverte / Open Licence version 2.0' })
    await look(page, '4-champs')
    await dialog.getByRole('button', { name: 'Voir ce qui change' }).click()
    await dialog.getByText('3 jeux changeront.').waitFor()
    await look(page, '5-apercu')
    await dialog.getByRole('button', { name: 'Appliquer à 3 jeux' }).click()
    await page.getByText('3 jeux modifiés.').waitFor()
    await until(page, 1)

    // Alone of the three, the archives get another licence meanwhile.
    const { json } = await camille.call('GET', `/api/1/organizations/${museums}/holdings/?q=archives`)
    await camille.call('PUT', `/api/1/datasets/${json.data[0].id}/`, { license: 'fr-lo' })
    await page.getByRole('button', { name: 'Annuler', exact: true }).click()
    await page.getByText('3 jeux remis comme avant.').waitFor()
    await until(page, 3)
    await page.getByRole('button', { name: 'Voir le détail' }).click()
    await page.getByRole('heading', { name: 'Modifications groupées', level: 1 }).waitFor()
    await page.getByText('Modifié depuis, laissé tel quel : licence.').waitFor()
    await page.getByText('Annulée', { exact: true }).waitFor()
    await look(page, '6-journal')
    expect(errors).toEqual([])
  },
)

test('a partial editor is told what isn’t theirs, and changes the rest', { timeout: 60_000 }, async () => {
  const { page, errors } = await open(sacha)
  await until(page, 8)
  await page
    .getByRole('checkbox', { name: /^Choisir Liste/ })
    .first()
    .press('Space')
  await page
    .getByRole('checkbox', { name: /^Choisir Liste/ })
    .last()
    .press('Shift+Space')
  await page.getByText('8 jeux choisis').waitFor()
  await page.getByRole('button', { name: 'Modifier', exact: true }).press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Fréquence').selectOption({ label: 'Mensuelle' })
  await dialog.getByRole('button', { name: 'Voir ce qui change' }).click()
  await dialog.getByText('1 jeu changera, 7 ne peuvent pas changer.').waitFor()
  await look(page, '7-refus')
  await dialog.getByRole('button', { name: 'Appliquer à 1 jeu' }).click()
  await page.getByText('1 jeu modifié, 7 refusés.').waitFor()
  expect(errors).toEqual([])
})

test('what was deleted is there until its purge, and comes back; in English too', { timeout: 60_000 }, async () => {
  const { json } = await camille.call('GET', `/api/1/organizations/${museums}/holdings/?q=orgues`)
  await camille.call('DELETE', `/api/1/datasets/${json.data[0].id}/`)
  const { page, errors } = await open(camille)
  await page.getByRole('button', { name: 'Supprimés 1' }).click()
  await page.getByText(/Effacé pour toujours le/).waitFor()
  await look(page, '8-supprimes')
  await page.getByRole('button', { name: 'Restaurer Liste des orgues' }).click()
  await page.getByText('« Liste des orgues » est restauré.').waitFor()
  await page.goto(`${app.url}/admin/mes-jeux`)
  await page.getByRole('heading', { name: 'Mes jeux de données', level: 1 }).waitFor()
  await until(page, 8)
  expect(await rows(page).count()).toBe(8)
  await look(page, '9-mes-jeux')
  await page.getByRole('button', { name: /English/ }).click()
  await page.getByRole('heading', { name: 'My datasets', level: 1 }).waitFor()
  await page.getByRole('button', { name: /^Late 1/ }).waitFor()
  expect(errors).toEqual([])
})

test('of a thousand datasets, all are chosen beyond those in sight', { timeout: 60_000 }, async () => {
  await app.database.pool.query(
    `insert into datasets select (jsonb_populate_record(d, jsonb_build_object('id', lpad(to_hex(n), 24, '0'),
       'slug', 'jeu-' || n, 'title', 'Jeu ' || n))).*
     from datasets d, generate_series(1, 1000) n
     where d.title = 'Liste des archives'`,
  )
  const { page, errors } = await open(camille, LIST.replace('jeux', 'modifications'), 'Modifications groupées')
  await page.getByRole('link', { name: 'Voir les jeux de données' }).click()
  await rows(page).nth(49).waitFor()
  await page.getByRole('checkbox', { name: 'Choisir tous les jeux de cette page' }).click()
  await page.getByRole('button', { name: 'Choisir les 1 008 de la liste' }).click()
  await page.getByText('1 008 jeux choisis').waitFor()
  expect(errors).toEqual([])
})

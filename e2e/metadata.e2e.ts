/** The words of a dataset, written by Camille and by Nadia, who administers their ministry. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessibilityFaults, openPage, picture, signInOn, useDemo } from './browser.ts'

const demo = useDemo()
type Saved = {
  tags: string[]
  contact_points: { name: string }[]
  spatial: { zones: string[] }
  temporal_coverage: { start: string; end: string }
}

const opened = async (who: 'camille.perrin' | 'nadia.benali', dataset: string, options: { width?: number } = {}) => {
  const visit = await openPage(demo.browser(), options)
  await visit.page.goto(`${demo.url()}/admin`)
  await signInOn(visit.page, `${who}@culture.example`, 'Musee-2026')
  await visit.page.getByRole('heading', { name: /^Bonjour/ }).waitFor()
  await visit.page.goto(`${demo.url()}/admin/jeux/${await idOf(dataset)}/metadonnees`)
  await visit.page.getByLabel('Titre', { exact: true }).waitFor()
  return visit
}
const idOf = async (slug: string): Promise<string> =>
  ((await (await fetch(`${demo.url()}/api/1/datasets/${slug}/`)).json()) as { id: string }).id
const bar = (page: Page) => page.locator('.admin-save').getByRole('status')
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })

/** Pictures at both widths and in both schemes; nothing that axe refuses. */
const look = async (page: Page, name: string): Promise<void> => {
  // In a picture of the whole page, the bar that sticks to the window would hide a field.
  await page.addStyleTag({ content: '.admin-save { position: static !important }' })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await picture(page, `${name}-${width}${colorScheme === 'dark' ? '-sombre' : ''}`)
      expect([name, width, await accessibilityFaults(page)]).toEqual([name, width, []])
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 900 })
}

test('what is typed is kept as one types, and resumed after the page was closed', { timeout: 60_000 }, async () => {
  const { page, errors } = await opened('camille.perrin', 'festivals-soutenus-par-le-ministere')
  await page.getByText('Tout est enregistré.').waitFor()
  await field(page, 'Sigle (facultatif)').fill('FESTI')
  await page.getByText(/^Brouillon enregistré à \d\d:\d\d\. Modifications à publier\.$/).waitFor()
  await page.reload()

  await page.getByText('Vous aviez commencé à écrire.').waitFor()
  await page.getByText(/^Votre brouillon du .* change\s: Sigle\./).waitFor()
  expect(await field(page, 'Sigle (facultatif)').inputValue()).toBe('')
  await look(page, 'metadonnees-brouillon')
  await page.getByRole('button', { name: 'Reprendre' }).click()
  expect(await field(page, 'Sigle (facultatif)').inputValue()).toBe('FESTI')

  // Another tab of the same dataset and back: nothing is asked, nothing is lost.
  await field(page, 'Fréquence de mise à jour').selectOption({ label: 'Semestrielle' })
  await page.getByRole('link', { name: 'Fichiers', exact: true }).click()
  await page.getByRole('link', { name: 'Métadonnées' }).click()
  await expect.poll(() => field(page, 'Sigle (facultatif)').inputValue()).toBe('FESTI')
  await page.keyboard.press('Control+s')
  await page.getByText('Tout est enregistré.').waitFor()
  const { acronym, frequency } = (await (
    await fetch(`${demo.url()}/api/1/datasets/festivals-soutenus-par-le-ministere/`)
  ).json()) as { acronym: string; frequency: string }
  expect([acronym, frequency]).toEqual(['FESTI', 'semiannual'])
  await page.reload()
  await page.getByText('Tout est enregistré.').waitFor()
  expect(await page.getByText('Vous aviez commencé à écrire.').count()).toBe(0)
  expect(errors).toEqual([])
})

test('two people on one form see each other, and choose field by field', { timeout: 60_000 }, async () => {
  const camille = await opened('camille.perrin', 'liste-des-musees-de-france')
  const nadia = await opened('nadia.benali', 'liste-des-musees-de-france')
  await field(camille.page, 'Titre').fill('Liste des musées de France 2026')
  await field(camille.page, 'Sigle (facultatif)').fill('LMF')
  await camille.page.getByText(/^Brouillon enregistré/).waitFor()

  await nadia.page.bringToFront()
  await nadia.page.evaluate('window.dispatchEvent(new Event("focus"))')
  await nadia.page.getByText(/^Camille Perrin écrit en ce moment\s: Sigle, Titre\.$/).waitFor()
  await field(nadia.page, 'Titre').fill('Les musées de France')
  await field(nadia.page, 'Fréquence de mise à jour').selectOption({ label: 'Semestrielle' })
  await nadia.page.getByRole('button', { name: 'Enregistrer' }).click()
  await nadia.page.getByText('Tout est enregistré.').waitFor()

  const { page } = camille
  await page.bringToFront()
  await page.getByText(/^Nadia Benali a modifié ce jeu de données le/).waitFor({ timeout: 15_000 })
  await page.getByText(/^Repris dans votre formulaire\s: Fréquence de mise à jour\.$/).waitFor()
  expect(await field(page, 'Titre').inputValue()).toBe('Liste des musées de France 2026')
  // Saving first asks for the choice.
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Choisissez entre vos mots et les leurs.').waitFor()
  await look(page, 'metadonnees-a-deux')
  const title = page.getByRole('group', { name: 'Titre' })
  await title.getByLabel(/La sienne/).check()
  expect(await field(page, 'Titre').inputValue()).toBe('Les musées de France')
  await title.getByLabel(/La vôtre/).check()
  expect(await field(page, 'Titre').inputValue()).toBe('Liste des musées de France 2026')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Tout est enregistré.').waitFor()
  const saved = (await (await fetch(`${demo.url()}/api/1/datasets/liste-des-musees-de-france-2026/`)).json()) as {
    [field: string]: unknown
  }
  expect([saved.title, saved.acronym, saved.frequency]).toEqual([
    'Liste des musées de France 2026',
    'LMF',
    'semiannual',
  ])
  expect([...camille.errors, ...nadia.errors]).toEqual([])
})

test('a session that ends and a network that is lost lose nothing', { timeout: 60_000 }, async () => {
  const { page } = await opened('camille.perrin', 'monuments-historiques-classes')
  await page.context().clearCookies()
  await field(page, 'Sigle (facultatif)').fill('MH')
  const dialog = page.getByRole('dialog', { name: 'Votre session est terminée.' })
  await dialog.getByLabel('Mot de passe').fill('Musee-2026')
  await dialog.getByRole('button', { name: 'Continuer' }).click()
  await page.getByText(/^Brouillon enregistré/).waitFor()
  expect(await field(page, 'Sigle (facultatif)').inputValue()).toBe('MH')

  await page.context().setOffline(true)
  await field(page, 'Sigle (facultatif)').fill('MHC')
  await page.getByText('Le serveur ne répond pas.', { exact: true }).waitFor()
  await page.getByText(/^Pas de réseau/).waitFor()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText(/Ce que vous avez saisi est encore là/).waitFor()
  await picture(page, 'metadonnees-hors-ligne')
  await page.context().setOffline(false)
  await page.getByText(/^Brouillon enregistré/).waitFor({ timeout: 15_000 })
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Tout est enregistré.').waitFor()
})

test(
  'keywords, contact, places and dates as one says them; what is missing leads there',
  { timeout: 60_000 },
  async () => {
    const admin = await opened('nadia.benali', 'monuments-historiques-classes')
    const organization = await admin.page.evaluate(
      `fetch('/api/1/me/').then((answer) => answer.json()).then((me) => me.organizations[0].id)`,
    )
    const settings = { required_tags: ['culture', 'ministeredelaculture'], recommended_tags: ['archives', 'musees'] }
    const help = { help_email: 'donnees@culture.example', help_url: 'https://culture.example.org/aide' }
    await admin.page.evaluate(
      `fetch('/api/1/organizations/${String(organization)}/settings/', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '${JSON.stringify({ ...settings, ...help })}' })`,
    )

    const { page, errors } = await opened('camille.perrin', 'monuments-historiques-classes')
    const tags = page.getByLabel('Mots-clés', { exact: true })
    await tags.fill('Musées de France')
    await page.getByText(/^Sera écrit\s+musees-de-france$/).waitFor()
    await tags.press('Enter')
    await page.getByRole('button', { name: 'Retirer le mot-clé musees-de-france' }).waitFor()
    await page.getByRole('button', { name: 'Ajouter ministeredelaculture' }).click()
    await page.getByRole('button', { name: 'Retirer le mot-clé ministeredelaculture' }).waitFor()

    const places = page.getByLabel('Lieux couverts (facultatif)')
    await places.fill('Hérau')
    await page
      .getByRole('option', { name: /^Hérault/ })
      .first()
      .waitFor()
    await places.press('ArrowDown')
    await places.press('Enter')
    await page.getByRole('button', { name: 'Retirer le lieu Hérault' }).waitFor()

    await field(page, 'Début').fill('2019')
    await field(page, 'Fin').fill('03/2024')
    await field(page, 'Fin').blur()
    await page.getByText(/1er janvier 2019 au 31 mars 2024/).waitFor()
    expect(await field(page, 'Fin').inputValue()).toBe('31/03/2024')

    await page.getByRole('button', { name: 'Créer un point de contact' }).click()
    await field(page, 'Nom').fill('Pôle données du patrimoine')
    await page.getByRole('button', { name: 'Enregistrer le point de contact' }).click()
    await page.getByText('Donnez une adresse e-mail ou un formulaire.').waitFor()
    await field(page, 'Adresse e-mail').fill('patrimoine@culture.example')
    await page.getByRole('button', { name: 'Enregistrer le point de contact' }).click()
    await page.getByRole('button', { name: 'Retirer Pôle données du patrimoine' }).waitFor()

    await page.getByRole('button', { name: 'Aperçu' }).click()
    await page
      .getByRole('region', { name: 'Aperçu' })
      .getByText(/monuments/i)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Écrire' }).click()

    // An error keeps what was typed, and leads to its field.
    await field(page, 'Fin').fill('2012')
    await bar(page).waitFor()
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await page.getByText('La fin précède le début.').waitFor()
    expect(await page.evaluate('document.activeElement.id')).toBe('temporal_coverage')
    await field(page, 'Fin').fill('2024')
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await page.getByText('Tout est enregistré.').waitFor()
    await look(page, 'metadonnees')
    const saved = (await (await fetch(`${demo.url()}/api/1/datasets/monuments-historiques-classes/`)).json()) as Saved
    expect(saved.contact_points.map(({ name }) => name)).toEqual(['Pôle données du patrimoine'])
    expect(saved.tags).toContain('musees-de-france')
    expect(saved.spatial.zones).toContain('fr:departement:34')
    expect(saved.temporal_coverage).toEqual({ start: '2019-01-01', end: '2024-12-31' })
    expect(errors).toEqual([])
  },
)

test(
  'quality: each point leads to its field, a finding is called normal and told again',
  { timeout: 60_000 },
  async () => {
    const { page, errors } = await opened('camille.perrin', 'liste-des-musees-de-france')
    await page.getByRole('link', { name: 'Qualité' }).click()
    await page.getByRole('heading', { name: /^\d points sur 9$/ }).waitFor()
    await page
      .getByRole('button', { name: /^Ne plus signaler/ })
      .first()
      .waitFor()
    await look(page, 'qualite')
    await page
      .getByRole('button', { name: /^Ne plus signaler/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Ne plus signaler', exact: true }).first().click()
    await page.getByText('Dites pourquoi : la raison reste visible.').waitFor()
    await page.getByLabel('Pourquoi ne plus le signaler ?').fill('Ces codes sont ceux de notre inventaire')
    await page.getByRole('button', { name: 'Ne plus signaler', exact: true }).first().click()
    await page.getByText(/^1\s+point n’est plus signalé$/).click()
    await page.getByText(/Ces codes sont ceux de notre inventaire/).waitFor()
    await page.getByRole('button', { name: 'Signaler de nouveau' }).click()
    await page.getByText('Ce point est signalé de nouveau.').waitFor()

    // The same screens in English.
    await page.getByRole('link', { name: 'Métadonnées', exact: true }).click()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('link', { name: 'Metadata' }).waitFor()
    await page.getByLabel('Update frequency').waitFor()
    await page.getByText('Everything is saved.').waitFor()
    await page.waitForLoadState('networkidle')
    await picture(page, 'metadata-en')
    await page.getByRole('button', { name: 'Français' }).click()
    expect(errors).toEqual([])
  },
)

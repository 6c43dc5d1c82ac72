/** The first screen of who publishes, and what is read and downloaded: counted, shown, said in words. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayAfter, parisDay } from '../server/src/usage/index.ts'
import { PASSWORD, startTestApp, type Person, type TestApp } from '../server/src/testing/test-app.ts'
import { accessibilityFaults, openPage, picture, signInOn, useBrowser } from './browser.ts'

const browser = useBrowser()
let app: TestApp
let camille: Person
let sacha: Person
let ministry: { id: string; slug: string }
beforeAll(async () => {
  app = await startTestApp()
  // Without an administrator the back-office asks for the first one.
  await app.person('Ada Min', { siteAdmin: true })
  camille = await app.person('Camille Perrin')
  sacha = await app.person('Sacha Morel')
  const organization = { name: 'Ministère de la Culture', description: 'Un ministère.' }
  ministry = (await camille.call('POST', '/api/1/organizations/', organization)).json
})
afterAll(() => app.close())

const sql = (text: string, values: unknown[] = []) => app.database.pool.query(text, values)
const newDataset = async (title: string, more = {}) => {
  const words = { title, description: 'Des données.', organization: ministry.id, ...more }
  return (await camille.call('POST', '/api/1/datasets/', words)).json
}
const open = async (path: string, { width, as = camille }: { width?: number; as?: Person } = {}) => {
  const visit = await openPage(browser(), { width })
  await visit.page.goto(`${app.url}/admin${path}`)
  await signInOn(visit.page, as.user.email, PASSWORD)
  return visit
}
/** In both themes, at both widths. */
const look = async (page: Page, name: string): Promise<string[]> => {
  // Colours that are on their way from one theme to the other are neither's.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const faults = await accessibilityFaults(page)
  await picture(page, name)
  await page.emulateMedia({ colorScheme: 'dark' })
  faults.push(...(await accessibilityFaults(page)))
  await picture(page, `${name}-sombre`)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 390, height: 844 })
  faults.push(...(await accessibilityFaults(page)))
  await picture(page, `${name}-390`)
  await page.setViewportSize({ width: 1280, height: 900 })
  return faults
}
const textOf = async (page: Page, region: string): Promise<string> =>
  (await page.getByRole('region', { name: region }).innerText()).replace(/[\u00a0\u202f]/g, ' ')

test('a newcomer is told where to begin', { timeout: 60_000 }, async () => {
  const { page, errors } = await open('', { as: sacha })
  await page.getByRole('heading', { name: 'Bonjour Sacha.' }).waitFor()
  await page.getByRole('heading', { name: 'Par où commencer' }).waitFor()
  const steps = page.getByRole('region', { name: 'Par où commencer' })
  await steps.getByRole('link', { name: 'Créer une organisation' }).waitFor()
  expect([errors, await look(page, 'accueil-premier')]).toEqual([[], []])
})

test('a visit and a download show in the statistics, by dataset and by file', { timeout: 90_000 }, async () => {
  const dataset = await newDataset('Liste des musées de France', { frequency: 'annual' })
  const file = (
    await camille.upload(`/api/1/datasets/${dataset.id}/upload/`, 'liste-des-musees.csv', 'id;nom\n1;Orsay\n')
  ).json
  await newDataset('Fréquentation des cinémas')
  // A year before today.
  const today = parisDay(new Date())
  for (let days = 1; days < 340; days++) {
    const wave = 3 + Math.round(3 * Math.sin(days / 25)) + (days % 7 === 0 ? 4 : 0)
    const rows = [
      ['Dataset', dataset.id, wave],
      ['Resource', file.id, Math.ceil(wave / 3)],
    ] as const
    for (const [name, id, n] of rows)
      await sql('insert into usage_days (class, object_id, day, dataset_id, n) values ($1, $2, $3, $4, $5)', [
        ...[name, id, dayAfter(today, -days), dataset.id, n],
      ])
  }
  const visitor = await (await browser().newContext({ userAgent: 'Mozilla/5.0 Firefox/140.0' })).newPage()
  await visitor.goto(`${app.url}/datasets/${dataset.slug}`)
  const download = visitor.waitForEvent('download')
  await visitor
    .getByRole('link', { name: /Télécharger/ })
    .first()
    .click()
  await (await download).path()

  const { page, errors } = await open(`/organisations/${ministry.slug}/statistiques`)
  await page.getByRole('heading', { name: 'Statistiques', level: 1 }).waitFor()
  await page.getByRole('radio', { name: 'Trente jours' }).check()
  const views = page.getByRole('slider', { name: 'Consultations par jour' })
  await views.focus()
  // Today's is the last: read without a mouse.
  expect(await views.getAttribute('aria-valuetext')).toMatch(/: 1\sconsultation$/)
  await views.press('ArrowLeft')
  expect(await views.getAttribute('aria-valuetext')).toMatch(/: \d+\sconsultations?$/)
  await page.getByText('Voir en tableau').click()
  const firstRow = page.getByRole('table').first().getByRole('row').nth(1)
  expect((await firstRow.innerText()).split('\t').slice(1)).toEqual(['1', '1'])
  await page.getByRole('radio', { name: 'Douze mois' }).check()
  await page.getByRole('slider', { name: 'Téléchargements par mois' }).waitFor()
  const table = page.getByRole('table', { name: 'Par jeu de données' })
  await table.getByRole('button', { name: /Jeu de données/ }).click()
  expect(await table.getByRole('row').nth(1).innerText()).toContain('Fréquentation des cinémas')
  expect([errors, await look(page, 'statistiques-organisation')]).toEqual([[], []])

  const csv = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Exporter en CSV' }).click()
  expect((await csv).suggestedFilename()).toMatch(/^ministere-de-la-culture-statistics-.*\.csv$/)

  await table.getByRole('link', { name: 'Liste des musées de France' }).click()
  await page.getByRole('heading', { name: 'Liste des musées de France', level: 1 }).waitFor()
  await page.getByRole('table', { name: 'Par fichier' }).getByText('liste-des-musees').waitFor()
  expect([errors, await look(page, 'statistiques-jeu')]).toEqual([[], []])
})

test('a dataset’s discussions and activity are in its tabs', { timeout: 90_000 }, async () => {
  const dataset = await newDataset('Théâtres nationaux', { frequency: 'monthly' })
  await camille.call('PUT', `/api/1/datasets/${dataset.id}/`, { tags: ['theatre', 'culture'], title: 'Théâtres' })
  const question = { title: 'Et l’Odéon ?', comment: 'Il manque.', subject: { class: 'Dataset', id: dataset.id } }
  await sacha.call('POST', '/api/1/discussions/', question)
  const { page, errors } = await open(`/jeux/${dataset.id}`)
  const tabs = page.getByRole('navigation', { name: 'Sections' })
  await tabs.getByRole('link', { name: 'Discussions' }).click()
  await page.getByText('Et l’Odéon ?').waitFor()
  expect([errors, await accessibilityFaults(page)]).toEqual([[], []])
  await tabs.getByRole('link', { name: 'Activité' }).click()
  await page.getByText('Sacha Morel a participé à une discussion').waitFor()
  await page.getByText('Modifié : titre, mots-clés', { exact: false }).waitFor()
  expect([errors, await look(page, 'activite-jeu')]).toEqual([[], []])
  await page.getByRole('radio', { name: 'API' }).check()
  await page.getByText('Sacha Morel').waitFor({ state: 'detached' })
  await page.getByText('avec une clé d’API').first().waitFor()
  await page.getByRole('radio', { name: 'Flux' }).check()
  await page.getByText('Rien de cette façon.').waitFor()
})

test('each thing to do is there, leads where it is done, and goes once it is', { timeout: 120_000 }, async () => {
  const late = await newDataset('Bibliothèques', { frequency: 'monthly' })
  await sql(`update datasets set last_update = now() - interval '50 days' where id = $1`, [late.id])
  const link = { title: 'Ailleurs', filetype: 'remote', type: 'main', url: 'https://donnees.example/orchestres.csv' }
  const orchestras = await newDataset('Orchestres')
  const broken = (await camille.call('POST', `/api/1/datasets/${orchestras.id}/resources/`, link)).json
  await sql(`update links set unavailable_since = now() - interval '2 days' where resource_id = $1`, [broken.id])
  const deposits = `/api/1/datasets/${late.id}/deposits/`
  const deposit = (await camille.upload(deposits, 'bibliotheques-2026.csv', 'id;nom\n1;BnF\n')).json
  const asking = (await sacha.call('POST', `/api/1/organizations/${ministry.id}/membership/`, { comment: 'Moi' })).json
  const soon = new Date(Date.now() + 12 * 86_400_000).toISOString()
  const key = (await camille.call('POST', '/api/1/me/api_tokens/', { name: 'Script de nuit', expires_at: soon })).json
  const gift = (await sacha.call('POST', '/api/1/datasets/', { title: 'Ciné-clubs', description: 'x' })).json
  const recipient = { class: 'User', id: camille.user.id }
  const offer = { subject: { class: 'Dataset', id: gift.id }, recipient, comment: 'À vous' }
  await sacha.call('POST', '/api/1/transfer/', offer)
  for (let i = 0; i < 3; i++) {
    const one = await newDataset(`Suivi mensuel ${i + 1}`, { frequency: 'monthly' })
    await sql(`update datasets set last_update = now() - make_interval(days => $2) where id = $1`, [one.id, 40 + i])
  }

  const { page, errors } = await open('')
  await page.getByRole('heading', { name: 'Bonjour Camille.' }).waitFor()
  const todo = page.getByRole('region', { name: 'À faire' })
  await expect.poll(() => todo.getByRole('listitem').count()).toBe(7)
  expect([errors, await look(page, 'accueil')]).toEqual([[], []])
  await todo.getByRole('button', { name: 'et 3 autres' }).click()
  await expect.poll(() => todo.getByRole('listitem').count()).toBe(10)
  const said = await textOf(page, 'À faire')
  for (const words of [
    'Publier ou abandonner un dépôt',
    'bibliotheques-2026.csv',
    'Répondre à une demande d’adhésion',
    'Sacha Morel',
    'Répondre à une proposition de transfert',
    'Ciné-clubs',
    'Répondre à une discussion',
    'Et l’Odéon ?',
    'Renouveler une clé d’API',
    'Script de nuit',
    'Mettre à jour des données en retard',
    '« Orchestres »',
    'https://donnees.example/orchestres.csv',
  ])
    expect(said).toContain(words)
  const week = page.getByRole('region', { name: 'Cette semaine' })
  await week.getByText('Voir en tableau').click()
  expect(await week.getByRole('row').count()).toBe(8)

  await camille.call('DELETE', `${deposits}${deposit.id}/`)
  await camille.call('POST', `/api/1/organizations/${ministry.id}/membership/${asking.id}/refuse/`, { comment: 'Non' })
  await camille.call('DELETE', `/api/1/me/api_tokens/${key.id}/`)
  await todo.getByRole('button', { name: 'Refuser' }).click()
  await page.getByText('Le transfert est refusé.').waitFor()
  await camille.call('DELETE', `/api/1/datasets/${orchestras.id}/resources/${broken.id}/`)
  await sql('update datasets set last_update = now()')
  await page.reload()
  await expect.poll(() => todo.getByRole('listitem').count()).toBe(1)
  await todo.getByRole('link', { name: 'Répondre à une discussion' }).click()
  await page.getByText('Et l’Odéon ?').waitFor()
  const talks = (await camille.call('GET', '/api/1/discussions/')).json.data
  await camille.call('POST', `/api/1/discussions/${talks[0].id}/`, { comment: 'Ajouté.', close: true })
  await page.goto(`${app.url}/admin`)
  await page.getByText('Rien n’attend.').waitFor()
  expect(errors).toEqual([])
})

test('the same in English', { timeout: 60_000 }, async () => {
  const { page, errors } = await open('')
  await page.getByRole('heading', { name: 'Bonjour Camille.' }).waitFor()
  await page.context().addCookies([{ name: 'cimaise_lang', value: 'en', url: app.url }])
  await page.reload()
  await page.getByRole('heading', { name: 'Hello Camille.' }).waitFor()
  await page.getByText('Nothing is waiting.').waitFor()
  await page.getByRole('heading', { name: 'This week' }).waitFor()
  expect(await page.getByRole('region', { name: 'This week' }).innerText()).toContain('Published versions')
  await page.goto(`${app.url}/admin/organisations/${ministry.slug}/statistiques`)
  await page.getByRole('slider', { name: 'Views by month' }).waitFor()
  await picture(page, 'statistics-english')
  expect(errors).toEqual([])
})

/** What happened, as people read it in the back-office: a count, sentences, links, and what is seen goes. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../server/src/db/index.ts'
import { publish } from '../server/src/events/index.ts'
import { PASSWORD, startTestApp, type Person, type TestApp } from '../server/src/testing/test-app.ts'
import { accessibilityFaults, openPage, picture, signInOn, useBrowser } from './browser.ts'

const browser = useBrowser()
let app: TestApp
let camille: Person
let sacha: Person
let ministry: string
beforeAll(async () => {
  app = await startTestApp()
  // Without an administrator the back-office asks for the first one.
  await app.person('Ada Min', { siteAdmin: true })
  camille = await app.person('Camille Perrin')
  sacha = await app.person('Sacha Morel')
  const organization = { name: 'Ministère de la culture', description: 'Un ministère.' }
  ministry = (await camille.call('POST', '/api/1/organizations/', organization)).json.id
})
afterAll(() => app.close())

const tell = (type: string, extras: object): Promise<void> =>
  inTransaction(app.database.db, (tx) =>
    publish(tx, {
      ...{ type: `flow:${type}`, actorId: null, organizationId: ministry },
      subject: { class: 'Flow', id: 'f'.repeat(24) },
      extras: { name: 'Musées : listes', slug: 'musees', recipients: { people: 'all', mails: [] }, ...extras },
    }),
  )

const openNotifications = async (width?: number) => {
  const visit = await openPage(browser(), { width })
  await visit.page.goto(`${app.url}/admin/notifications`)
  await signInOn(visit.page, camille.user.email, PASSWORD)
  await visit.page.getByRole('heading', { name: 'Notifications', level: 1 }).waitFor()
  return visit
}
const waiting = (page: Page) => page.getByRole('region', { name: 'À regarder' }).getByRole('listitem')

test('nothing yet: the page says what will come', { timeout: 60_000 }, async () => {
  const { page, errors } = await openNotifications()
  await page.getByText('Rien pour le moment').waitFor()
  expect(await page.getByRole('link', { name: 'Notifications' }).textContent()).not.toMatch(/\d/)
  expect([errors, await accessibilityFaults(page)]).toEqual([[], []])
})

test('news are counted, read in words, followed, and marked as seen', { timeout: 90_000 }, async () => {
  const dataset = { title: 'Liste des musées', description: 'Les musées.', organization: ministry }
  const { id } = (await camille.call('POST', '/api/1/datasets/', dataset)).json
  const about = { title: 'Pourquoi 2024 ?', comment: 'Et 2025 ?', subject: { class: 'Dataset', id } }
  await sacha.call('POST', '/api/1/discussions/', about)
  await sacha.call('POST', `/api/1/organizations/${ministry}/membership/`, { comment: 'Bonjour' })
  await tell('recovered', { since: '2026-11-01T08:00:00Z' })
  await tell('late', { days: 12, expected_days: 7 })
  await tell('held', {
    keys: ['musees/a.csv', 'musees/b.csv'],
    held: ['1', '2'],
    reasons: ['La colonne « code » a disparu.'],
  })
  await tell('failing', { message: 'Le seau refuse nos identifiants. Donnez-en de nouveaux.' })

  const { page, errors } = await openNotifications()
  await page.getByRole('link', { name: 'Notifications 5 à regarder' }).waitFor()
  await expect.poll(() => waiting(page).count()).toBe(5)
  const text = (await page.getByRole('region', { name: 'À regarder' }).innerText()).replace(/[\u00a0\u202f]/g, ' ')
  for (const words of [
    'Flux « Musées : listes »\n\nLe dernier passage a échoué. Le seau refuse nos identifiants.',
    '2 fichiers n’ont pas été publiés : musees/a.csv, musees/b.csv. La colonne « code » a disparu.',
    'Aucun fichier nouveau n’est arrivé depuis 12 jours',
    'Ministère de la culture\n\nSacha Morel demande à rejoindre l’organisation.',
    '« Pourquoi 2024 ? »\n\nUne discussion est ouverte sur « Liste des musées ».',
  ])
    expect(text).toContain(words)
  expect(
    await page
      .getByRole('link', { name: /Flux « Musées/ })
      .first()
      .getAttribute('href'),
  ).toBe('/admin/flux/musees')
  expect(await page.getByRole('link', { name: /Pourquoi/ }).getAttribute('href')).toMatch(
    /\/datasets\/liste-des-musees$/,
  )
  await picture(page, 'notifications')
  expect([errors, await accessibilityFaults(page)]).toEqual([[], []])

  await page.getByRole('button', { name: /^C’est vu : « Pourquoi/ }).click()
  await page.getByRole('link', { name: 'Notifications 4 à regarder' }).waitFor()
  await page.getByRole('region', { name: 'Déjà vues' }).getByText('Une discussion est ouverte').waitFor()
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Notifications')

  const narrow = await openNotifications(390)
  await waiting(narrow.page).first().waitFor()
  await picture(narrow.page, 'notifications-390')
  expect([narrow.errors, await accessibilityFaults(narrow.page)]).toEqual([[], []])
  await narrow.page.emulateMedia({ colorScheme: 'dark' })
  await picture(narrow.page, 'notifications-390-dark')
  expect(await accessibilityFaults(narrow.page)).toEqual([])

  await page.getByRole('button', { name: 'Tout marquer comme vu' }).click()
  await page.getByText('Vous avez tout vu.').waitFor()
  expect(await page.getByRole('link', { name: 'Notifications', exact: true }).textContent()).not.toMatch(/\d/)
  const { json } = await camille.call('GET', '/api/1/notifications/?handled=false')
  expect(json.total).toBe(0)
})

/** Publishing later, and publishing by two: planned, shown, canceled, done; submitted, refused, accepted. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NEXT, openNewsroom, type Newsroom } from '../server/src/testing/newsroom.ts'
import { PASSWORD, type Person } from '../server/src/testing/test-app.ts'
import { accessibilityFaults, openPage, picture, signInOn, useBrowser } from './browser.ts'

const browser = useBrowser()
let room: Newsroom
beforeAll(async () => {
  room = await openNewsroom(new Date())
  // Without an administrator the back-office asks for the first one.
  await room.app.person('Ada Min', { siteAdmin: true })
}, 60_000)
afterAll(() => room.app.close())

const visit = async (who: Person, path: string, width?: number) => {
  const opened = await openPage(browser(), { width })
  await opened.page.goto(`${room.app.url}/admin${path}`)
  await signInOn(opened.page, who.user.email, PASSWORD)
  return opened
}

/** Clean for a reader without eyes in both schemes, and kept as pictures. */
const look = async (page: Page, name: string): Promise<void> => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  expect(await accessibilityFaults(page)).toEqual([])
  await picture(page, `${name}-sombre`)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  expect(await accessibilityFaults(page)).toEqual([])
  await picture(page, name)
}

const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name })
const publications = () => `/organisations/${room.organization.slug}/publications`

test(
  'a draft is programmed, shown, moved, canceled; programmed again, it goes online',
  { timeout: 60_000 },
  async () => {
    const draft = await room.dataset({ draft: true })
    const { page, errors } = await visit(room.camille, `/jeux/${draft}`)
    await page.getByRole('button', { name: 'Programmer…' }).click()
    const plan = dialog(page, 'Programmer la publication')
    await plan.getByText(/^Soit demain à 08:00, heure de Paris/).waitFor()
    await look(page, 'publication-programmer')
    await plan.getByLabel('Heure').fill('')
    await plan.getByText('Choisissez un jour et une heure.').waitFor()
    await plan.getByLabel('Heure').fill('09:30')
    await plan.getByRole('button', { name: 'Programmer' }).click()
    await page.getByText(/Publication prévue demain à 09:30 par Camille Perrin/).waitFor()
    await look(page, 'publication-prevue')

    await page.getByRole('button', { name: 'Modifier', exact: true }).click()
    await dialog(page, /Modifier le moment/)
      .getByLabel('Heure')
      .fill('10:45')
    await dialog(page, /Modifier le moment/)
      .getByRole('button', { name: 'Enregistrer' })
      .click()
    await page.getByText(/demain à 10:45/).waitFor()
    await page.getByRole('button', { name: 'Annuler', exact: true }).first().click()
    await page.getByRole('button', { name: 'Annuler la publication' }).click()
    await page.getByText('Publication annulée. Rien n’est perdu.').waitFor()

    await page.getByRole('button', { name: 'Programmer…' }).click()
    await plan.getByRole('button', { name: 'Programmer' }).click()
    await page.getByText(/demain à 08:00 par Camille/).waitFor()
    await page.goto(`${room.app.url}/admin${publications()}`)
    await page.getByRole('region', { name: 'À venir' }).getByText('Le jeu de données devient public').first().waitFor()
    await room.wait(48 * 60)
    await page.reload()
    await page.getByRole('region', { name: 'Passées' }).getByText('Publiée', { exact: true }).waitFor()
    expect([await room.isPublic(draft), errors]).toEqual([true, []])
  },
)

test('four eyes: an editor submits a file, an administrator refuses, then accepts', { timeout: 60_000 }, async () => {
  await room.fourEyes(true)
  const dataset = await room.dataset()
  const file = await room.file(dataset)
  const camille = await visit(room.camille, `/jeux/${dataset}`)
  const chooser = camille.page.waitForEvent('filechooser')
  await camille.page.getByRole('button', { name: /^Remplacer/ }).click()
  await (await chooser).setFiles({ name: 'musees.csv', mimeType: 'text/csv', buffer: Buffer.from(NEXT) })
  await camille.page.getByRole('button', { name: 'Soumettre à la publication…' }).click()
  const submit = dialog(camille.page, 'Soumettre à la publication')
  await look(camille.page, 'publication-soumettre')
  await submit.getByRole('button', { name: 'Soumettre' }).click()
  await camille.page.getByText(/En attente de l’accord d’un administrateur/).waitFor()
  await look(camille.page, 'publication-soumise')

  const admin = await visit(room.admin, publications())
  const waiting = admin.page.getByRole('region', { name: 'À approuver' })
  await waiting
    .getByText(/1.ligne ajoutée/)
    .last()
    .waitFor()
  await look(admin.page, 'publications-accord')
  await waiting.getByRole('button', { name: 'Refuser…' }).click()
  const refusal = dialog(admin.page, /Refuser cette publication/)
  await refusal.getByRole('button', { name: 'Refuser' }).click()
  await refusal.getByText(/Dites pourquoi/).waitFor()
  await refusal.getByLabel('Pourquoi').fill('Il manque Guimet.')
  await refusal.getByRole('button', { name: 'Refuser' }).click()
  await admin.page.getByText(/Anne Roux.*Il manque Guimet/).waitFor()

  await camille.page.reload()
  const [deposit] = (await room.camille.call('GET', `/api/1/datasets/${dataset}/deposits/`)).json
  const asked = { deposit: deposit.id, submit: true, reason: 'Guimet est fermé' }
  await room.camille.call('POST', `/api/1/datasets/${dataset}/publications/`, asked)
  await admin.page.reload()
  await waiting.getByText('Guimet est fermé').waitFor()
  await waiting.getByRole('button', { name: 'Accepter et publier' }).click()
  await admin.page.getByText('C’est en ligne.').waitFor()
  expect(await room.online(dataset, file)).toBe(NEXT)
  expect([camille.errors, admin.errors]).toEqual([[], []])
})

test('on a telephone, and in English', { timeout: 60_000 }, async () => {
  await room.fourEyes(true)
  const draft = await room.dataset({ draft: true })
  const later = { submit: true, publish_at: room.inMinutes(3 * 24 * 60), reason: 'Prêt pour la semaine prochaine' }
  await room.camille.call('POST', `/api/1/datasets/${draft}/publications/`, later)
  const { page, errors } = await visit(room.admin, publications(), 390)
  await page.getByRole('button', { name: 'Accepter', exact: true }).waitFor()
  await look(page, 'publications-390')
  await page.context().addCookies([{ name: 'cimaise_lang', value: 'en', url: `${room.app.url}/admin` }])
  await page.reload()
  await page.getByRole('heading', { name: 'To agree to' }).waitFor()
  await page
    .getByText(/Asked for by Camille Perrin on/)
    .first()
    .waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  expect(errors).toEqual([])
})

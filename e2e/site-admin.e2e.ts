/** The site's administrators: what they see and do, and what others are told. In a real browser. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessibilityFaults, openPage, picture, signInOn, useDemo, useServerWith, type Stage } from './browser.ts'

const demo = useDemo()
const ADMIN = 'admin@cimaise.example'
/** Nobody answers there: mails fail, which is something to see in the jobs; the demo sends none. */
const withMails = useServerWith({
  ...{ SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'Culture <x@culture.example>', CONFIRM_EMAIL: 'false' },
  ...{ CIMAISE_ADMIN_EMAIL: ADMIN, CIMAISE_ADMIN_PASSWORD: 'Musee-2026' },
})
const CAMILLE = 'camille.perrin@culture.example'

const signIn = async (page: Page, mail: string, then = '/admin/', stage: Stage = demo): Promise<void> => {
  await page.goto(`${stage.url()}/admin/connexion`)
  await signInOn(page, mail, 'Musee-2026')
  await page.getByRole('heading', { name: /^Bonjour/ }).waitFor()
  await page.goto(`${stage.url()}${then}`)
}

/** A call with the session of the page. */
const call = async (page: Page, method: string, path: string, data?: unknown) =>
  (await page.request.fetch(`${demo.url()}${path}`, { method, data })).json() as Promise<{
    id: string
    data: { id: string }[]
  }>

/** Pictures at both widths and in both schemes; nothing that axe refuses. */
const look = async (page: Page, name: string): Promise<void> => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await picture(page, `site-${name}-${width}-${colorScheme}`)
      expect(await accessibilityFaults(page)).toEqual([])
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const menu = (page: Page) => page.getByRole('navigation', { name: 'Navigation principale' })
const dialog = (page: Page) => page.getByRole('dialog')
const told = (page: Page, text: string | RegExp) => page.getByText(text).waitFor()

test('a member sees nothing of it: no menu, and each address says whose it is', { timeout: 60_000 }, async () => {
  const { page, errors } = await openPage(demo.browser())
  await signIn(page, CAMILLE)
  await menu(page).waitFor()
  expect(await menu(page).getByText('Site', { exact: true }).count()).toBe(0)
  for (const path of ['utilisateurs', 'journal', 'etat']) {
    await page.goto(`${demo.url()}/admin/site/${path}`)
    await title(page, 'Cette page est réservée à l’administration du site').waitFor()
  }
  await look(page, '0-reservee')
  expect(errors).toEqual([])
})

test('people: one is found, an account is made, closed and opened again', { timeout: 60_000 }, async () => {
  const { page, errors } = await openPage(demo.browser())
  await signIn(page, ADMIN)
  await menu(page).getByText('Site', { exact: true }).click()
  await menu(page).getByRole('link', { name: 'Utilisateurs' }).click()
  await title(page, 'Utilisateurs').waitFor()
  await page.getByRole('button', { name: 'Créer un compte' }).click()
  await dialog(page).getByLabel('Prénom').fill('Noé')
  await dialog(page).getByLabel('Nom', { exact: true }).fill('Lambert')
  await dialog(page).getByLabel('Adresse e-mail').fill('pas une adresse')
  await dialog(page).getByRole('button', { name: 'Créer un compte' }).click()
  await dialog(page).locator('.field__error').first().waitFor()
  expect(await dialog(page).getByLabel('Prénom').inputValue()).toBe('Noé')
  await dialog(page).getByLabel('Adresse e-mail').fill('noe.lambert@culture.example')
  await dialog(page).getByRole('button', { name: 'Créer un compte' }).click()
  await told(page, 'Le compte de Noé Lambert est créé. Un message lui est envoyé.')
  await look(page, '1-utilisateurs')

  await page.getByLabel('Afficher').selectOption('Jamais connectés')
  await page.getByRole('searchbox', { name: 'Nom ou adresse' }).fill('lambert')
  await page.getByRole('button', { name: 'Chercher' }).click()
  await told(page, '1 compte')
  await page.getByRole('link', { name: 'Noé Lambert' }).click()
  await title(page, 'Noé Lambert').waitFor()
  await look(page, '1-compte')
  for (const [action, done] of [
    ['Fermer le compte', 'Le compte est fermé.'],
    ['Rouvrir le compte', 'Le compte est rouvert.'],
    ['Donner l’administration du site', 'Cette personne administre maintenant le site.'],
    ['Exiger un nouveau mot de passe', 'Un nouveau mot de passe est exigé.'],
  ] as const) {
    await page.getByRole('button', { name: action }).click()
    await dialog(page).getByRole('button', { name: action }).click()
    await told(page, done)
  }
  await page.getByText('Mot de passe à renouveler').waitFor()
  expect(errors).toEqual([])
})

test('organizations and datasets: badges, what is put forward, one that comes back', { timeout: 60_000 }, async () => {
  const { page, errors } = await openPage(demo.browser())
  await signIn(page, ADMIN, '/admin/site/organisations')
  await title(page, 'Organisations').waitFor()
  const row = page.getByRole('row', { name: /Saint-Aubin/ })
  await row.getByRole('combobox').selectOption('Certifié')
  await told(page, /^Label « Certifié » donné à .*Saint-Aubin/)
  await row.getByRole('button', { name: /^Retirer le label Certifié/ }).waitFor()
  await look(page, '2-organisations')

  const { id } = await call(page, 'POST', '/api/1/organizations/', { name: 'Festival éteint', description: 'x' })
  await page.request.delete(`${demo.url()}/api/1/organizations/${id}/`)
  await page.getByLabel('Afficher').selectOption('Supprimées')
  await page.getByRole('button', { name: 'Rétablir' }).click()
  await dialog(page).getByRole('button', { name: 'Rétablir' }).click()
  await told(page, 'Festival éteint est rétablie.')

  await page.getByRole('link', { name: 'Jeux mis en avant' }).click()
  await title(page, 'Jeux mis en avant').waitFor()
  await page.getByRole('button', { name: 'Mettre en avant', exact: true }).first().click()
  await told(page, /est mis en avant\.$/)
  await page.getByText('En avant', { exact: true }).waitFor()
  await look(page, '2-jeux')
  expect(errors).toEqual([])
})

test('reports: a message is deleted, another report is closed with a note', { timeout: 60_000 }, async () => {
  const { page, errors } = await openPage(demo.browser())
  await signIn(page, ADMIN)
  const { data } = await call(page, 'GET', '/api/1/datasets/?page_size=1')
  const subject = { class: 'Dataset', id: data[0]?.id }
  const discussion = { title: 'Achetez !', comment: 'Montres pas chères', subject }
  const { id } = await call(page, 'POST', '/api/1/discussions/', discussion)
  await call(page, 'POST', '/api/1/reports/', {
    subject: { class: 'Discussion', id },
    reason: 'spam',
    message: 'Une publicité.',
  })
  await call(page, 'POST', '/api/1/reports/', {
    subject,
    reason: 'personal_data',
    message: 'Colonne 3 : des noms de personnes.',
  })
  await page.goto(`${demo.url()}/admin/site/signalements`)
  await told(page, 'Une publicité.')
  await look(page, '3-signalements')

  await page.getByRole('button', { name: 'Supprimer la discussion' }).click()
  await dialog(page).getByRole('button', { name: 'Supprimer la discussion' }).click()
  await told(page, 'C’est supprimé.')
  await page.getByText('Une publicité.').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Classer' }).click()
  await dialog(page).getByLabel(/^Note/).fill('Vu avec le producteur : ce sont des noms de rues.')
  await dialog(page).getByRole('button', { name: 'Classer' }).click()
  await page.getByRole('heading', { name: 'Aucun signalement ouvert' }).waitFor()
  await page.getByRole('link', { name: 'Classés' }).click()
  await told(page, 'Vu avec le producteur : ce sont des noms de rues.')
  await page.getByRole('button', { name: 'Rouvrir' }).click()
  await told(page, 'Le signalement est de nouveau ouvert.')
  expect(errors).toEqual([])
})

test('a synonym is added, and the public search finds by it at once', { timeout: 60_000 }, async () => {
  const { page, errors } = await openPage(demo.browser())
  const visitor = await openPage(demo.browser())
  const hits = async (): Promise<number> => {
    await visitor.page.goto(`${demo.url()}/datasets?q=cinoche`)
    return visitor.page.getByRole('link', { name: 'Liste des musées de France' }).count()
  }
  expect(await hits()).toBe(0)
  await signIn(page, ADMIN, '/admin/site/synonymes')
  await page.getByRole('heading', { name: 'Aucun synonyme pour l’instant' }).waitFor()
  await look(page, '4-synonymes-vide')
  await page.getByRole('button', { name: 'Ajouter une ligne' }).click()
  await dialog(page).getByRole('button', { name: 'Enregistrer' }).click()
  await dialog(page)
    .getByText('Donnez au moins deux termes.')
    .or(dialog(page).locator('.field__error'))
    .first()
    .waitFor()
  await dialog(page).getByLabel('Terme cherché').fill('cinoche')
  await dialog(page).getByRole('textbox', { name: 'Veut aussi dire' }).fill('musées')
  await dialog(page).getByRole('button', { name: 'Enregistrer' }).click()
  await told(page, 'C’est enregistré. La recherche s’en sert déjà.')
  expect(await hits()).toBeGreaterThan(0)

  await page.getByLabel('Essayer une recherche').fill('les cinoches de Bretagne')
  await page.getByRole('button', { name: 'Essayer' }).click()
  await page.getByText('ou', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Ajouter les sigles de la culture' }).click()
  await told(page, /sigles ajoutés/)
  await look(page, '4-synonymes')
  await page.getByRole('button', { name: 'Supprimer cinoche' }).click()
  await dialog(page).getByRole('button', { name: 'Supprimer' }).click()
  await told(page, 'La ligne est supprimée.')
  expect(await hits()).toBe(0)
  expect(errors).toEqual([])
})

test('jobs and health: a mail that fails is seen, tried again, given up', { timeout: 60_000 }, async () => {
  const { page, errors } = await openPage(withMails.browser())
  await signIn(page, ADMIN, '/admin/', withMails)
  const mail = { email: 'lou.petit@culture.example', first_name: 'Lou', last_name: 'Petit' }
  await page.request.post(`${withMails.url()}/api/1/users/`, { data: mail })
  await page.goto(`${withMails.url()}/admin/site/taches`)
  await title(page, 'Tâches').waitFor()
  await expect
    .poll(
      async () => {
        await page.getByRole('button', { name: 'Actualiser' }).click()
        return page.getByText(/ECONNREFUSED/).count()
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBeGreaterThan(0)
  await page.getByRole('row', { name: /Lancer les flux/ }).waitFor()
  await look(page, '5-taches')
  await page.goto(`${withMails.url()}/admin/site/etat`)
  await page.getByRole('heading', { name: 'Messages' }).waitFor()
  await page.getByText('En panne').first().waitFor()
  await look(page, '5-etat')
  await page.goto(`${withMails.url()}/admin/site/taches`)
  await page.getByRole('button', { name: 'Relancer « Envoyer un message »' }).first().click()
  await dialog(page).getByRole('button', { name: 'Relancer' }).click()
  await told(page, 'La tâche est relancée.')
  const waiting = page.getByRole('button', { name: 'Abandonner « Envoyer un message »' })
  // It is tried meanwhile: its row comes and goes.
  await expect
    .poll(
      async () => {
        await page.getByRole('button', { name: 'Actualiser' }).click()
        await waiting
          .first()
          .click({ timeout: 1_000 })
          .catch(() => undefined)
        return dialog(page).count()
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe(1)
  await dialog(page).getByRole('button', { name: 'Abandonner' }).click()
  await told(page, 'La tâche est abandonnée.')
  expect(errors).toEqual([])
})

test('the log tells who did what, and in English too', { timeout: 60_000 }, async () => {
  const stranger = await openPage(demo.browser())
  await stranger.page.goto(`${demo.url()}/admin/connexion`)
  await signInOn(stranger.page, CAMILLE, 'pas le bon')
  await stranger.page.getByText(/incorrect/).waitFor()

  const { page, errors } = await openPage(demo.browser())
  await signIn(page, ADMIN, '/admin/site/journal')
  await title(page, 'Journal').waitFor()
  await told(page, `A essayé : ${CAMILLE}`)
  await look(page, '6-journal')
  await page.getByLabel('Ce qui a été fait').fill('ajouter des synonymes')
  await page.getByLabel('Qui', { exact: true }).fill('martin')
  await page.getByRole('button', { name: 'Chercher' }).click()
  await told(page, '1 ligne')
  await page.getByRole('row', { name: /Ajouter des synonymes.*Ada Martin.*Session.*Fait/ }).waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Exporter en CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^audit-.*\.csv$/)

  await page.getByRole('button', { name: 'English' }).click()
  await title(page, 'Audit log').waitFor()
  await page.getByRole('row', { name: /Add synonyms.*Ada Martin.*Session.*Done/ }).waitFor()
  await page.goto(`${demo.url()}/admin/site/etat`)
  await title(page, 'Health of the site').waitFor()
  await page.getByText(/PostgreSQL .* answers in/).waitFor()
  await look(page, '7-health-en')
  expect(errors).toEqual([])
})

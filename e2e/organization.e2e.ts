/** An organization, by role: who asks to come in, who answers, what each may then do. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PASSWORD, startTestApp, type Person, type TestApp } from '../server/src/testing/test-app.ts'
import { accessibilityFaults, openPage, picture, signInOn, useBrowser } from './browser.ts'

const browser = useBrowser()
let app: TestApp
let camille: Person
let edith: Person
let ministry: { id: string; slug: string }
beforeAll(async () => {
  app = await startTestApp()
  // Without an administrator the back-office asks for the first one.
  await app.person('Ada Min', { siteAdmin: true })
  camille = await app.person('Camille Perrin')
  edith = await app.person('Edith Roy')
  const words = { name: 'Ministère de la culture', acronym: 'MC', description: 'Un ministère.' }
  ministry = (await camille.call('POST', '/api/1/organizations/', words)).json
  const invited = { user: edith.user.id, role: 'editor' }
  const { id } = (await camille.call('POST', `/api/1/organizations/${ministry.id}/member/`, invited)).json
  await edith.call('POST', `/api/1/me/org_invitations/${id}/accept/`)
})
afterAll(() => app.close())

const newDataset = async (title: string, tags: string[] = [], isPrivate = false) =>
  (
    await camille.call('POST', '/api/1/datasets/', {
      ...{
        title,
        description: 'Une liste tenue à jour chaque année.',
        tags,
        private: isPrivate,
        organization: ministry.id,
      },
    })
  ).json
const open = async (person: Person, path: string, width?: number) => {
  const visit = await openPage(browser(), { width })
  await visit.page.goto(`${app.url}/admin/organisations/${ministry.slug}/${path}`)
  await signInOn(visit.page, person.user.email, PASSWORD)
  return visit
}
/** Pictures at both widths, in both themes; nothing that axe refuses. */
const look = async (page: Page, name: string): Promise<void> => {
  for (const [width, height] of [[1280, 900] as const, [390, 844] as const]) {
    await page.setViewportSize({ width, height })
    await picture(page, `organisation-${name}-${width}`)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect([name, width, colorScheme, await accessibilityFaults(page)]).toEqual([name, width, colorScheme, []])
    }
    await page.emulateMedia({ colorScheme: 'light' })
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

test('one asks, is refused with a reason, asks again and comes in for one dataset', { timeout: 120_000 }, async () => {
  const sacha = await app.person('Sacha Morel')
  const museums = await newDataset('Liste des musées')
  const theatres = await newDataset('Liste des théâtres')
  const help = { membership_help: 'Le service des données répond sous deux jours.' }
  await camille.call('PUT', `/api/1/organizations/${ministry.id}/settings/`, help)

  const { page, errors } = await openPage(browser())
  await page.goto(`${app.url}/organizations/${ministry.slug}`)
  await page.getByRole('link', { name: 'Rejoindre cette organisation' }).click()
  await signInOn(page, sacha.user.email, PASSWORD)
  await page.getByText('Le service des données répond sous deux jours.').waitFor()
  await page.getByRole('button', { name: 'Envoyer la demande' }).click()
  await page.getByText('Dites qui vous êtes et pourquoi vous demandez.').waitFor()
  await page.getByLabel('Votre demande').fill('Je tiens la liste des musées.')
  await page.getByRole('button', { name: 'Envoyer la demande' }).click()
  await page.getByText('Votre demande est en attente').waitFor()
  await look(page, 'demande')

  const admin = await open(camille, 'membres')
  const asking = admin.page.getByRole('region', { name: 'Demandes à traiter' })
  await asking.getByText('Je tiens la liste des musées.').waitFor()
  await asking.getByRole('button', { name: 'Refuser Sacha Morel' }).click()
  const dialog = admin.page.getByRole('dialog', { name: /Refuser la demande/ })
  await dialog.getByRole('button', { name: 'Refuser la demande' }).click()
  await dialog.getByText(/Dites pourquoi/).waitFor()
  await dialog.getByLabel('Raison').fill('Passez d’abord par votre direction.')
  await dialog.getByRole('button', { name: 'Refuser la demande' }).click()
  await admin.page.getByText('Demande refusée.').waitFor()

  await page.reload()
  await page.getByText('Votre demande a été refusée').waitFor()
  await page.getByText('Passez d’abord par votre direction.').waitFor()
  await look(page, 'refus')
  await page.getByLabel('Votre demande').fill('Ma direction est d’accord.')
  await page.getByRole('button', { name: 'Envoyer la demande' }).click()
  await page.getByText('Votre demande est en attente').waitFor()

  await admin.page.reload()
  await asking.getByRole('button', { name: 'Accepter Sacha Morel' }).click()
  await asking.getByLabel('Éditeur partiel').check()
  await asking.getByLabel(/Chercher un jeu de données/).fill('musées')
  await asking.getByRole('button', { name: 'Ajouter Liste des musées' }).click()
  await look(admin.page, 'membres')
  await asking.getByRole('button', { name: 'Faire entrer' }).click()
  await admin.page.getByText('Sacha Morel est maintenant membre.').waitFor()
  const row = admin.page.getByRole('row', { name: /Sacha Morel/ })
  await row.getByText(/1\s+jeu de données/).waitFor()

  await page.reload()
  await page.getByText('Vous êtes membre de cette organisation.').waitFor()
  const change = (id: string) => sacha.call('PUT', `/api/1/datasets/${id}/`, { title: 'Autre titre' })
  expect([(await change(museums.id)).status, (await change(theatres.id)).status]).toEqual([200, 403])
  expect([errors, admin.errors]).toEqual([[], []])
})

test(
  'members are invited by mail, get another role, and the last administrator stays',
  { timeout: 90_000 },
  async () => {
    const { page, errors } = await open(camille, 'membres')
    await page.getByRole('button', { name: 'Envoyer l’invitation' }).click()
    await page.getByText(/Choisissez une personne dans la liste/).waitFor()
    await page.getByLabel('Nom ou adresse électronique').fill('nina@culture.example')
    await page.getByRole('button', { name: 'Inviter nina@culture.example' }).click()
    await page.getByLabel('Message').fill('Bienvenue.')
    await page.getByRole('button', { name: 'Envoyer l’invitation' }).click()
    const waiting = page.getByRole('region', { name: 'Invitations en attente' })
    await waiting.getByText('nina@culture.example').waitFor()
    expect((await app.outbox()).at(-1)).toMatchObject({ to: 'nina@culture.example' })
    await waiting.getByRole('button', { name: /^Annuler l’invitation/ }).click()
    await page.getByText('Invitation annulée.').waitFor()
    await page.getByText(/^Voir les .* passées/).click()
    await page.getByRole('row', { name: /nina@culture.example.*Annulée/ }).waitFor()

    await page.getByLabel('Rôle de Camille Perrin').selectOption('Éditeur')
    await page.getByText(/dernier administrateur/).waitFor()
    expect(await page.getByLabel('Rôle de Camille Perrin').inputValue()).toBe('admin')
    await page.getByLabel('Rôle de Edith Roy').selectOption('Éditeur partiel')
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click()
    await page.getByLabel('Rôle de Edith Roy').selectOption('Éditeur')
    await page.getByText('Edith Roy : éditeur.').waitFor()

    const editor = await open(edith, 'membres')
    await editor.page.getByRole('row', { name: /Camille Perrin/ }).waitFor()
    expect(await editor.page.getByRole('button', { name: /^Retirer/ }).count()).toBe(0)
    expect(await editor.page.getByRole('region', { name: 'Inviter' }).count()).toBe(0)
    await editor.page.goto(`${app.url}/admin/organisations/${ministry.slug}/reglages`)
    await editor.page.getByText(/Seuls les administrateurs/).waitFor()
    const stranger = await open(await app.person('Olive Dehors'), 'membres')
    await stranger.page.getByText('Vous n’êtes pas membre de cette organisation.').waitFor()
    expect([errors, editor.errors, stranger.errors]).toEqual([[], [], []])
  },
)

test('settings and profile are kept, judged as one types', { timeout: 90_000 }, async () => {
  await newDataset('Liste des archives', ['patrimoine', 'archives'])
  const { page, errors } = await open(camille, 'reglages')
  await page
    .getByRole('button', { name: /^Ajouter patrimoine/ })
    .first()
    .click()
  await page.getByLabel('Mots-clés recommandés').fill('Musées de France')
  await page.getByLabel('Mots-clés recommandés').press('Enter')
  await page.getByLabel('Licence').selectOption({ index: 1 })
  await page.getByLabel('Adresse à qui écrire').fill('aide')
  await page.getByLabel(/Quatre yeux/).check()
  await page.getByText('Modifications non enregistrées.').waitFor()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText(/adresse e-mail n’est pas valide/).waitFor()
  await page.getByLabel('Adresse à qui écrire').fill('aide@culture.example')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Réglages enregistrés.').waitFor()
  await look(page, 'reglages')
  const { json } = await camille.call('GET', `/api/1/organizations/${ministry.id}/settings/`)
  expect(json).toMatchObject({ required_tags: ['patrimoine'], recommended_tags: ['musees-de-france'], four_eyes: true })
  // What was asked for is asked of the next draft.
  const draft = await newDataset('Liste des monuments', [], true)
  const show = (tags: string[]) => camille.call('PUT', `/api/1/datasets/${draft.id}/`, { private: false, tags })
  expect([(await show(['ponts'])).status, (await show(['ponts', 'patrimoine'])).status]).toEqual([400, 200])
  await camille.call('PUT', `/api/1/organizations/${ministry.id}/settings/`, { required_tags: [], four_eyes: false })

  await page.getByRole('link', { name: 'Gérer les points de contact' }).click()
  await page.getByRole('button', { name: 'Ajouter un point de contact' }).click()
  await page.getByLabel('Nom').fill('Service des données')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText(/Donnez une adresse e-mail ou un formulaire/).waitFor()
  await page.getByLabel('Adresse électronique').fill('donnees@culture.example')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByRole('link', { name: 'donnees@culture.example' }).waitFor()
  await look(page, 'contacts')

  await page.getByRole('link', { name: 'Profil', exact: true }).click()
  await page.getByLabel(/^SIRET/).fill('110 046 019 000 13')
  await page.getByText(/La clé ne correspond pas/).waitFor()
  await page.getByLabel(/^SIRET/).fill('110 046 018 000 13')
  await page.getByText('La clé est juste.').waitFor()
  await page.getByLabel('Choisir une image').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: PICTURE })
  await page.getByRole('img', { name: 'Aperçu du nouveau logo' }).waitFor()
  await page.getByRole('button', { name: 'Utiliser ce logo' }).click()
  await page.getByText('Logo enregistré.').waitFor()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Profil enregistré.').waitFor()
  await look(page, 'profil')
  await page.getByRole('button', { name: 'Supprimer l’organisation' }).click()
  await page
    .getByRole('dialog')
    .getByText(/restent publics/)
    .waitFor()
  await look(page, 'suppression')
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click()
  expect(errors).toEqual([])
})

test('a discussion is answered in the name of the organization, then closed', { timeout: 90_000 }, async () => {
  const dataset = await newDataset('Fréquentation des cinémas')
  const reader = await app.person('Lou Lecteur')
  const about = { title: 'Et 2025 ?', comment: 'L’année 2025 manque.', subject: { class: 'Dataset', id: dataset.id } }
  const talk = (await reader.call('POST', '/api/1/discussions/', about)).json
  const { page, errors } = await open(edith, 'discussions')
  await page.getByRole('button', { name: 'Et 2025 ?' }).click()
  await page.getByRole('button', { name: 'Répondre', exact: true }).click()
  await page.getByText('Écrivez une réponse.').waitFor()
  await page.getByLabel('Votre réponse').fill('Elle arrive lundi.')
  await look(page, 'discussions')
  await page.getByRole('button', { name: 'Répondre et clore' }).click()
  await page.getByText('Discussion close.').waitFor()
  const { json } = await reader.call('GET', `/api/1/discussions/${talk.id}/`)
  expect([json.discussion[1].posted_by_organization.id, json.closed_by.id]).toEqual([ministry.id, edith.user.id])
  await page.getByLabel('Closes').check()
  await page.getByRole('button', { name: 'Et 2025 ?' }).waitFor()
  await page.getByLabel('Chercher').fill('introuvable')
  await page.getByText(/Aucune discussion ne contient/).waitFor()
  expect(errors).toEqual([])
})

test('an organization is made, in English, and what comes next is said', { timeout: 90_000 }, async () => {
  const nora = await app.person('Nora Neuf')
  const { page, errors } = await openPage(browser())
  await page.goto(`${app.url}/admin/organisations/rejoindre`)
  await signInOn(page, nora.user.email, PASSWORD)
  await page.getByLabel('Nom ou sigle de l’organisation').fill('cultu')
  await page.getByRole('link', { name: 'Demander à rejoindre MC' }).waitFor()
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('main').getByRole('link', { name: 'Create an organization' }).click()
  await page.getByRole('heading', { name: 'New organization' }).waitFor()
  await page.getByLabel('Name').fill('Ministère de la culture')
  await page.getByText(/An organization already has this name/).waitFor()
  await page.getByLabel('Name').fill('National archives')
  await page.getByLabel('Description').fill('Keeps the papers of the State.')
  await page.getByRole('button', { name: 'Create the organization' }).click()
  await page.getByRole('heading', { name: 'National archives is created' }).waitFor()
  await look(page, 'creee-en')
  await page.getByRole('link', { name: 'Invite members' }).click()
  await page.getByRole('row', { name: /Nora Neuf \(you\)/ }).waitFor()
  expect(errors).toEqual([])
})

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

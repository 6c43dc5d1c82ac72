/** From an empty bucket to the first automatic publication, then what goes wrong: all of it in a real browser. */
import type { Flow } from '@cimaise/client'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startS3, type TestS3 } from '../server/src/sources/testing/start-s3.ts'
import { startSftp } from '../server/src/sources/testing/start-sftp.ts'
import { accessibilityFaults, openPage, picture, signInOn, useDemo } from './browser.ts'

const demo = useDemo({ OUTGOING_ALLOW: '127.0.0.1' })
let s3: TestS3
beforeAll(async () => {
  s3 = await startS3({ bucket: 'open-data' })
})
afterAll(() => s3.close())

const HEADER = 'identifiant;nom;commune;code_insee'
const museums = (year: number, rows: number, header = HEADER): string =>
  [header, ...Array.from({ length: rows }, (_, row) => `M${year}${row};Musée ${row};Besançon;25056`)]
    .map((line) => line.split(';').slice(0, header.split(';').length).join(';'))
    .join('\n') + '\n'

const signIn = async (page: Page, mail = 'camille.perrin@culture.example'): Promise<void> => {
  await page.goto(`${demo.url()}/admin`)
  await signInOn(page, mail, 'Musee-2026')
  await page.getByRole('heading', { name: /^Bonjour/ }).waitFor()
}

/** Pictures at both widths and in both schemes; nothing that axe refuses. */
const look = async (page: Page, name: string): Promise<void> => {
  // A picture of the whole page would have it in the middle.
  await page.addStyleTag({ content: '.admin-save { position: static !important }' })
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await picture(page, `flux-${name}-${width}-${colorScheme}`)
      expect(await accessibilityFaults(page)).toEqual([])
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

const typeKey = async (page: Page, { access_key_id: id = '', secret_access_key: secret = '' }): Promise<void> => {
  await page.getByLabel('Identifiant de la clé').fill(id)
  await page.getByLabel('Clé secrète').fill(secret)
}

test('who has no flow yet reads what one is, and how to begin', { timeout: 60_000 }, async () => {
  const { page, errors } = await openPage(demo.browser())
  await signIn(page, 'yves.legoff@saint-aubin.example')
  await page.getByRole('link', { name: 'Flux', exact: true }).click()
  await page.getByRole('heading', { name: /Vos fichiers se publient seuls/ }).waitFor()
  await look(page, '1-vide')
  await page.getByRole('link', { name: 'Créer un flux' }).click()
  await page.getByRole('heading', { name: 'D’où viennent les fichiers' }).waitFor()
  expect(errors).toEqual([])
})

test(
  'a flow is made in four steps: the source answers, the real names show what they become, nothing is published before',
  { timeout: 180_000 },
  async () => {
    for (const year of [2023, 2024, 2025]) await s3.put(`musees/liste_musees_${year}.csv`, museums(year, 40))
    await s3.put('musees/lisez_moi.txt', 'Les listes de musées, une par an.')

    const { page, errors } = await openPage(demo.browser())
    await signIn(page)
    await page.getByRole('link', { name: 'Flux', exact: true }).click()
    await page.getByRole('link', { name: 'Nouveau flux' }).click()

    // What is lacking is said where it is.
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByText('Donnez un nom au flux.').waitFor()
    await page.getByLabel('Nom du flux').fill('Musées, chaque nuit')
    await page.getByLabel('Adresse du service').fill(s3.endpoint)
    await page.getByLabel('Bucket', { exact: true }).fill('open-data')
    await page.getByLabel(/^Préfixe/).fill('musees/')

    await typeKey(page, { access_key_id: 'AKIAWRONG', secret_access_key: 'no' })
    await page.getByRole('button', { name: 'Essayer la source' }).click()
    await page.getByText('La source ne s’ouvre pas.').waitFor()
    await look(page, '2-source-refusee')

    // Nothing typed is lost by a reload, but the secrets, which are kept nowhere.
    await page.reload()
    await page.getByText(/Ce que vous aviez saisi est revenu/).waitFor()
    expect(await page.getByLabel('Adresse du service').inputValue()).toBe(s3.endpoint)
    expect(await page.getByLabel('Clé secrète').inputValue()).toBe('')

    await typeKey(page, s3.secrets)
    await page.getByRole('button', { name: 'Essayer la source' }).click()
    await page.getByText(/La source répond/).waitFor()
    await page.getByRole('cell', { name: 'liste_musees_2025.csv' }).waitFor()
    await look(page, '3-source')

    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByRole('heading', { name: 'Que deviennent-ils' }).waitFor()
    await page.waitForURL(/flux\/musees-chaque-nuit\/modifier\?etape=fichiers/)
    await page.getByRole('button', { name: 'liste_musees_{annee}.csv' }).click()
    await page.getByRole('textbox', { name: /Titre des fichiers/ }).fill('Musées, édition {annee}')
    await page.getByText('Musées, édition 2025').waitFor()
    await page.getByText('3 fichiers pris sur 4 vus.').waitFor()

    // Without what distinguishes them, they are the same file: both names are said.
    await page.getByRole('checkbox', { name: /^annee/ }).uncheck()
    await page.getByText(/fichiers en conflit/).waitFor()
    await look(page, '4-conflit')
    await page.getByRole('checkbox', { name: /^annee/ }).check()
    await page.getByText('Musées, édition 2025').waitFor()

    await page.getByLabel('Chercher parmi les vôtres').fill('musees de france')
    await page.getByRole('radio', { name: 'Liste des musées de France' }).check()
    await look(page, '5-jeu-existant')
    await page.getByRole('radio', { name: 'Un jeu de données que le flux crée' }).check()
    await page.getByLabel('Titre du jeu de données', { exact: true }).first().fill('Musées, année par année')
    await page
      .getByLabel('Description', { exact: true })
      .fill('Les musées de France, une liste par année, tenue par le ministère.')
    await page.getByLabel('Licence').selectOption('lov2')
    await page.getByLabel('Fréquence').selectOption({ label: 'Annuelle' })
    await page.getByLabel('Créer en brouillon').uncheck()
    await page.getByText('Exclusions, taille, attente').click()
    await page.getByLabel(/^Attente/).fill('0')
    await look(page, '6-fichiers')

    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByRole('radio', { name: /Sur événement/ }).check()
    await page.getByText(/Le flux passera à la demande/).waitFor()
    await look(page, '7-rythme')
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByRole('heading', { name: 'Essayer, puis activer' }).waitFor()

    // The draft is on the server: a reload finds it, its key included.
    await page.reload()
    await page.getByRole('button', { name: 'Essayer à blanc' }).click()
    await page.getByText(/3 .*seraient publiés/).waitFor({ timeout: 60_000 })
    await look(page, '8-essai')
    expect((await fetch(`${demo.url()}/datasets/musees-annee-par-annee`)).status).toBe(404)

    await page.getByRole('button', { name: 'Activer le flux' }).click()
    await page.getByRole('heading', { level: 1, name: 'Musées, chaque nuit' }).waitFor()
    await page.getByRole('button', { name: 'Lancer maintenant' }).click()
    await page
      .getByText(/3 .*publiés/)
      .first()
      .waitFor({ timeout: 60_000 })
    await page.getByText('En marche').waitFor()
    await look(page, '9-flux')
    expect(errors).toEqual([])
  },
)

test('the dataset says which flow feeds it, to its producer and to the public', { timeout: 90_000 }, async () => {
  const { page, errors } = await openPage(demo.browser())
  await signIn(page)
  await page.getByRole('link', { name: 'Musées, année par année' }).click()
  await page
    .getByText(/alimenté automatiquement par/)
    .first()
    .waitFor()
  await page.getByRole('link', { name: 'Musées, chaque nuit' }).first().waitFor()
  await look(page, '10-jeu')
  // By hand, it is said before anything leaves.
  const chooser = page.waitForEvent('filechooser')
  await page
    .getByRole('button', { name: /^Remplacer / })
    .first()
    .click()
  const byHand = { name: 'export.csv', mimeType: 'text/csv', buffer: Buffer.from(museums(2025, 3)) }
  await (await chooser).setFiles(byHand)
  await page.getByText(/ne le remplacez pas à la main/).waitFor()
  await look(page, '10-a-la-main')
  await page.getByRole('button', { name: 'Ne pas envoyer' }).click()
  await page.goto(`${demo.url()}/datasets/musees-annee-par-annee`)
  await page.getByText('alimenté automatiquement').first().waitFor()
  await look(page, '11-page-publique')
  expect(errors).toEqual([])
})

test('a column that goes is held, with its reason; a person decides', { timeout: 120_000 }, async () => {
  await s3.put('musees/liste_musees_2025.csv', museums(2025, 44, 'identifiant;nom;commune'))
  await s3.put('musees/liste_musees_2024.csv', museums(2024, 6))
  const { page, errors } = await openPage(demo.browser())
  await signIn(page)
  await page.goto(`${demo.url()}/admin/flux/musees-chaque-nuit`)
  await page.getByRole('button', { name: 'Lancer maintenant' }).click()
  await page.getByRole('link', { name: /Décider de 2/ }).waitFor({ timeout: 60_000 })
  await page.getByRole('link', { name: 'Passage n° 3' }).click()
  await page
    .getByRole('row', { name: /liste_musees_2025.csv/ })
    .getByText('retenu')
    .waitFor()
  await look(page, '12-passage')
  await page.getByRole('button', { name: /inchangé/ }).click()
  await page.getByRole('row', { name: /liste_musees_2023.csv/ }).waitFor()
  await expect.poll(() => page.getByRole('row', { name: /liste_musees_2025.csv/ }).count()).toBe(0)

  await page.goto(`${demo.url()}/admin/quarantaine`)
  await page
    .getByText(/code_insee/)
    .first()
    .waitFor()
  await look(page, '13-quarantaine')
  await page.getByRole('button', { name: 'Publier malgré tout liste_musees_2025.csv' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Publier malgré tout' }).click()
  await dialog.getByText(/Dites pourquoi/).waitFor()
  await dialog.getByLabel('Pourquoi ?').fill('La colonne est dans un autre fichier')
  await look(page, '14-publier-malgre-tout')
  await dialog.getByRole('button', { name: 'Publier malgré tout' }).click()
  await page.getByText('liste_musees_2025.csv : publié.').waitFor()

  await page.getByRole('link', { name: 'Voir le rapport de liste_musees_2024.csv' }).click()
  await page.getByRole('region', { name: 'Rapport sur liste_musees_2024.csv' }).waitFor()
  await look(page, '15-rapport')
  await page.goto(`${demo.url()}/admin/quarantaine`)
  await page.getByRole('button', { name: 'Rejeter liste_musees_2024.csv' }).click()
  await dialog.getByRole('button', { name: 'Rejeter' }).click()
  await page.getByText('liste_musees_2024.csv : rejeté, rien n’a été publié.').waitFor()
  await page.getByRole('button', { name: 'Publiés' }).click()
  await page.getByText('« La colonne est dans un autre fichier »').waitFor()
  expect(errors).toEqual([])
})

test(
  'a key that changed is said on the list, on the flow and on the run; another one mends it',
  { timeout: 120_000 },
  async () => {
    const fresh = s3.rotateKey()
    const { page, errors } = await openPage(demo.browser())
    await signIn(page)
    await page.goto(`${demo.url()}/admin/flux/musees-chaque-nuit`)
    await page.getByRole('button', { name: 'Lancer maintenant' }).click()
    await page.getByText('En échec').first().waitFor({ timeout: 60_000 })
    await page.goto(`${demo.url()}/admin/flux`)
    await page.getByText(/flux ont besoin de vous/).waitFor()
    await look(page, '16-liste')
    await page.getByRole('link', { name: 'Musées, chaque nuit', exact: true }).click()
    await look(page, '17-en-echec')

    await page.getByRole('link', { name: 'Remplacer', exact: true }).click()
    await page.getByRole('button', { name: 'Remplacer : Identifiant de la clé' }).click()
    await page.getByLabel('Identifiant de la clé').fill(fresh.access_key_id ?? '')
    await page.getByRole('button', { name: 'Remplacer : Clé secrète' }).click()
    await page.getByLabel('Clé secrète').fill(fresh.secret_access_key ?? '')
    await look(page, '18-cle')
    await page.getByRole('button', { name: 'Enregistrer les changements' }).click()
    await page.getByText(/Flux enregistré/).waitFor()
    await page.getByRole('button', { name: 'Lancer maintenant' }).click()
    await page.getByText('En marche').waitFor({ timeout: 60_000 })

    await page.getByRole('button', { name: 'Mettre en pause' }).click()
    await page.getByLabel('Pourquoi ?').fill('Migration du bucket')
    await page.getByRole('dialog').getByRole('button', { name: 'Mettre en pause' }).click()
    await page
      .getByText(/Migration du bucket/)
      .first()
      .waitFor()
    await look(page, '19-pause')
    await page.getByRole('button', { name: 'Reprendre', exact: true }).click()
    await page.getByRole('button', { name: 'Lancer maintenant' }).waitFor()

    await page.getByRole('button', { name: 'Obtenir une adresse' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Faire une adresse' }).click()
    const address = await page.getByRole('textbox', { name: 'Adresse d’appel' }).inputValue()
    expect((await fetch(new URL(address).pathname && address, { method: 'POST' })).ok).toBe(true)
    expect(errors).toEqual([])
  },
)

test('a definition goes out in YAML and comes back; mistakes have their line', { timeout: 90_000 }, async () => {
  const { page, errors } = await openPage(demo.browser())
  await signIn(page)
  await page.goto(`${demo.url()}/admin/flux/musees-chaque-nuit`)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Télécharger en YAML' }).click()
  expect((await download).suggestedFilename()).toBe('musees-chaque-nuit.yaml')

  await page.getByRole('link', { name: 'Remplacer par un fichier' }).click()
  const text = page.getByLabel('Définition')
  await expect.poll(() => text.inputValue()).toContain('liste_musees_{annee}.csv')
  const yaml = await text.inputValue()
  expect(yaml).not.toContain(s3.secrets.secret_access_key)
  await text.fill(yaml.replace('bucket:', 'buckett:'))
  await page.getByRole('button', { name: 'Vérifier' }).click()
  const line = page.getByRole('button', { name: /^Ligne \d+/ }).first()
  await line.click()
  await look(page, '20-yaml-a-corriger')
  await text.fill(yaml.replace('Musées, chaque nuit', 'Musées, la nuit'))
  await page.getByRole('button', { name: 'Vérifier' }).click()
  await page.getByText('Ce fichier est juste.').waitFor()
  await page.getByRole('button', { name: 'Importer' }).click()
  await page.getByRole('heading', { level: 1, name: 'Musées, la nuit' }).waitFor()
  expect(errors).toEqual([])
})

test('an SSH server is known by its key: nothing is read before a person says that it is the one', async () => {
  const sftp = await startSftp()
  try {
    await sftp.put('festivals.csv', 'nom;commune\nJazz;Sète\n')
    const { page, errors } = await openPage(demo.browser())
    await signIn(page)
    await page.goto(`${demo.url()}/admin/flux/nouveau`)
    await page.getByText('Serveur SFTP').click()
    await page.getByLabel('Nom du flux').fill('Festivals')
    await page.getByLabel('Serveur', { exact: true }).fill(sftp.spec.host)
    await page.getByLabel('Port').fill(String(sftp.spec.port))
    await page.getByLabel('Identifiant', { exact: true }).fill(sftp.spec.user)
    await page.getByRole('textbox', { name: /^Dossier/ }).fill(sftp.spec.folder)
    await page.getByLabel('Mot de passe').fill(sftp.secrets.password ?? '')
    await page.getByRole('button', { name: 'Essayer la source' }).click()
    await page.getByText('Est-ce bien votre serveur').waitFor()
    await page.getByText(sftp.spec.hostKey ?? '').waitFor()
    expect(sftp.attempts).toEqual([])
    await look(page, '21-empreinte')
    await page.getByRole('button', { name: 'C’est la bonne' }).click()
    await page.getByRole('cell', { name: 'festivals.csv' }).waitFor()
    expect(errors).toEqual([])
  } finally {
    await sftp.close()
  }
}, 60_000)

test('a server drops its files at a secret address, and they are published', { timeout: 90_000 }, async () => {
  const { page, errors } = await openPage(demo.browser())
  await signIn(page)
  await page.goto(`${demo.url()}/admin/flux/nouveau`)
  await page.getByText('Boîte de dépôt').click()
  await page.getByLabel('Nom du flux').fill('Agenda')
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.getByLabel('Quels fichiers prendre').fill('agenda.csv')
  await page.getByRole('radio', { name: 'Un jeu de données que le flux crée' }).check()
  await page.getByLabel('Titre du jeu de données', { exact: true }).first().fill('Agenda culturel')
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.getByText('Décrivez-le en une phrase au moins.').waitFor()
  await page.getByLabel('Description', { exact: true }).fill('Les rendez-vous de la semaine.')
  await page.getByText('Exclusions, taille, attente').click()
  await page.getByLabel(/^Attente/).fill('0')
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.getByRole('heading', { name: 'Quand passer' }).waitFor()
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.getByRole('button', { name: 'Activer le flux' }).click()
  await page.getByRole('button', { name: 'Obtenir une adresse' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Faire une adresse' }).click()
  const address = await page.getByRole('textbox', { name: 'Adresse de dépôt' }).inputValue()
  await look(page, '22-boite')
  const body = 'date;titre\n2026-12-01;Concert\n'
  const url = new URL(`${address.replace(/\/$/, '')}/agenda.csv`)
  expect((await fetch(new URL(url.pathname, demo.url()), { method: 'PUT', body })).ok).toBe(true)
  await expect
    .poll(async () => ((await (await page.request.get(`${demo.url()}/api/1/flows/agenda/`)).json()) as Flow).health, {
      timeout: 60_000,
    })
    .toBe('ok')
  await page.reload()
  await page
    .getByText(/1 .*publié/)
    .first()
    .waitFor()
  expect(errors).toEqual([])
})

test('a field that a flow writes says so; changed, it is the person’s, who may give it back', async () => {
  const { page, errors } = await openPage(demo.browser())
  await signIn(page)
  await page.getByRole('link', { name: 'Entrées des musées', exact: true }).click()
  await page.getByRole('link', { name: 'Métadonnées' }).click()
  await page.getByText(/Écrit par le flux/).waitFor()
  await page.getByLabel('Fin', { exact: true }).fill('30/06/2026')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText(/À vous depuis le/).waitFor()
  await look(page, '23-champ')
  await page.getByRole('button', { name: 'Le rendre au flux' }).click()
  await page.getByText(/Rendu au flux/).waitFor()
  await page.getByText(/Écrit par le flux/).waitFor()
  expect(errors).toEqual([])
}, 60_000)

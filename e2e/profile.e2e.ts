/** One's own account: two steps to sign in, keys of one organization, mails as one chooses, invitations, two languages. */
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendDigests } from '../server/src/community/index.ts'
import { PASSWORD, startTestApp, type Person, type TestApp } from '../server/src/testing/test-app.ts'
import { accessibilityFaults, openPage, picture, signInOn, useBrowser } from './browser.ts'

const browser = useBrowser()
let app: TestApp
let camille: Person
let sacha: Person
let alix: Person
let ministry: string
beforeAll(async () => {
  app = await startTestApp()
  // Without an administrator the back-office asks for the first one.
  await app.person('Ada Min', { siteAdmin: true })
  camille = await app.person('Camille Perrin')
  sacha = await app.person('Sacha Morel')
  alix = await app.person('Alix Martin')
  const found = (name: string) => camille.call('POST', '/api/1/organizations/', { name, description: 'x' })
  ministry = (await found('Ministère de la culture')).json.id
  await found('Club des cinq')
})
afterAll(() => app.close())

const open = async (path: string, person = camille, width?: number) => {
  const visit = await openPage(browser(), { width })
  await visit.page.goto(`${app.url}/admin${path}`)
  await signInOn(visit.page, person.user.email, PASSWORD)
  return visit
}
const title = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor()
/** Two widths and two schemes of what is on the screen. */
const look = async (page: Page, name: string): Promise<string[]> => {
  await page.waitForLoadState('networkidle')
  const faults: string[] = []
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await picture(page, `${name}-${width}`)
    for (const colorScheme of ['light', 'dark'] as const) {
      // Colours change in a moment otherwise, and axe would read them half-way.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${name} ${width} ${colorScheme}: ${fault}`))
    }
    await page.emulateMedia({ colorScheme: 'light' })
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  return faults
}

test('the second step is set up from a drawing, used to sign in, and stopped', { timeout: 60_000 }, async () => {
  const { page, errors } = await open('/compte/securite', alix)
  await title(page, 'Sécurité')
  await page.getByRole('button', { name: 'Mettre en place' }).click()
  await page.getByRole('img', { name: /^Dessin à viser/ }).waitFor()
  const key = (await page.getByText(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/).textContent())!.replaceAll(' ', '')
  const code = () => new TOTP({ secret: Secret.fromBase32(key) }).generate()
  expect(await look(page, 'compte-deux-etapes')).toEqual([])
  await page.getByLabel('Code de votre application').fill('000000')
  await page.getByRole('button', { name: 'Activer' }).click()
  await page.getByText(/Ce code n’est pas le bon/).waitFor()
  await page.getByLabel('Code de votre application').fill(code())
  await page.getByRole('button', { name: 'Activer' }).click()
  const codes = page.getByRole('list', { name: 'Codes de secours' }).getByRole('listitem')
  await codes.first().waitFor()
  expect(await codes.count()).toBe(10)
  const download = page.getByRole('link', { name: 'Télécharger' })
  const file = decodeURIComponent((await download.getAttribute('href')) ?? '')
  expect(file).toContain((await codes.first().textContent()) ?? '?')
  const rescue = (await codes.nth(1).textContent()) ?? ''
  expect(await look(page, 'compte-codes-de-secours')).toEqual([])
  await page.getByRole('button', { name: 'J’ai rangé les codes' }).click()
  expect(await codes.count()).toBe(0)

  const other = await open('/compte/securite', alix)
  await other.page.getByRole('button', { name: 'Je n’ai pas mon application' }).click()
  await other.page.getByLabel('Code de secours').fill(rescue)
  await other.page.getByRole('button', { name: 'Continuer' }).click()
  await title(other.page, 'Sécurité')
  await other.page.getByText('En place : un code').waitFor()
  // The other browser is seen here, and closed from here.
  await page.reload()
  const sessions = page.getByRole('region', { name: 'Sessions ouvertes' })
  await sessions.getByText('Cette session').waitFor()
  expect(await sessions.getByRole('listitem').count()).toBe(2)
  await sessions.getByRole('button', { name: 'Fermer les autres sessions' }).click()
  await expect.poll(() => sessions.getByRole('listitem').count()).toBe(1)
  await page.getByRole('button', { name: 'Arrêter' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Arrêter' }).click()
  await page.getByRole('button', { name: 'Mettre en place' }).waitFor()
  expect(errors).toEqual([])
})

test('a password typed too long ago is asked for in place', { timeout: 60_000 }, async () => {
  const { page } = await open('/compte')
  await title(page, 'Profil')
  await app.database.pool.query("update sessions set proved_at = now() - interval '2 hours'")
  await page.getByLabel('Nouvelle adresse').fill('camille.perrin@autre.example')
  await page.getByRole('button', { name: 'Changer d’adresse' }).click()
  const dialog = page.getByRole('dialog', { name: 'Redonnez votre mot de passe' })
  await dialog.getByLabel('Mot de passe').fill('Faux-2026')
  await dialog.getByRole('button', { name: 'Continuer' }).click()
  await dialog.getByText('Ce mot de passe n’est pas le bon.').first().waitFor()
  await dialog.getByLabel('Mot de passe').fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Continuer' }).click()
  await page.getByText('Un lien vient de partir à camille.perrin@autre.example').waitFor()
  expect((await app.outbox()).at(-1)?.to).toBe('camille.perrin@autre.example')
})

test(
  'a key of one organization is refused elsewhere, seen by its administrators, and revoked',
  { timeout: 60_000 },
  async () => {
    const { page, errors } = await open('/compte/cles')
    await title(page, 'Clés d’API')
    await page.getByLabel('Nom de la clé').fill('Export du soir')
    await page.getByLabel('Pour').selectOption({ label: 'Ministère de la culture seulement' })
    await page.getByLabel('Elle expire').selectOption('never')
    await page.getByText(/Une clé sans fin marche encore/).waitFor()
    await page.getByLabel('Elle expire').selectOption('onDate')
    await page.getByRole('button', { name: 'Créer la clé' }).click()
    await page.getByText('Choisissez une date à venir.').waitFor()
    await page.getByLabel('Elle expire').selectOption('in30')
    await page.getByRole('button', { name: 'Créer la clé' }).click()
    const token = await page.getByLabel('Nouvelle clé d’API').inputValue()
    await page.getByText('S’en servir', { exact: true }).click()
    await page.getByText('cimaise status').waitFor()
    expect(await look(page, 'compte-cles')).toEqual([])
    const publish = (organization: object) =>
      fetch(`${app.url}/api/1/datasets/`, {
        method: 'POST',
        headers: { 'X-API-KEY': token, 'Content-Type': 'application/json' },
        body: JSON.stringify({ title: 'Musées', description: 'Les musées.', ...organization }),
      })
    expect((await publish({ organization: ministry })).status).toBe(201)
    expect((await publish({})).status).toBe(403)

    await page.goto(`${app.url}/admin/organisations/ministere-de-la-culture/cles`)
    await title(page, 'Clés d’API de Ministère de la culture')
    await page.getByText('de Camille Perrin').waitFor()
    await page.getByText(/Expire bientôt/).waitFor()
    expect(await look(page, 'organisation-cles')).toEqual([])
    await page.getByRole('button', { name: 'Révoquer Export du soir' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Révoquer la clé' }).click()
    await page.getByText('Aucune clé pour le moment.').waitFor()
    expect((await publish({ organization: ministry })).status).toBe(401)
    expect(errors).toEqual([])
  },
)

test('discussions in the digest, then stopped by its link without signing in', { timeout: 60_000 }, async () => {
  const { page, errors } = await open('/compte/notifications')
  await title(page, 'Notifications')
  await page.getByLabel('Discussions').selectOption({ label: 'dans le résumé du matin' })
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Choix enregistrés.').waitFor()
  expect(await look(page, 'compte-notifications')).toEqual([])
  const dataset = { title: 'Liste des musées', description: 'Les musées.', organization: ministry }
  const { id } = (await camille.call('POST', '/api/1/datasets/', dataset)).json
  const about = { title: 'Pourquoi 2024 ?', comment: 'Et 2025 ?', subject: { class: 'Dataset', id } }
  await sacha.call('POST', '/api/1/discussions/', about)
  await sendDigests(app.database.db, new Date('2026-12-01T06:30:00Z'))
  const mail = (await app.outbox()).at(-1)!
  expect([mail.to, mail.subject]).toEqual([camille.user.email, 'Une nouvelle vous attend'])

  const visitor = await openPage(browser())
  await visitor.page.goto(mail.stopUrl!)
  await title(visitor.page, 'Ne plus recevoir ces messages ?')
  await visitor.page.getByRole('button', { name: 'Ne plus les recevoir' }).click()
  await visitor.page.getByText('Vous ne recevrez plus de résumés.').waitFor()
  expect(await look(visitor.page, 'ne-plus-recevoir')).toEqual([])
  await page.reload()
  await expect.poll(() => page.getByLabel('Discussions').inputValue()).toBe('never')
  expect([errors, visitor.errors]).toEqual([[], []])
})

test(
  'an invitation is accepted, and the menu has its pages; requests say where they stand',
  { timeout: 60_000 },
  async () => {
    const invitation = { user: sacha.user.id, role: 'editor', comment: 'Bienvenue parmi nous.' }
    await camille.call('POST', `/api/1/organizations/${ministry}/member/`, invitation)
    const club = (await camille.call('GET', '/api/1/organizations/club-des-cinq/')).json.id
    const { id } = (await sacha.call('POST', `/api/1/organizations/${club}/membership/`, { comment: 'Bonjour' })).json
    await camille.call('POST', `/api/1/organizations/${club}/membership/${id}/refuse/`, {
      comment: 'Complet cette année.',
    })
    const { page, errors } = await open('/compte/invitations', sacha)
    await title(page, 'Invitations')
    await page.getByText('Bienvenue parmi nous.').waitFor()
    await page.getByText('Complet cette année.').waitFor()
    expect(await look(page, 'compte-invitations')).toEqual([])
    await page.getByRole('button', { name: 'Accepter l’invitation de Ministère de la culture' }).click()
    await page.getByText('Aucune invitation n’attend votre réponse.').waitFor()
    await page.getByRole('navigation', { name: 'Navigation principale' }).getByText('Ministère de la culture').waitFor()
    await page.goto(`${app.url}/admin/compte`)
    await page.getByRole('button', { name: 'Quitter Ministère de la culture' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Quitter' }).click()
    await page.getByText('Vous n’appartenez à aucune organisation.').waitFor()
    expect(await look(page, 'compte')).toEqual([])
    expect(errors).toEqual([])
  },
)

/** Words that no English page has, and every French one of ours has some of. */
const FRENCH = /\b(vous|votre|vos|les?|des?|une?|est|pour|avec|dans|mot de passe|adresse|enregistrer|clés?|jeux?)\b/gi

test('in English nothing is left in French, and mails follow', { timeout: 60_000 }, async () => {
  const visitor = await openPage(browser())
  const { page, errors } = visitor
  await page.goto(`${app.url}/admin/connexion`)
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor()
  const left: string[] = []
  const read = async (path: string, name: string): Promise<void> => {
    await page.goto(`${app.url}/admin${path}`)
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    // Names are in their own language.
    const text = (await page.locator('body').innerText()).replaceAll(
      /Français|Ministère de la culture|Club des cinq|Liste des musées/g,
      '',
    )
    left.push(...(text.match(FRENCH) ?? []).map((word) => `${path}: ${word}`))
  }
  for (const [path, name] of [
    ['/inscription', 'Create an account'],
    ['/mot-de-passe', 'Forgotten password'],
    ['/mot-de-passe/x', 'Choose a password'],
    ['/ne-plus-recevoir/x', 'Receive these messages no more?'],
    ['/nulle-part', 'Page not found'],
    ['/connexion', 'Sign in'],
  ])
    await read(path!, name!)
  await page.getByLabel('E-mail address').fill(camille.user.email)
  await page.getByLabel('Password').fill('Wrong-2026')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByLabel('E-mail address').inputValue()).toBe(camille.user.email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'My account' }).first().waitFor()
  for (const [path, name] of [
    ['/compte', 'Profile'],
    ['/compte/securite', 'Security'],
    ['/compte/cles', 'API keys'],
    ['/compte/notifications', 'Notifications'],
    ['/compte/invitations', 'Invitations'],
    ['/organisations/club-des-cinq/cles', 'API keys of Club des cinq'],
    ['/notifications', 'Notifications'],
  ])
    await read(path!, name!)
  expect(left).toEqual([])
  await page.goto(`${app.url}/admin/compte`)
  await page.getByRole('region', { name: 'Language' }).getByRole('button', { name: 'Save' }).click()
  await page.waitForLoadState('networkidle')
  await expect.poll(async () => (await camille.call('GET', '/api/1/me/')).json.lang).toBe('en')
  expect(errors).toEqual([])
})

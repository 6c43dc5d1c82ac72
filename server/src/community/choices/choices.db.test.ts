import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { tellExpiringKeys } from '../../accounts/index.ts'
import { newBrowser } from '../../testing/browser.ts'
import { startTestApp, type Person, type TestApp } from '../../testing/test-app.ts'
import { sendDigests } from '../index.ts'

let app: TestApp
let camille: Person
let sacha: Person
let ministry: string
let sent: number
beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
  sacha = await app.person('Sacha Morel')
  ministry = (await camille.call('POST', '/api/1/organizations/', { name: 'Ministère', description: 'x' })).json.id
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.database.pool.query('delete from notification_choices')
  await app.database.pool.query('delete from digest_lines')
  await app.database.pool.query('delete from notifications')
  await camille.call('PUT', '/api/1/me/', { lang: null })
  sent = (await app.outbox()).length
})

const mails = async () =>
  (await app.outbox())
    .slice(sent)
    .filter(({ to }) => to === camille.user.email)
    .map((mail) => ({ ...mail, text: mail.text.replace(/[\u00a0\u202f]/g, ' ') }))
const choose = (choices: object) => camille.call('PUT', '/api/1/me/notification_choices/', choices)
/** Somebody asks, of a dataset of Camille's organization. */
const discuss = async (title: string) => {
  const dataset = { title: 'Musées', description: 'Les musées.', organization: ministry }
  const { id } = (await camille.call('POST', '/api/1/datasets/', dataset)).json
  const subject = { class: 'Dataset', id }
  return (await sacha.call('POST', '/api/1/discussions/', { title, comment: 'Une question ?', subject })).json.id
}
const TUESDAY = new Date('2026-12-01T06:30:00Z')
const MONDAY = new Date('2026-12-07T06:30:00Z')
const digest = (now: Date) => sendDigests(app.database.db, now)

test('at first everything is mailed at once, but transfers', async () => {
  expect((await camille.call('GET', '/api/1/me/notification_choices/')).json).toEqual({
    ...{ membership: 'at_once', discussions: 'at_once', uses: 'at_once', transfers: 'daily' },
    ...{ flows: 'at_once', publications: 'at_once', keys: 'at_once' },
  })
  await discuss('Pourquoi ?')
  expect(await mails()).toEqual([expect.objectContaining({ subject: 'Nouvelle discussion sur « Musées »' })])
})

test('what is not wanted isn’t mailed, and is told in the back-office all the same', async () => {
  expect((await choose({ discussions: 'never' })).json).toMatchObject({ discussions: 'never', flows: 'at_once' })
  await discuss('Pourquoi ?')
  await digest(MONDAY)
  expect(await mails()).toEqual([])
  expect((await camille.call('GET', '/api/1/notifications/?handled=false')).json.total).toBe(1)
})

test('a choice that is none, and one that isn’t one’s own, are refused', async () => {
  expect((await choose({ discussions: 'hourly' })).status).toBe(400)
  const nobody = newBrowser(app.url)
  expect((await nobody.call('GET', '/api/1/me/notification_choices/')).status).toBe(401)
  expect((await nobody.call('PUT', '/api/1/me/notification_choices/', { flows: 'never' })).status).toBe(401)
})

test('a digest is one mail of what waits, once, at half past seven in Paris', async () => {
  await choose({ discussions: 'daily' })
  await discuss('Pourquoi ?')
  await discuss('Et 2025 ?')
  expect(await mails()).toEqual([])
  await digest(new Date('2026-12-01T05:30:00Z'))
  expect(await mails()).toEqual([])
  await digest(TUESDAY)
  await digest(TUESDAY)
  const [mail, ...others] = await mails()
  expect(others).toEqual([])
  expect(mail?.subject).toBe('2 nouvelles vous attendent')
  expect(mail?.text).toContain('Sacha Morel a ouvert la discussion « Pourquoi ? » sur « Musées ».')
  expect(mail?.text).toContain('Sacha Morel a ouvert la discussion « Et 2025 ? » sur « Musées ».')
  expect(mail?.text).toContain(`${app.url}/admin/notifications`)
  await digest(new Date('2026-12-02T06:30:00Z'))
  expect(await mails()).toHaveLength(1)
})

test('in summer, half past seven in Paris is another hour', async () => {
  await choose({ discussions: 'daily' })
  await discuss('Pourquoi ?')
  await digest(new Date('2026-07-01T06:30:00Z'))
  expect(await mails()).toEqual([])
  await digest(new Date('2026-07-01T05:30:00Z'))
  expect(await mails()).toHaveLength(1)
})

test('the digest of the week comes on Mondays', async () => {
  await choose({ discussions: 'weekly' })
  await discuss('Pourquoi ?')
  await digest(TUESDAY)
  expect(await mails()).toEqual([])
  await digest(MONDAY)
  expect(await mails()).toHaveLength(1)
})

test('what was seen meanwhile isn’t told again, and nothing is no mail', async () => {
  await choose({ discussions: 'daily' })
  await discuss('Pourquoi ?')
  const [one] = (await camille.call('GET', '/api/1/notifications/?handled=false')).json.data
  await camille.call('POST', `/api/1/notifications/${one.id}/read/`)
  await digest(TUESDAY)
  expect(await mails()).toEqual([])
})

test('who wants no more of it before the digest isn’t sent it', async () => {
  await choose({ discussions: 'daily' })
  await discuss('Pourquoi ?')
  await choose({ discussions: 'never' })
  await digest(TUESDAY)
  await choose({ discussions: 'daily' })
  await digest(TUESDAY)
  expect(await mails()).toEqual([])
})

test('mails and digests are in the language of the account', async () => {
  await camille.call('PUT', '/api/1/me/', { lang: 'en' })
  await discuss('Why?')
  await choose({ discussions: 'daily' })
  await discuss('When?')
  await digest(TUESDAY)
  expect((await mails()).map(({ subject }) => subject)).toEqual([
    'New discussion on “Musées”',
    'One piece of news for you',
  ])
})

test('a transfer waits for the digest, or is mailed at once to who wants so', async () => {
  const give = async () => {
    const { id } = (await sacha.call('POST', '/api/1/datasets/', { title: 'Châteaux', description: 'x' })).json
    const recipient = { class: 'User', id: camille.user.id }
    await sacha.call('POST', '/api/1/transfer/', { subject: { class: 'Dataset', id }, recipient, comment: 'x' })
  }
  await give()
  expect(await mails()).toEqual([])
  await choose({ transfers: 'at_once' })
  await give()
  expect(await mails()).toEqual([
    expect.objectContaining({ subject: 'Sacha Morel propose de vous confier « Châteaux »' }),
  ])
})

test('the link at the foot of a mail stops its kind without signing in; following it again changes nothing', async () => {
  await discuss('Pourquoi ?')
  const [mail] = await mails()
  expect(mail?.text).toContain(`Ne plus recevoir ces messages par e-mail :\n${mail?.stopUrl}`)
  const { pathname } = new URL(String(mail?.stopUrl))
  const visitor = newBrowser(app.url)
  // Filters of mails follow links: nothing changes by that.
  const followed = await visitor.call('GET', pathname)
  expect([followed.status, followed.headers.get('location')]).toEqual([
    302,
    pathname.replace('/unsubscribe/', '/admin/ne-plus-recevoir/'),
  ])
  const chosen = async () => (await camille.call('GET', '/api/1/me/notification_choices/')).json.discussions
  expect(await chosen()).toBe('at_once')
  // As mail programs do it (RFC 8058).
  const oneClick = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) }
  for (const _ of [1, 2]) {
    const answer = await fetch(app.url + pathname, oneClick)
    expect([answer.status, await answer.json()]).toEqual([200, { stopped: 'discussions' }])
  }
  expect(await chosen()).toBe('never')
})

test('a link that was touched, and another thing sealed with the same key, stop nothing', async () => {
  for (const token of ['x', 'a'.repeat(90), '%00'])
    expect([400, 404]).toContain((await newBrowser(app.url).call('POST', `/unsubscribe/${token}`, {})).status)
})

test('the link of a digest stops digests, and leaves what is mailed at once', async () => {
  await choose({ discussions: 'daily', flows: 'weekly' })
  await discuss('Pourquoi ?')
  await digest(TUESDAY)
  const [mail] = await mails()
  const answer = await newBrowser(app.url).call('POST', new URL(String(mail?.stopUrl)).pathname, {})
  expect(answer.json).toEqual({ stopped: 'digest' })
  expect((await camille.call('GET', '/api/1/me/notification_choices/')).json).toMatchObject({
    ...{ discussions: 'never', flows: 'never', transfers: 'never', membership: 'at_once' },
  })
})

test('what is about the security of an account has no link, and is never a choice', async () => {
  const everything = ['membership', 'discussions', 'uses', 'transfers', 'flows', 'publications', 'keys']
  await choose(Object.fromEntries(everything.map((kind) => [kind, 'never'])))
  await newBrowser(app.url).call('POST', '/reset/', { email: camille.user.email })
  const [mail] = await mails()
  expect(mail?.subject).toMatch(/^Choisissez un nouveau mot de passe/)
  expect(mail?.stopUrl).toBeUndefined()
})

test('a key that soon ends is told of a month before, then a week before, once each', async () => {
  const day = (n: number) => new Date(Date.now() + n * 86_400_000)
  const input = { name: 'Export du soir', expires_at: day(90).toISOString() }
  const { id } = (await camille.call('POST', '/api/1/me/api_tokens/', input)).json
  // Made for three weeks: its owner knows that it ends within the month.
  await camille.call('POST', '/api/1/me/api_tokens/', { name: 'Courte', expires_at: day(21).toISOString() })
  const at = async (n: number) => {
    for (const _ of [1, 2]) await tellExpiringKeys(app.database.db, day(n))
    return (await mails()).map(({ subject }) => subject.replace(/le .*/, ''))
  }
  expect(await at(1)).toEqual([])
  expect(await at(15)).toEqual(['Votre clé d’API « Courte » expire '])
  expect(await at(61)).toHaveLength(2)
  expect(await at(70)).toHaveLength(2)
  expect(await at(84)).toHaveLength(3)
  const waiting = async () => (await camille.call('GET', '/api/1/notifications/?handled=false')).json.data
  expect((await waiting()).map((one: { details: object }) => one.details)).toContainEqual({
    class: 'ApiKeyNotificationDetails',
    key: { class: 'ApiKey', id, name: 'Export du soir' },
    expires_at: expect.any(String),
  })
  const before = (await waiting()).length
  await camille.call('DELETE', `/api/1/me/api_tokens/${id}/`)
  expect(await waiting()).toHaveLength(before - 1)
  expect(await at(89)).toHaveLength(3)
})

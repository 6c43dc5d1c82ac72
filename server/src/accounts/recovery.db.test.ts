import { afterAll, beforeAll, expect, test } from 'vitest'
import { newBrowser } from '../testing/browser.ts'
import { PASSWORD, startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ confirmEmail: true })
})
afterAll(() => app.close())

const NEW_PASSWORD = 'Galerie-2027'
const registration = (email: string) => ({
  email,
  password: PASSWORD,
  password_confirm: PASSWORD,
  first_name: 'Camille',
  last_name: 'Perrin',
  accept_conditions: true,
  captcha_code: 'ignored',
  captcha_uuid: 'ignored',
})
const mailsTo = async (email: string) => (await app.outbox()).filter((mail) => mail.to === email)
const lastMailTo = async (email: string) => (await mailsTo(email)).at(-1)!
/** The path of the link of a mail. */
const linkOf = ({ text }: { text: string }): string => /^https?:\/\/[^/]+(\/\S+)$/m.exec(text)![1]!
const signIn = (email: string, password = PASSWORD, browser = newBrowser(app.url)) =>
  browser.call('POST', '/login/', { email, password })
const expire = (email: string) =>
  app.database.pool.query("update mail_tokens set expires_at = now() - interval '1 minute' where email = $1", [email])

test('get-csrf answers as udata: a token, no meta', async () => {
  const { json } = await newBrowser(app.url).call('GET', '/get-csrf')
  expect(json).toEqual({ response: { csrf_token: expect.stringMatching(/.{16,}/) } })
})

test('a new account confirms its address before it signs in, and the link works once', async () => {
  const visitor = newBrowser(app.url)
  const registered = await visitor.call('POST', '/register/', registration('nina@culture.example'))
  expect(registered.status).toBe(200)
  expect(registered.headers.get('set-cookie')).toBeNull()
  expect(registered.json.response.csrf_token).toBeTruthy()
  const refused = await signIn('nina@culture.example')
  expect(refused.status).toBe(400)
  expect(refused.json.response.field_errors.email[0]).toContain('Confirmez d’abord cette adresse')

  const [first, again] = await mailsTo('nina@culture.example')
  expect(first!.subject).toMatch(/^Confirmez votre adresse - 127\.0\.0\.1/)
  expect(first!.text).toContain('Bonjour Camille Perrin,')
  expect(first!.html).toContain(linkOf(first!))
  expect(linkOf(again!)).not.toBe(linkOf(first!))

  const follow = () => visitor.call('GET', linkOf(first!))
  expect((await follow()).headers.get('location')).toBe('/?flash=confirmed')
  expect((await follow()).headers.get('location')).toBe('/?flash=already_confirmed')
  expect((await signIn('nina@culture.example')).status).toBe(200)
})

test('a wrong, old or mangled confirmation link leads to the front page, which says so', async () => {
  const visitor = newBrowser(app.url)
  await visitor.call('POST', '/register/', registration('old@culture.example'))
  await app.outbox()
  await expire('old@culture.example')
  const old = linkOf(await lastMailTo('old@culture.example'))
  for (const path of [old, '/confirm/unknown', '/confirm/%00', `/confirm/${'x'.repeat(400)}`]) {
    const answer = await visitor.call('GET', path)
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/?flash=confirm_error'])
  }
})

test('the front page says what a link did, in words of ours only', async () => {
  const home = async (query: string) => (await newBrowser(app.url).call('GET', `/${query}`)).text
  expect(await home('?flash=confirmed')).toContain('Votre adresse est confirmée.')
  expect(await home('?flash=change_email_expired')).toContain('Ce lien est trop ancien.')
  for (const odd of ['?flash=toString', '?flash=%3Cscript%3E', ''])
    expect(await home(odd)).not.toContain('class="alert')
})

test('the language of the mails is the one asked for', async () => {
  await newBrowser(app.url).call('POST', '/register/?lang=en', registration('ada@culture.example'))
  const mail = await lastMailTo('ada@culture.example')
  expect(mail.subject).toMatch(/^Confirm your address/)
  expect(mail.text).toContain('Hello Camille Perrin,')
  expect(mail.html).toContain('<html lang="en">')
})

test('registering an address that has an account looks the same, and tells its owner', async () => {
  const fresh = await newBrowser(app.url).call('POST', '/register/', registration('fresh@culture.example'))
  await app.person('Owner Perrin')
  const taken = await newBrowser(app.url).call('POST', '/register/', registration('owner.perrin@culture.example'))
  const shapeOf = (answer: { json: { response: object } }) => ({ ...answer.json.response, csrf_token: '' })
  expect([taken.status, shapeOf(taken)]).toEqual([fresh.status, shapeOf(fresh)])
  expect((await lastMailTo('owner.perrin@culture.example')).subject).toMatch(/^Vous avez déjà un compte/)
})

test('whoever registers your address first loses it when you choose a password', async () => {
  const thief = { ...registration('victim@culture.example'), password: 'Voleur-2026', password_confirm: 'Voleur-2026' }
  await newBrowser(app.url).call('POST', '/register/', thief)
  await newBrowser(app.url).call('POST', '/register/', registration('victim@culture.example'))
  const path = linkOf(await lastMailTo('victim@culture.example'))
  expect(path).toMatch(/^\/reset\//)
  const passwords = { password: NEW_PASSWORD, password_confirm: NEW_PASSWORD }
  expect((await newBrowser(app.url).call('POST', path, passwords)).status).toBe(200)
  expect((await signIn('victim@culture.example', 'Voleur-2026')).status).toBe(400)
  expect((await signIn('victim@culture.example', NEW_PASSWORD)).status).toBe(200)
})

test('asking for a link answers the same for an unknown address', async () => {
  await app.person('Known Perrin')
  for (const path of ['/reset/', '/confirm/']) {
    const ask = (email: string) => newBrowser(app.url).call('POST', path, { email })
    const known = await ask('known.perrin@culture.example')
    const unknown = await ask('nobody@culture.example')
    expect([known.status, Object.keys(known.json.response)]).toEqual([200, ['csrf_token']])
    expect([unknown.status, Object.keys(unknown.json.response)]).toEqual([200, ['csrf_token']])
  }
  expect(await mailsTo('nobody@culture.example')).toEqual([])
  // Already confirmed: nothing to confirm again.
  expect(await mailsTo('known.perrin@culture.example')).toHaveLength(1)
})

test('a lost password: mail, link to the page, new password, every session closed, a mail says so', async () => {
  const email = 'lost.perrin@culture.example'
  await app.person('Lost Perrin')
  const browser = newBrowser(app.url)
  await signIn(email, PASSWORD, browser)
  await browser.call('POST', '/reset/', { email: ' Lost.Perrin@Culture.example ' })
  const path = linkOf(await lastMailTo(email))
  const page = await browser.call('GET', path)
  expect([page.status, page.headers.get('location')]).toEqual([302, path.replace('/reset/', '/admin/mot-de-passe/')])

  const choose = (password: string, password_confirm = password) =>
    newBrowser(app.url).call('POST', `${path}/`, { password, password_confirm })
  expect((await choose('weak')).json.response.field_errors.password).toHaveLength(1)
  expect((await choose(NEW_PASSWORD, 'other')).json.response.field_errors.password_confirm).toHaveLength(1)
  const chosen = await choose(NEW_PASSWORD)
  expect([chosen.status, chosen.headers.get('set-cookie')]).toEqual([200, null])
  const again = await choose('Encore-2028')
  expect(again.status).toBe(400)
  expect(again.json.response.errors[0]).toContain('Ce lien ne marche plus')

  expect((await browser.call('GET', '/api/1/me/')).status).toBe(401)
  expect((await signIn(email)).status).toBe(400)
  expect((await signIn(email, NEW_PASSWORD)).status).toBe(200)
  expect((await lastMailTo(email)).subject).toMatch(/^Votre nouveau mot de passe/)
})

test('an old link to choose a password is refused', async () => {
  await app.person('Late Perrin')
  await newBrowser(app.url).call('POST', '/reset/', { email: 'late.perrin@culture.example' })
  const path = linkOf(await lastMailTo('late.perrin@culture.example'))
  await expire('late.perrin@culture.example')
  const passwords = { password: NEW_PASSWORD, password_confirm: NEW_PASSWORD }
  expect((await newBrowser(app.url).call('POST', path, passwords)).status).toBe(400)
  expect((await signIn('late.perrin@culture.example')).status).toBe(200)
})

test('nobody fills a mailbox: the fourth link in a quarter of an hour is refused, account or not', async () => {
  await app.person('Full Perrin')
  for (const email of ['full.perrin@culture.example', 'ghost@culture.example']) {
    const ask = () => newBrowser(app.url).call('POST', '/reset/', { email })
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([200, 200, 200])
    const refused = await ask()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '900'])
  }
  expect(await mailsTo('full.perrin@culture.example')).toHaveLength(3)
})

test('no secret of a link is in the database once its mail has left', async () => {
  const secrets = (await app.outbox()).flatMap(({ text }) => /\/(?:reset|confirm)\/([\w-]{43})/.exec(text)?.[1] ?? [])
  expect(secrets.length).toBeGreaterThan(5)
  const left = async (): Promise<string[]> => {
    const { rows } = await app.database.pool.query('select * from mail_tokens')
    const { rows: jobs } = await app.database.pool.query('select payload from graphile_worker._private_jobs')
    return secrets.filter((secret) => JSON.stringify([rows, jobs]).includes(secret))
  }
  // A job that is done is deleted after its work, a moment later on a busy machine.
  await expect.poll(left, { timeout: 10_000 }).toEqual([])
})

test.each([
  ['/reset/', {}],
  ['/confirm/', {}],
  ['/reset/some-token', {}],
  ['/register/', {}],
])('a form without its fields (%s) is a 400 on them', async (path, body) => {
  const answer = await newBrowser(app.url).call('POST', path, body)
  expect(answer.status).toBe(400)
  expect(Object.keys(answer.json.response.field_errors).length).toBeGreaterThan(0)
  expect(answer.json.response.errors.length).toBeGreaterThan(0)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { newBrowser, type Browser } from '../testing/browser.ts'
import { PASSWORD, startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const NEW_PASSWORD = 'Galerie-2027'
const emailOf = (name: string) => `${name}.perrin@culture.example`.toLowerCase()
const signedIn = async (name: string, remember?: boolean): Promise<Browser> => {
  if (!(await exists(emailOf(name)))) await app.person(`${name} Perrin`)
  const browser = newBrowser(app.url)
  await browser.call('POST', '/login/', { email: emailOf(name), password: PASSWORD, remember })
  return browser
}
const exists = async (email: string) =>
  (await app.database.pool.query('select 1 from users where email = $1', [email])).rows.length > 0
const mailsTo = async (email: string) => (await app.outbox()).filter((mail) => mail.to === email)
const linkOf = ({ text }: { text: string }): string => /^https?:\/\/[^/]+(\/\S+)$/m.exec(text)![1]!
const sql = (query: string, values: unknown[] = []) => app.database.pool.query(query, values)
const change = (password: string, wanted: string, confirm = wanted) => ({
  password,
  new_password: wanted,
  new_password_confirm: confirm,
})

test('registration without a mail server signs in at once, and writes the mail all the same', async () => {
  const browser = newBrowser(app.url)
  const body = { email: 'direct@culture.example', password: PASSWORD, first_name: 'Di', last_name: 'Rect' }
  expect((await browser.call('POST', '/register/', body)).status).toBe(200)
  expect((await browser.call('GET', '/api/1/me/')).status).toBe(200)
  const [mail] = await mailsTo('direct@culture.example')
  expect((await browser.call('GET', linkOf(mail!))).headers.get('location')).toBe('/?flash=confirmed')
})

test('a remembered session keeps its cookie two weeks, another until the browser closes', async () => {
  const person = await app.person('Memo Perrin')
  const login = (remember?: boolean) =>
    newBrowser(app.url).call('POST', '/login/', { email: person.user.email, password: PASSWORD, remember })
  expect((await login(true)).headers.get('set-cookie')).toContain('Max-Age=1209600')
  expect((await login()).headers.get('set-cookie')).toContain('Max-Age=1209600')
  expect((await login(false)).headers.get('set-cookie')).not.toContain('Max-Age')
})

test('the cookie is sent again when the session is extended, but never with what a proxy may keep', async () => {
  const browser = await signedIn('Slide')
  const me = () => browser.call('GET', '/api/1/me/')
  expect((await me()).headers.get('set-cookie')).toBeNull()
  await sql("update sessions set last_seen_at = now() - interval '2 hours', expires_at = now() + interval '1 day'")
  expect((await browser.call('GET', '/files/x/1/y.csv')).headers.get('set-cookie')).toBeNull()
  const before = browser.cookie()
  expect((await me()).headers.get('set-cookie')).toContain('Max-Age=1209600')
  expect(browser.cookie()).toBe(before)
  expect((await me()).headers.get('set-cookie')).toBeNull()
})

test('logout ends the session: JSON for a program, the front page for a person', async () => {
  const program = await signedIn('Leaver')
  const person = await signedIn('Leaver')
  expect((await program.call('POST', '/logout/', {})).json).toEqual({})
  const left = await person.call('GET', '/logout/')
  expect([left.status, left.headers.get('location')]).toEqual([302, '/'])
  for (const browser of [program, person]) expect((await browser.call('GET', '/api/1/me/')).status).toBe(401)
})

test('changing the password closes the other sessions, keeps this one, and is told by mail', async () => {
  const here = await signedIn('Changer')
  const elsewhere = await signedIn('Changer')
  expect((await here.call('POST', '/change/', change(PASSWORD, NEW_PASSWORD))).status).toBe(200)
  expect((await here.call('GET', '/api/1/me/')).status).toBe(200)
  expect((await elsewhere.call('GET', '/api/1/me/')).status).toBe(401)
  expect((await mailsTo(emailOf('Changer'))).at(-1)!.subject).toMatch(/^Votre mot de passe a été changé/)
})

test.each([
  ['a wrong current password', change('Wrong-2026', NEW_PASSWORD), 'password'],
  ['a weak new one', change(PASSWORD, 'weak'), 'new_password'],
  ['the same one', change(PASSWORD, PASSWORD), 'new_password'],
  ['two that differ', change(PASSWORD, NEW_PASSWORD, 'x'), 'new_password_confirm'],
  ['nothing', {}, 'new_password'],
])('a password change with %s is refused on its field', async (_, body, field) => {
  const answer = await (await signedIn('Steady')).call('POST', '/change/', body)
  expect(answer.status).toBe(400)
  expect(answer.json.response.field_errors[field]).toHaveLength(1)
})

test('guessing the current password in a session left open is throttled', async () => {
  const browser = await signedIn('Guessed')
  const guess = () => browser.call('POST', '/change/', change('Wrong-2026', NEW_PASSWORD))
  for (let i = 0; i < 5; i++) expect((await guess()).status).toBe(400)
  expect((await guess()).status).toBe(429)
})

test.each(['/change/', '/change-email', '/tf-setup', '/verify'])(
  '%s is for sessions: nobody, nor a key',
  async (path) => {
    const { key } = await app.person(`Key${path.replaceAll(/\W/g, '')} Perrin`)
    for (const headers of [{}, { 'X-API-KEY': key }]) {
      const answer = await newBrowser(app.url).call(
        'POST',
        path,
        { password: PASSWORD },
        headers as Record<string, string>,
      )
      expect(answer.status).toBe(401)
      expect(answer.json.response.errors).toHaveLength(1)
      expect(answer.json.response.reauth_required).toBeUndefined()
    }
  },
)

test('a new address is written to, holds once its link was followed, and the old one is told', async () => {
  const browser = await signedIn('Mover')
  const wanted = 'moved@culture.example'
  const asked = await browser.call('POST', '/change-email', {
    new_email: 'Moved@culture.example',
    new_email_confirm: 'Moved@culture.example',
  })
  expect([asked.status, asked.json]).toEqual([200, {}])
  expect((await browser.call('GET', '/api/1/me/')).json.email).toBe(emailOf('Mover'))

  const path = linkOf((await mailsTo(wanted)).at(-1)!)
  expect(path).toMatch(/^\/confirm-change-email\//)
  expect((await browser.call('GET', path)).headers.get('location')).toBe('/?flash=change_email_confirmed')
  expect((await browser.call('GET', path)).headers.get('location')).toBe('/?flash=change_email_confirmed')
  expect((await browser.call('GET', '/api/1/me/')).json.email).toBe(wanted)
  const notice = (await mailsTo(emailOf('Mover'))).at(-1)!
  expect(notice.subject).toMatch(/^Votre adresse a été changée/)
  expect(notice.text).toContain(wanted)
})

test('an address that has an account is not given away: the answer is the same, its owner is told', async () => {
  await app.person('Settled Perrin')
  const browser = await signedIn('Taker')
  const body = { new_email: emailOf('Settled'), new_email_confirm: emailOf('Settled') }
  expect((await browser.call('POST', '/change-email', body)).json).toEqual({})
  const mails = await mailsTo(emailOf('Settled'))
  expect(mails.map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Cette adresse a déjà un compte/)])
})

test('an address registered while its link was under way stays its owner’s; an old link says so', async () => {
  const browser = await signedIn('Racer')
  const ask = (email: string) => browser.call('POST', '/change-email', { new_email: email, new_email_confirm: email })
  await ask('raced@culture.example')
  const raced = linkOf((await mailsTo('raced@culture.example')).at(-1)!)
  await newBrowser(app.url).call('POST', '/register/', {
    email: 'raced@culture.example',
    password: PASSWORD,
    first_name: 'A',
    last_name: 'B',
  })
  expect((await browser.call('GET', raced)).headers.get('location')).toBe('/?flash=change_email_invalid')
  await ask('late@culture.example')
  const late = linkOf((await mailsTo('late@culture.example')).at(-1)!)
  await sql("update mail_tokens set expires_at = now() - interval '1 minute'")
  expect((await browser.call('GET', late)).headers.get('location')).toBe('/?flash=change_email_expired')
  expect((await browser.call('GET', '/confirm-change-email/x')).headers.get('location')).toBe(
    '/?flash=change_email_invalid',
  )
})

test.each([
  ['no address', { new_email: 'moved', new_email_confirm: 'moved' }, 'new_email'],
  ['two that differ', { new_email: 'a@b.example', new_email_confirm: 'c@b.example' }, 'new_email_confirm'],
])('a change of address with %s is refused on its field', async (_, body, field) => {
  const answer = await (await signedIn('Firm')).call('POST', '/change-email', body)
  expect([answer.status, Object.keys(answer.json.response.field_errors)]).toEqual([400, [field]])
})

test('an old session types its password again before it changes who gets in', async () => {
  const browser = await signedIn('Sleeper')
  await sql("update sessions set proved_at = now() - interval '2 hours'")
  const refused = await browser.call('POST', '/tf-setup', { setup: 'authenticator' })
  expect([refused.status, refused.json.response.reauth_required]).toEqual([401, true])
  expect((await browser.call('POST', '/verify', { password: 'Wrong-2026' })).status).toBe(400)
  expect((await browser.call('POST', '/verify', { password: PASSWORD })).status).toBe(200)
  expect((await browser.call('POST', '/tf-setup', { setup: 'authenticator' })).status).toBe(200)
})

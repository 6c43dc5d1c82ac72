import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newBrowser, type Browser } from '../testing/browser.ts'
import { stopCodesOf } from './index.ts'
import { PASSWORD, startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const codeOf = (key: string, timestamp = Date.now()) =>
  new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp })
const emailOf = (name: string) => `${name}.perrin@culture.example`.toLowerCase()
const login = (browser: Browser, name: string) =>
  browser.call('POST', '/login/', { email: emailOf(name), password: PASSWORD })
/** Codes can't be used twice, and tests don't wait for the next one. */
const forgetStep = () =>
  app.database.pool.query('update users set second_factor_step = 0 where second_factor is not null')

/** Somebody whose account asks for codes. */
const protectedPerson = async (name: string) => {
  await app.person(`${name} Perrin`)
  const browser = newBrowser(app.url)
  await login(browser, name)
  const { tf_authr_key: key } = (await browser.call('POST', '/tf-setup', { setup: 'authenticator' })).json.response
  const confirmed = await browser.call('POST', '/tf-validate', { code: codeOf(key) })
  await forgetStep()
  return { browser, key, recoveryCodes: confirmed.json.response.recovery_codes as string[] }
}

test('a key is shown for the application, and a code of it puts the second step in place', async () => {
  await app.person('Setup Perrin')
  const browser = newBrowser(app.url)
  await login(browser, 'Setup')
  const draft = (await browser.call('POST', '/tf-setup', { setup: 'authenticator' })).json.response
  expect(draft.tf_state).toBe('validating_profile')
  expect(draft.tf_authr_uri).toContain(`secret=${draft.tf_authr_key}`)
  expect(draft.tf_authr_uri).toMatch(/^otpauth:\/\/totp\/127\.0\.0\.1.*setup\.perrin%40culture\.example/)

  // Until a code was given, nothing changed.
  expect((await login(newBrowser(app.url), 'Setup')).json.response.tf_required).toBe(false)
  expect((await browser.call('POST', '/tf-validate', { code: '000000' })).json.response.field_errors.code).toHaveLength(
    1,
  )
  const confirmed = await browser.call('POST', '/tf-validate', { code: codeOf(draft.tf_authr_key) })
  expect(confirmed.json.response.recovery_codes).toHaveLength(10)
  expect((await browser.call('GET', '/tf-setup')).json.response.tf_primary_method).toBe('authenticator')
  const subjects = (await app.outbox()).filter(({ to }) => to === emailOf('Setup')).map(({ subject }) => subject)
  expect(subjects).toEqual([expect.stringMatching(/^La connexion en deux étapes est en place/)])
})

test('with a second factor, a password opens half a session, a code the rest', async () => {
  const { key } = await protectedPerson('Half')
  const browser = newBrowser(app.url)
  const half = await login(browser, 'Half')
  expect(half.json.response).toMatchObject({ tf_required: true, tf_state: 'ready' })
  const halfCookie = browser.cookie()
  expect((await browser.call('GET', '/api/1/me/')).status).toBe(401)
  for (const path of ['/tf-setup', '/change/', '/verify'])
    expect((await browser.call('POST', path, { setup: 'authenticator', password: PASSWORD })).status).toBe(401)

  const whole = await browser.call('POST', '/tf-validate', { code: codeOf(key) })
  expect([whole.status, whole.json.response.tf_required]).toEqual([200, false])
  expect(browser.cookie()).not.toBe(halfCookie)
  expect((await browser.call('GET', '/api/1/me/')).status).toBe(200)
  // The half session is used up.
  const again = await newBrowser(app.url).call('POST', '/tf-validate', { code: codeOf(key) }, { Cookie: halfCookie })
  expect(again.status).toBe(401)
})

test('a code works once, and one of another minute not at all', async () => {
  const { key } = await protectedPerson('Once')
  const code = codeOf(key)
  const first = newBrowser(app.url)
  await login(first, 'Once')
  expect((await first.call('POST', '/tf-validate', { code })).status).toBe(200)
  const second = newBrowser(app.url)
  await login(second, 'Once')
  for (const old of [code, codeOf(key, Date.now() - 120_000), 'abcdef', '', '1234567'])
    expect((await second.call('POST', '/tf-validate', { code: old })).status).toBe(400)
})

test('codes are not guessed: five wrong ones, and the right one waits too', async () => {
  const { key } = await protectedPerson('Brute')
  const browser = newBrowser(app.url)
  await login(browser, 'Brute')
  for (let i = 0; i < 5; i++) expect((await browser.call('POST', '/tf-validate', { code: '000000' })).status).toBe(400)
  expect((await browser.call('POST', '/tf-validate', { code: codeOf(key) })).status).toBe(429)
})

test('a recovery code gets in without the telephone, once', async () => {
  const { recoveryCodes } = await protectedPerson('Rescue')
  const rescue = async (code: string) => {
    const browser = newBrowser(app.url)
    await login(browser, 'Rescue')
    return { browser, answer: await browser.call('POST', '/tf-rescue', { code }) }
  }
  const { browser, answer } = await rescue(recoveryCodes[0]!.toUpperCase().replaceAll('-', ' '))
  expect([answer.status, answer.json.response.recovery_codes_left]).toEqual([200, 9])
  expect((await browser.call('GET', '/api/1/me/')).status).toBe(200)
  expect((await rescue(recoveryCodes[0]!)).answer.status).toBe(400)
  expect((await rescue('abcd-efgh')).answer.json.response.field_errors.code).toHaveLength(1)
  expect((await newBrowser(app.url).call('POST', '/tf-rescue', { code: recoveryCodes[1] })).status).toBe(401)
})

test('a new password by mail does not replace the second factor', async () => {
  const { key } = await protectedPerson('Mailbox')
  await newBrowser(app.url).call('POST', '/reset/', { email: emailOf('Mailbox') })
  const { text } = (await app.outbox()).filter(({ to }) => to === emailOf('Mailbox')).at(-1)!
  const path = /\/reset\/\S+/.exec(text)![0]
  await newBrowser(app.url).call('POST', path, { password: 'Galerie-2027', password_confirm: 'Galerie-2027' })
  const browser = newBrowser(app.url)
  const signedIn = await browser.call('POST', '/login/', { email: emailOf('Mailbox'), password: 'Galerie-2027' })
  expect(signedIn.json.response.tf_required).toBe(true)
  expect((await browser.call('POST', '/tf-validate', { code: codeOf(key) })).status).toBe(200)
})

test('the second step can be stopped, and then the password is enough', async () => {
  const { browser } = await protectedPerson('Stopper')
  expect((await browser.call('POST', '/tf-setup', { setup: 'disable' })).status).toBe(200)
  expect((await login(newBrowser(app.url), 'Stopper')).json.response.tf_required).toBe(false)
})

test('the operator helps somebody who lost everything', async () => {
  await protectedPerson('Helped')
  await expect(stopCodesOf(app.database.db, 'nobody@culture.example')).rejects.toThrow('No account')
  await stopCodesOf(app.database.db, emailOf('Helped').toUpperCase())
  expect((await login(newBrowser(app.url), 'Helped')).json.response.tf_required).toBe(false)
})

test('keys and recovery codes are nowhere in clear', async () => {
  const { key, recoveryCodes } = await protectedPerson('Clear')
  const { rows } = await app.database.pool.query('select * from users')
  const { rows: codes } = await app.database.pool.query('select * from recovery_codes')
  const all = JSON.stringify([rows, codes])
  expect(all).not.toContain(key)
  for (const code of recoveryCodes) expect(all).not.toContain(code)
})

test.each([{}, { code: 123456 }, { code: null }])('a code that is none (%j) is a 400', async (body) => {
  expect((await newBrowser(app.url).call('POST', '/tf-validate', body)).status).toBe(400)
})

test('a code without a session is a 401, an unknown method a 400', async () => {
  const { browser } = await protectedPerson('Odd')
  expect((await newBrowser(app.url).call('POST', '/tf-validate', { code: '123456' })).status).toBe(401)
  expect((await browser.call('POST', '/tf-setup', { setup: 'sms' })).json.response.field_errors.setup).toHaveLength(1)
})

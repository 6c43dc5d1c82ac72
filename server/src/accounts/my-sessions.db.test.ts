import { afterAll, beforeAll, expect, test } from 'vitest'
import { newBrowser } from '../testing/browser.ts'
import { PASSWORD, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let camille: Person
beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
})
afterAll(() => app.close())

const signIn = async (person: Person, userAgent: string) => {
  const browser = newBrowser(app.url)
  await browser.call('POST', '/login/', { email: person.user.email, password: PASSWORD }, { 'User-Agent': userAgent })
  return browser
}

test('open sessions say where and since when; others are closed one by one or all at once', async () => {
  const desk = await signIn(camille, 'Bureau')
  const train = await signIn(camille, 'Train')
  const home = await signIn(camille, 'Maison')
  const list = async () => (await desk.call('GET', '/api/1/me/sessions/')).json
  const agents = async () => (await list()).map((one: { user_agent: string }) => one.user_agent).toSorted()
  expect(await agents()).toEqual(['Bureau', 'Maison', 'Train'])
  const [here] = (await list()).filter((one: { current: boolean }) => one.current)
  expect(here).toMatchObject({ user_agent: 'Bureau', created_at: expect.any(String), last_seen_at: expect.any(String) })
  const train1 = (await list()).find((one: { user_agent: string }) => one.user_agent === 'Train')
  expect((await desk.call('DELETE', `/api/1/me/sessions/${train1.id}/`)).status).toBe(204)
  expect((await train.call('GET', '/api/1/me/')).status).toBe(401)
  expect((await desk.call('DELETE', `/api/1/me/sessions/${train1.id}/`)).status).toBe(404)
  expect((await desk.call('DELETE', '/api/1/me/sessions/')).status).toBe(204)
  expect((await home.call('GET', '/api/1/me/')).status).toBe(401)
  expect(await agents()).toEqual(['Bureau'])
})

test('sessions of others, and sessions asked by a key, are nobody’s to see or close', async () => {
  const alix = await app.person('Alix Martin')
  const theirs = await signIn(alix, 'Chez Alix')
  const [session] = (await theirs.call('GET', '/api/1/me/sessions/')).json
  const mine = await signIn(camille, 'Bureau')
  expect((await mine.call('DELETE', `/api/1/me/sessions/${session.id}/`)).status).toBe(404)
  expect((await theirs.call('GET', '/api/1/me/')).status).toBe(200)
  expect((await camille.call('GET', '/api/1/me/sessions/')).status).toBe(401)
  expect((await camille.call('DELETE', '/api/1/me/sessions/')).status).toBe(401)
})

test('the language of an account is the one of its mails, whatever page asked for them', async () => {
  const ada = await app.person('Ada Byron')
  expect((await ada.call('GET', '/api/1/me/')).json.lang).toBeNull()
  expect((await ada.call('PUT', '/api/1/me/', { lang: 'en' })).json.lang).toBe('en')
  expect((await ada.call('PUT', '/api/1/me/', { lang: 'it' })).status).toBe(400)
  await newBrowser(app.url).call('POST', '/reset/', { email: ada.user.email })
  expect((await app.outbox()).at(-1)?.subject).toMatch(/^Choose a new password/)
})

/** udata-api.md §4.1, §4.2: sign in, sign out, passwords, and what other programs are refused. What mails say isn't seen here. */
import { expect, test } from 'vitest'
import { bodyOf, get, rawCall, read, UNKNOWN_ID, worldOfFile } from './datasets.kit.ts'
import { next, SENTENCE } from './world-b.ts'
import type { Answer, Person } from './world.ts'

const world = worldOfFile()
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  world.as.anonymous.call('POST', path, body, headers)
const somebody = () => world.person(`Camille${next()} Perrin`)
const enter = (person: Person, password = person.password) =>
  post('/login/', { email: person.user.email, password, remember: false })
const cookieOf = (answer: Answer) => ({
  Cookie: (answer.headers.getSetCookie() ?? []).map((cookie) => cookie.split(';')[0]).join('; '),
})
const entered = async (person: Person) => {
  const answer = await enter(person)
  await bodyOf(Promise.resolve(answer))
  return cookieOf(answer)
}
const me = (cookie: Record<string, string>) => get(world.as.anonymous, '/api/1/me/', cookie)
/** The envelope of a refusal (udata-api.md §4.1). */
const refusal = (field?: string) => ({
  response: {
    errors: expect.arrayContaining([expect.stringMatching(SENTENCE)]),
    field_errors: field ? { [field]: [expect.stringMatching(SENTENCE)] } : expect.anything(),
  },
})
const registration = (changes: object = {}) => ({
  email: `nouvelle${next()}@culture.example`,
  password: 'Musee-2026',
  password_confirm: 'Musee-2026',
  first_name: 'Nouvelle',
  last_name: 'Venue',
  accept_conditions: true,
  ...changes,
})

test('a token against forgery for who asks', async () => {
  const answer = await read(world.as.anonymous, '/get-csrf')
  expect(answer.response.csrf_token).toMatch(/.{10,}/)
})

test('the right password opens a session', async () => {
  const person = await somebody()
  const answer = await enter(person)
  expect([answer.status, answer.json]).toMatchObject([
    200,
    { meta: { code: 200 }, response: { csrf_token: expect.stringMatching(/.{10,}/), tf_required: false, user: {} } },
  ])
  const [cookie] = answer.headers.getSetCookie()
  expect(cookie).toMatch(/HttpOnly/i)
  expect(cookie).toMatch(/SameSite=Lax/i)
  expect((await me(cookieOf(answer))).json.id).toBe(person.user.id)
})

test('the address is the same in capitals', async () => {
  const person = await somebody()
  expect((await post('/login/', { email: person.user.email.toUpperCase(), password: person.password })).status).toBe(
    200,
  )
})

test('a wrong password and an unknown address are refused alike', async () => {
  const wrong = await enter(await somebody(), 'Faux-2026')
  const unknown = await post('/login/', { email: 'personne@culture.example', password: 'Faux-2026' })
  expect([wrong.status, wrong.json]).toMatchObject([400, refusal()])
  expect([unknown.status, unknown.json]).toEqual([wrong.status, wrong.json])
  expect(wrong.headers.getSetCookie()).toEqual([])
})

test.each([{}, { email: 'a@culture.example' }, { password: 'Musee-2026' }])('%j is not enough', async (body) => {
  const answer = await post('/login/', body)
  expect([answer.status, answer.json]).toMatchObject([400, refusal()])
})

test('signed out, the session is over', async () => {
  const cookie = await entered(await somebody())
  const answer = await post('/logout/', {}, cookie)
  expect([answer.status, answer.json.proconnect_logout_url ?? null]).toEqual([200, null])
  expect((await me(cookie)).status).toBe(401)
})

test('somebody registers', async () => {
  const answer = await post('/register/', registration())
  expect([answer.status, answer.json.meta, answer.json.response.csrf_token]).toEqual([
    200,
    { code: 200 },
    expect.stringMatching(/.{10,}/),
  ])
})

test.each([
  ['an address that is none', { email: 'adresse' }, 'email'],
  ['no address', { email: undefined }, 'email'],
  ['a password that is too short', { password: 'Mu-2026', password_confirm: 'Mu-2026' }, 'password'],
  ['a password without a capital', { password: 'musee-2026', password_confirm: 'musee-2026' }, 'password'],
  ['a password without a figure', { password: 'Musee-Musee', password_confirm: 'Musee-Musee' }, 'password'],
  ['two passwords', { password_confirm: 'Autre-2026' }, 'password_confirm'],
  ['no first name', { first_name: ' ' }, 'first_name'],
  ['an address in a name', { last_name: 'https://spam.example' }, 'last_name'],
])('registration with %s is refused on its field', async (_, changes, field) => {
  const answer = await post('/register/', registration(changes))
  expect([answer.status, answer.json]).toMatchObject([400, refusal(field)])
})

test('a lost password: the answer tells nothing of who has an account', async () => {
  const known = await post('/reset/', { email: (await somebody()).user.email })
  const unknown = await post('/reset/', { email: 'personne@culture.example' })
  expect([known.status, unknown.status]).toEqual([200, 200])
  expect(Object.keys(known.json.response)).toEqual(Object.keys(unknown.json.response))
})

test('a link to reset that is none is refused', async () => {
  const answer = await post('/reset/jeton-invente', { password: 'Musee-2027', password_confirm: 'Musee-2027' })
  expect([answer.status, answer.json]).toMatchObject([400, refusal()])
})

test('a new confirmation: the answer tells nothing of who has an account', async () => {
  const known = await post('/confirm/', { email: (await somebody()).user.email })
  const unknown = await post('/confirm/', { email: 'personne@culture.example' })
  expect(unknown.status).toBe(known.status)
})

test('a password changes: the new one opens, the old one no longer', async () => {
  const person = await somebody()
  const cookie = await entered(person)
  const body = { password: person.password, new_password: 'Musee-2027', new_password_confirm: 'Musee-2027' }
  expect((await post('/change/', body, cookie)).status).toBe(200)
  expect((await enter(person, 'Musee-2027')).status).toBe(200)
  expect((await enter(person)).status).toBe(400)
})

test.each([
  ['a wrong password', { password: 'Faux-2026' }, 'password'],
  ['a weak one', { new_password: 'musee', new_password_confirm: 'musee' }, 'new_password'],
  ['two new ones', { new_password_confirm: 'Autre-2027' }, 'new_password_confirm'],
])('a change of password with %s is refused on its field', async (_, changes, field) => {
  const person = await somebody()
  const body = { password: person.password, new_password: 'Musee-2027', new_password_confirm: 'Musee-2027', ...changes }
  const answer = await post('/change/', body, await entered(person))
  expect([answer.status, answer.json]).toMatchObject([400, refusal(field)])
})

test.each([
  ['/change/', { password: 'Musee-2026', new_password: 'Musee-2027', new_password_confirm: 'Musee-2027' }],
  ['/change-email', { new_email: 'autre@culture.example', new_email_confirm: 'autre@culture.example' }],
  ['/verify', { password: 'Musee-2026' }],
  ['/tf-setup', { setup: 'authenticator' }],
])('%s needs a session', async (path, body) => {
  const answer = await post(path, body)
  expect([answer.status, answer.json]).toMatchObject([
    401,
    { response: { errors: expect.arrayContaining([expect.stringMatching(SENTENCE)]) } },
  ])
})

test('a new address is typed twice, and is one', async () => {
  const person = await somebody()
  const cookie = await entered(person)
  const change = (new_email: string, new_email_confirm = new_email) =>
    post('/change-email', { new_email, new_email_confirm }, cookie)
  expect((await change('adresse')).status).toBe(400)
  expect((await change('une@culture.example', 'autre@culture.example')).status).toBe(400)
  expect((await change(`change${next()}@culture.example`)).status).toBe(200)
})

test('a session is proved again by its password', async () => {
  const person = await somebody()
  const cookie = await entered(person)
  expect((await post('/verify', { password: person.password }, cookie)).status).toBe(200)
  expect((await post('/verify', { password: 'Faux-2026' }, cookie)).status).toBe(400)
})

const token = (body: Record<string, string>) =>
  rawCall(`${world.url}/oauth/token`, { method: 'POST', body: new URLSearchParams(body) })

test('OAuth: who is asked for is known, and somebody is there', async () => {
  const query = `client_id=${UNKNOWN_ID}&response_type=code&redirect_uri=https%3A%2F%2Fwww.example.org%2F`
  const answer = await get(world.as.anonymous, `/oauth/client_info?${query}`)
  expect(answer.status).toBe(401)
  const cookie = await entered(await somebody())
  const unknown = await get(world.as.anonymous, `/oauth/client_info?${query}`, cookie)
  expect([400, 401, 404]).toContain(unknown.status)
  const page = await get(world.as.anonymous, `/oauth/authorize?${query}`, { ...cookie, Accept: 'application/json' })
  expect([[400, 401, 404].includes(page.status), page.headers.get('location')]).toEqual([true, null])
})

test.each([
  ['authorization_code', { code: 'invente', code_verifier: 'v'.repeat(43), redirect_uri: 'https://www.example.org/' }],
  ['password', { username: 'octave.proprio@culture.example', password: 'Musee-2026' }],
  ['client_credentials', { client_secret: 'invente' }],
  ['refresh_token', { refresh_token: 'invente' }],
])('OAuth: an unknown client gets nothing by %s', async (grant_type, fields) => {
  const answer = await token({ grant_type, client_id: UNKNOWN_ID, ...fields } as unknown as Record<string, string>)
  expect([[400, 401].includes(answer.status), answer.json.error]).toEqual([true, 'invalid_client'])
})

test('OAuth: no grant, an implicit one, nothing at all are refused', async () => {
  for (const body of [{ client_id: UNKNOWN_ID }, { client_id: UNKNOWN_ID, grant_type: 'implicit' }, {}]) {
    const answer = await token(body as Record<string, string>)
    expect([[400, 401].includes(answer.status), answer.json.error]).toEqual([true, expect.stringMatching(SENTENCE)])
  }
  const revoked = await rawCall(`${world.url}/oauth/revoke`, {
    method: 'POST',
    body: new URLSearchParams({ token: 'x' }),
  })
  expect([400, 401]).toContain(revoked.status)
})

test('a bearer token that is none leaves one a visitor', async () => {
  const bearer = { Authorization: 'Bearer invente' }
  expect((await get(world.as.anonymous, '/api/1/datasets/', bearer)).status).toBe(200)
  expect((await get(world.as.anonymous, '/api/1/me/', bearer)).status).toBe(401)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, PASSWORD, startTestApp, type TestApp } from '../testing/test-app.ts'
import { createFirstAdmin, createUser, ensureSiteAdmin, needsFirstAdmin, newSetupCode } from './index.ts'

let app: TestApp
let visitor: ReturnType<typeof anonymous>
beforeAll(async () => {
  app = await startTestApp()
  visitor = anonymous(app.url)
})
afterAll(() => app.close())

const registration = (email: string) => ({
  email,
  password: PASSWORD,
  password_confirm: PASSWORD,
  first_name: 'Camille',
  last_name: 'Perrin',
})
const cookieOf = (answer: { headers: Headers }) =>
  /cimaise_session=([^;]*)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? ''
const me = (cookie: string) => visitor.call('GET', '/api/1/me/', undefined, { Cookie: `cimaise_session=${cookie}` })

test('a visitor registers, is signed in, signs out, signs in again', async () => {
  const registered = await visitor.call('POST', '/register/', registration('Camille@Culture.example'))
  expect(registered.status).toBe(200)
  expect(registered.json.response.csrf_token).toMatch(/.{10,}/)
  expect((await me(cookieOf(registered))).json).toMatchObject({
    email: 'camille@culture.example',
    first_name: 'Camille',
    roles: [],
    organizations: [],
  })

  const cookie = { Cookie: `cimaise_session=${cookieOf(registered)}` }
  expect((await visitor.call('POST', '/logout/', undefined, cookie)).json).toEqual({})
  expect((await me(cookieOf(registered))).status).toBe(401)

  const signedIn = await visitor.call('POST', '/login/', { email: 'camille@culture.example', password: PASSWORD })
  expect(signedIn.json).toMatchObject({ meta: { code: 200 }, response: { tf_required: false } })
  expect((await me(cookieOf(signedIn))).status).toBe(200)
})

test('the session cookie is for the server only, and new at each login', async () => {
  await visitor.call('POST', '/register/', registration('rotation@culture.example'))
  const login = { email: 'rotation@culture.example', password: PASSWORD }
  const first = await visitor.call('POST', '/login/', login)
  expect(first.headers.get('set-cookie')).toMatch(/HttpOnly/)
  expect(first.headers.get('set-cookie')).toMatch(/SameSite=Lax/)
  const second = await visitor.call('POST', '/login/', login, { Cookie: `cimaise_session=${cookieOf(first)}` })
  expect(cookieOf(second)).not.toBe(cookieOf(first))
  expect((await me(cookieOf(first))).status).toBe(401)
  expect((await me(cookieOf(second))).status).toBe(200)
})

test('the cookie and the password are nowhere in the database', async () => {
  const { rows } = await app.database.pool.query(
    'select id_hash from sessions union all select password_hash from users',
  )
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows)).not.toContain(PASSWORD)
  for (const { id_hash } of rows) expect(id_hash).toMatch(/^([0-9a-f]{64}|\$argon2id\$.*)$/)
})

test.each([
  ['an address that is none', { email: 'camille' }, 'email'],
  ['a weak password', { password: 'musee', password_confirm: 'musee' }, 'password'],
  ['two passwords that differ', { password_confirm: 'Autre-2026' }, 'password_confirm'],
  ['no name', { first_name: ' ' }, 'first_name'],
  ['an address in a name', { last_name: 'voir https://spam.example' }, 'last_name'],
  ['an address already taken', { email: 'camille@culture.example' }, 'email'],
])('registration refuses %s, on its field, in French', async (_, change, field) => {
  const answer = await visitor.call('POST', '/register/', { ...registration('new@culture.example'), ...change })
  expect(answer.status).toBe(400)
  expect(answer.json.response.field_errors[field][0]).toMatch(/[a-zéè]/)
  expect(answer.headers.get('set-cookie')).toBeNull()
})

test('a wrong password and an unknown address get the same answer', async () => {
  const wrong = await visitor.call('POST', '/login/', { email: 'camille@culture.example', password: 'Wrong-2026' })
  const unknown = await visitor.call('POST', '/login/', { email: 'nobody@culture.example', password: 'Wrong-2026' })
  expect([wrong.status, unknown.status]).toEqual([400, 400])
  expect(wrong.json).toEqual(unknown.json)
  expect(wrong.json.response.field_errors.password[0]).toBe('Adresse e-mail ou mot de passe incorrect.')
})

test('after five failures the account waits, from this address; the good password too', async () => {
  await visitor.call('POST', '/register/', registration('limited@culture.example'))
  const attempt = (password: string) => visitor.call('POST', '/login/', { email: 'limited@culture.example', password })
  for (let i = 0; i < 5; i++) expect((await attempt('Wrong-2026')).status).toBe(400)
  const refused = await attempt(PASSWORD)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('900')
  expect(refused.json.response.errors[0]).toContain('Trop d’essais')
  // Another account from the same address still gets in.
  expect((await visitor.call('POST', '/login/', { email: 'camille@culture.example', password: PASSWORD })).status).toBe(
    200,
  )
})

test('a login without a password is a 400 on the field, never a 500', async () => {
  const answer = await visitor.call('POST', '/login/', { email: 'camille@culture.example' })
  expect(answer.status).toBe(400)
  expect(answer.json.response.field_errors.password).toEqual(['Ce champ est obligatoire.'])
  expect((await visitor.call('POST', '/login/', ['x'])).status).toBe(400)
})

test('a form on another site cannot act with the visitor’s session', async () => {
  const signedIn = await visitor.call('POST', '/login/', { email: 'camille@culture.example', password: PASSWORD })
  const Cookie = `cimaise_session=${cookieOf(signedIn)}`
  const elsewhere: Record<string, string>[] = [
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site', Origin: 'https://blog.example' },
    { Origin: 'https://evil.example' },
  ]
  for (const foreign of elsewhere) {
    const answer = await visitor.call(
      'POST',
      '/api/1/organizations/',
      { name: 'X', description: 'X' },
      { Cookie, ...foreign },
    )
    expect(answer.status).toBe(403)
  }
  const own = await visitor.call(
    'POST',
    '/api/1/organizations/',
    { name: 'X', description: 'X' },
    { Cookie, Origin: app.url },
  )
  expect(own.status).toBe(201)
})

test('a key is shown once, works, is listed without its secret, and stops when revoked', async () => {
  const camille = await app.person('Clef Perrin')
  const created = await camille.call('POST', '/api/1/me/api_tokens/', { name: 'Script de nuit' })
  expect(created.status).toBe(201)
  expect(created.json.token).toMatch(/^cimaise_[\w-]{64}$/)
  const use = () => visitor.call('GET', '/api/1/me/', undefined, { 'X-API-KEY': created.json.token })
  expect((await use()).json.id).toBe(camille.user.id)

  const listed = await camille.call('GET', '/api/1/me/api_tokens/')
  expect(listed.text).not.toContain(created.json.token)
  expect(listed.json[0]).toMatchObject({
    name: 'Script de nuit',
    token_prefix: created.json.token.slice(0, 16),
    revoked_at: null,
  })
  expect(listed.json[0].last_used_at).not.toBeNull()

  const other = await app.person('Autre Personne')
  expect((await other.call('DELETE', `/api/1/me/api_tokens/${created.json.id}/`)).status).toBe(404)
  expect((await camille.call('DELETE', `/api/1/me/api_tokens/${created.json.id}/`)).status).toBe(204)
  expect((await camille.call('DELETE', `/api/1/me/api_tokens/${created.json.id}/`)).status).toBe(410)
  const revoked = await use()
  expect(revoked.status).toBe(401)
  expect(revoked.headers.get('www-authenticate')).toBe('Bearer realm="uData"')
})

test('a key that doesn’t work is a 401 even on a public route', async () => {
  const answer = await visitor.call('GET', '/api/1/datasets/', undefined, { 'X-API-KEY': 'cimaise_wrong' })
  expect(answer.status).toBe(401)
  expect(answer.json.message).toBe('Cette clé d’API n’existe pas.')
})

test('a key’s end must lie ahead', async () => {
  const { call } = await app.person('Fin Proche')
  expect((await call('POST', '/api/1/me/api_tokens/', { expires_at: '2020-01-01' })).json.errors.expires_at).toContain(
    'passée',
  )
  expect((await call('POST', '/api/1/me/api_tokens/', { expires_at: 'demain' })).status).toBe(400)
  expect((await call('POST', '/api/1/me/api_tokens/', { expires_at: '2999-01-01' })).status).toBe(201)
})

test('a key that only reads writes nothing, and says so', async () => {
  const camille = await app.person('Lecture Seule')
  const created = await camille.call('POST', '/api/1/me/api_tokens/', { name: 'Tableau de bord', scopes: ['read'] })
  expect([created.status, created.json.scopes]).toEqual([201, ['read']])
  const headers = { 'X-API-KEY': created.json.token as string }
  expect((await visitor.call('GET', '/api/1/me/', undefined, headers)).status).toBe(200)
  const writes: [string, string][] = [
    ['PUT', '/api/1/me/'],
    ['DELETE', '/api/1/me/'],
    ['POST', '/api/1/me/api_tokens/'],
    ['POST', '/api/1/organizations/'],
  ]
  for (const [method, path] of writes) {
    const refused = await visitor.call(method, path, { first_name: 'X' }, headers)
    expect(refused.status).toBe(403)
    expect(refused.json.message).toContain('permet seulement de lire')
  }
  expect((await camille.call('GET', '/api/1/me/')).json.first_name).toBe('Lecture')
})

test.each([[['write:dataset:1']], [[]], [['read', 'admin']], ['read']])(
  'a scope that doesn’t exist (%j) is refused',
  async (scopes) => {
    const { call } = await app.person(`Scope ${JSON.stringify(scopes).replaceAll(/\W/g, '')}x`)
    const refused = await call('POST', '/api/1/me/api_tokens/', { scopes })
    expect([refused.status, Object.keys(refused.json.errors)]).toEqual([400, ['scopes']])
  },
)

test('the first administrator needs the code of the terminal, once', async () => {
  const { db } = app.database
  const admin = { email: 'admin@cimaise.example', password: PASSWORD, firstName: 'Ada', lastName: 'Min' }
  expect((await visitor.call('GET', '/api/cimaise/setup/')).json).toEqual({ needed: true })
  const code = await newSetupCode(db)
  await expect(createFirstAdmin(db, 'guess', admin)).rejects.toThrow('wrong')
  const body = { code, email: admin.email, first_name: 'Ada', last_name: 'Min' }
  const weak = await visitor.call('POST', '/api/cimaise/setup/', { ...body, password: 'short' })
  expect(weak.json.error).toMatchObject({ code: 'invalid', details: { password: [expect.any(String)] } })

  const created = await visitor.call('POST', '/api/cimaise/setup/', { ...body, password: PASSWORD })
  expect(created.status).toBe(201)
  expect((await me(cookieOf(created))).json.roles).toEqual(['admin'])
  expect(await needsFirstAdmin(db)).toBe(false)
  expect((await visitor.call('POST', '/api/cimaise/setup/', { ...body, password: PASSWORD })).status).toBe(403)
})

test('thirty attempts at the same instant don’t pass the limit together', async () => {
  await visitor.call('POST', '/register/', registration('burst@culture.example'))
  const attempt = (password: string) => visitor.call('POST', '/login/', { email: 'burst@culture.example', password })
  const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => attempt(`Wrong-${i}2026`)))
  expect(answers.filter((answer) => answer.status === 400).length).toBeLessThanOrEqual(5)
  expect(answers.map((answer) => answer.status)).toContain(429)
})

test('an endless address is a 400', async () => {
  const answer = await visitor.call('POST', '/login/', { email: `${'a'.repeat(5_000)}@b.example`, password: 'x' })
  expect(answer.status).toBe(400)
})

test('whoever registered the operator’s address first does not become administrator', async () => {
  const { db } = app.database
  const operator = {
    email: 'operator@cimaise.example',
    password: 'Operateur-2026',
    firstName: 'Op',
    lastName: 'Erateur',
  }
  await createUser(db, { ...operator, password: 'Voleur-2026' })
  await expect(ensureSiteAdmin(db, operator)).rejects.toThrow('another password')
  expect((await ensureSiteAdmin(db, { ...operator, password: 'Voleur-2026' })).siteAdmin).toBe(true)
  // Once it is administrator, a start with the same settings changes nothing.
  expect((await ensureSiteAdmin(db, operator)).siteAdmin).toBe(true)
})

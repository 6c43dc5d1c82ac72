import { afterAll, beforeAll, expect, test } from 'vitest'
import { newBrowser } from '../testing/browser.ts'
import { anonymous, PASSWORD, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let admin: Person
let visitor: ReturnType<typeof anonymous>
beforeAll(async () => {
  app = await startTestApp()
  admin = await app.person('Ada Admin', { siteAdmin: true })
  visitor = anonymous(app.url)
})
afterAll(() => app.close())

const mailsTo = async (email: string) => (await app.outbox()).filter((mail) => mail.to === email)
const linkOf = ({ text }: { text: string }): string => /^https?:\/\/[^/]+(\/\S+)$/m.exec(text)![1]!
const login = (email: string, password = PASSWORD) => newBrowser(app.url).call('POST', '/login/', { email, password })

test('a user is shown to everybody without what is private, to site administrators with it', async () => {
  const { user, call } = await app.person('Zoé Publique')
  const { json: organization } = await call('POST', '/api/1/organizations/', { name: 'Musée Z', description: 'Z' })
  const seen = (await visitor.call('GET', `/api/1/users/${user.slug}/`)).json
  expect(seen).toEqual({
    class: 'User',
    id: user.id,
    slug: 'zoe-publique',
    first_name: 'Zoé',
    last_name: 'Publique',
    email: null,
    active: true,
    roles: [],
    avatar: null,
    avatar_thumbnail: null,
    website: null,
    about: null,
    since: expect.stringMatching(/^\d{4}-.*\+00:00$/),
    last_login_at: null,
    password_rotation_demanded: null,
    password_rotation_performed: null,
    metrics: { datasets: 0, reuses: 0, dataservices: 0, following: 0, followers: 0 },
    organizations: [expect.objectContaining({ class: 'Organization', id: organization.id, name: 'Musée Z' })],
    uri: `${app.url}/api/1/users/zoe-publique/`,
    page: null,
  })
  expect((await call('GET', `/api/1/users/${user.id}/`)).json.email).toBeNull()
  expect((await admin.call('GET', `/api/1/users/${user.id}/`)).json.email).toBe(user.email)
})

test('a slug written otherwise leads to the right one; nobody is a 404', async () => {
  const moved = await visitor.call('GET', '/api/1/users/Zoé-PUBLIQUE/')
  expect([moved.status, moved.headers.get('location')]).toEqual([308, '/api/1/users/zoe-publique/'])
  expect((await visitor.call('GET', '/api/1/users/personne/')).status).toBe(404)
  expect((await visitor.call('GET', '/api/1/users/%00/')).status).toBe(400)
})

test('the list of users is for site administrators', async () => {
  const someone = await app.person('Some One')
  expect((await visitor.call('GET', '/api/1/users/')).status).toBe(401)
  expect((await someone.call('GET', '/api/1/users/')).status).toBe(403)
})

test('users are found by name without accents or by address, sorted, paged', async () => {
  await app.person('Éléonore Marchand')
  await app.person('Bruno Marchand')
  const list = async (query: string) => (await admin.call('GET', `/api/1/users/?${query}`)).json
  const namesOf = (page: { data: { first_name: string }[] }) => page.data.map((user) => user.first_name)
  expect(namesOf(await list('q=eleonore+marchand'))).toEqual(['Éléonore'])
  expect(namesOf(await list('q=marchand&sort=first_name'))).toEqual(['Bruno', 'Éléonore'])
  expect(namesOf(await list('q=marchand&sort=-first_name'))).toEqual(['Éléonore', 'Bruno'])
  expect(namesOf(await list('q=bruno.marchand%40culture'))).toEqual(['Bruno'])
  const page = await list('q=marchand&sort=created&page_size=1')
  expect([page.total, page.next_page]).toEqual([2, expect.stringContaining('page=2')])

  await app.database.pool.query(`update users set metrics = '{"followers": 12}' where first_name = 'Bruno'`)
  const followed = await list('q=marchand&sort=-followers')
  expect(namesOf(followed)[0]).toBe('Bruno')
  expect(followed.data[0].metrics).toMatchObject({ followers: 12, datasets: 0 })
  for (const sort of ['last_name', 'datasets', 'reuses', 'views'])
    expect((await list(`sort=${sort}`)).total).toBeGreaterThan(2)
})

test.each(['sort=password', 'sort=', 'page=0', 'q=%25', 'sort=a&sort=b'])(
  'a list with %s never fails',
  async (query) => {
    expect([200, 400]).toContain((await admin.call('GET', `/api/1/users/?${query}`)).status)
  },
)

test('suggestions: by part of the name, the address masked, closed accounts left out', async () => {
  const { user } = await app.person('Suzanne Suggestion')
  await app.person('Closed Suggestion')
  await admin.call('PUT', '/api/1/users/closed-suggestion/', { active: false })
  const suggest = (query: string) => visitor.call('GET', `/api/1/users/suggest/?${query}`)
  expect((await suggest('q=Suggestion&size=20')).json).toEqual([
    {
      id: user.id,
      first_name: 'Suzanne',
      last_name: 'Suggestion',
      avatar_url: null,
      email: '***@culture.example',
      slug: 'suzanne-suggestion',
    },
  ])
  expect((await suggest('q=***')).json).toEqual([])
  expect((await suggest('q=a&size=1')).json).toHaveLength(1)
  for (const query of ['size=0', 'size=21', 'size=x']) {
    expect((await suggest(`q=a&${query}`)).json).toMatchObject({
      errors: { size: expect.any(String) },
      message: 'Input payload validation failed',
    })
  }
  expect((await suggest('')).json.errors.q).toBeTruthy()
})

test('the roles are udata’s that have effects', async () => {
  expect((await visitor.call('GET', '/api/1/users/roles/')).json).toEqual([{ name: 'admin' }])
})

test('an administrator makes an account; without a password its owner is mailed the link to choose one', async () => {
  const body = {
    email: 'Invited@culture.example',
    first_name: 'In',
    last_name: 'Vited',
    roles: ['admin'],
    about: 'Test',
  }
  const created = await admin.call('POST', '/api/1/users/', body)
  expect(created.status).toBe(201)
  expect(created.json).toMatchObject({
    email: 'invited@culture.example',
    roles: ['admin'],
    active: true,
    about: 'Test',
  })
  const [mail] = await mailsTo('invited@culture.example')
  expect(mail!.subject).toMatch(/^Votre compte est prêt/)
  const passwords = { password: PASSWORD, password_confirm: PASSWORD }
  expect((await visitor.call('POST', linkOf(mail!), passwords)).status).toBe(200)
  expect((await login('invited@culture.example')).status).toBe(200)

  const ready = { ...body, email: 'ready@culture.example', password: PASSWORD, roles: [] }
  expect((await admin.call('POST', '/api/1/users/', ready)).status).toBe(201)
  expect(await mailsTo('ready@culture.example')).toEqual([])
  expect((await login('ready@culture.example')).status).toBe(200)
})

test.each([
  ['an unknown role', { roles: ['king'] }, 'roles'],
  ['an address that has an account', { email: 'ada.admin@culture.example' }, 'email'],
  ['an address that is none', { email: 'x' }, 'email'],
  ['a weak password', { password: 'x' }, 'password'],
  ['a website that is no address', { website: 'javascript:alert(1)' }, 'website'],
  ['no name', { first_name: '' }, 'first_name'],
])('an account with %s is refused on its field', async (_, change, field) => {
  const body = { email: 'refused@culture.example', first_name: 'Re', last_name: 'Fused', ...change }
  const answer = await admin.call('POST', '/api/1/users/', body)
  expect([answer.status, Object.keys(answer.json.errors)]).toEqual([400, [field]])
  expect(answer.json.message).toBeTruthy()
})

test('who isn’t a site administrator manages nobody', async () => {
  const someone = await app.person('No Body')
  const target = await app.person('Tar Get')
  const path = `/api/1/users/${target.user.slug}/`
  const calls: [string, string][] = [
    ['POST', '/api/1/users/'],
    ['PUT', path],
    ['DELETE', path],
    ['POST', `${path}rotate_password/`],
  ]
  for (const [method, url] of calls) {
    expect((await visitor.call(method, url, {})).status).toBe(401)
    expect((await someone.call(method, url, {})).status).toBe(403)
  }
})

test('an administrator changes an account at once: name, address, role; a round trip changes nothing', async () => {
  const { user, call } = await app.person('Old Name')
  const path = `/api/1/users/${user.id}/`
  const before = (await admin.call('GET', path)).json
  expect((await admin.call('PUT', path, before)).json).toEqual(before)

  const changed = await admin.call('PUT', path, {
    last_name: 'Nom',
    email: 'nouveau@culture.example',
    roles: ['admin'],
  })
  expect(changed.json).toMatchObject({
    first_name: 'Old',
    last_name: 'Nom',
    email: 'nouveau@culture.example',
    roles: ['admin'],
  })
  expect((await mailsTo(user.email))[0]!.subject).toMatch(/^Votre adresse a été changée/)
  expect((await login('nouveau@culture.example')).status).toBe(200)
  expect((await call('GET', '/api/1/users/')).status).toBe(200)
  expect((await admin.call('PUT', path, { email: 'ada.admin@culture.example' })).json.errors.email).toContain(
    'existe déjà',
  )
  expect((await admin.call('PUT', path, { roles: ['editor'] })).status).toBe(400)
})

test('a closed account is gone for everybody but site administrators, and neither signs in nor uses keys', async () => {
  const { user, key } = await app.person('Shut Down')
  const browser = newBrowser(app.url)
  await browser.call('POST', '/login/', { email: user.email, password: PASSWORD })
  expect((await admin.call('PUT', `/api/1/users/${user.id}/`, { active: false })).json.active).toBe(false)
  expect((await visitor.call('GET', `/api/1/users/${user.id}/`)).status).toBe(410)
  expect((await admin.call('GET', `/api/1/users/${user.id}/`)).status).toBe(200)
  expect((await browser.call('GET', '/api/1/me/')).status).toBe(401)
  expect((await visitor.call('GET', '/api/1/datasets/', undefined, { 'X-API-KEY': key })).status).toBe(401)
  expect((await login(user.email)).status).toBe(400)
})

test('a demanded rotation closes sessions and refuses the password until another is chosen', async () => {
  const { user } = await app.person('Ro Tation')
  const browser = newBrowser(app.url)
  await browser.call('POST', '/login/', { email: user.email, password: PASSWORD })
  expect((await admin.call('POST', `/api/1/users/${user.slug}/rotate_password/`)).status).toBe(204)
  expect((await browser.call('GET', '/api/1/me/')).status).toBe(401)
  const refused = await login(user.email)
  expect([refused.status, refused.json.response.field_errors.password[0]]).toEqual([
    400,
    expect.stringContaining('renouvelé'),
  ])

  await visitor.call('POST', '/reset/', { email: user.email })
  const path = linkOf((await mailsTo(user.email)).at(-1)!)
  await visitor.call('POST', path, { password: 'Galerie-2027', password_confirm: 'Galerie-2027' })
  expect((await login(user.email, 'Galerie-2027')).status).toBe(200)
  const shown = (await admin.call('GET', `/api/1/users/${user.slug}/`)).json
  expect(shown.password_rotation_demanded).toBeTruthy()
  expect(shown.password_rotation_performed > shown.password_rotation_demanded).toBe(true)
})

test('deleting an account leaves nobody to be known, and what they published', async () => {
  const gone = await app.person('Martin Parti')
  const { json: organization } = await gone.call('POST', '/api/1/organizations/', {
    name: 'Chez Martin',
    description: 'M',
  })
  const { json: dataset } = await gone.call('POST', '/api/1/datasets/', {
    title: 'À moi',
    description: 'M',
    frequency: 'unknown',
  })
  const browser = newBrowser(app.url)
  await browser.call('POST', '/login/', { email: gone.user.email, password: PASSWORD })
  const found = async () => (await visitor.call('GET', '/api/1/datasets/?q=parti')).json.total
  expect(await found()).toBe(1)

  expect((await admin.call('DELETE', `/api/1/users/${gone.user.slug}/`)).status).toBe(204)
  expect((await visitor.call('GET', `/api/1/users/${gone.user.id}/`)).status).toBe(410)
  expect((await admin.call('GET', `/api/1/users/${gone.user.id}/`)).json).toMatchObject({
    email: `${gone.user.id}@deleted`,
    slug: `deleted-${gone.user.id}`,
    first_name: 'DELETED',
    last_name: 'DELETED',
    active: false,
    organizations: [],
  })
  expect((await browser.call('GET', '/api/1/me/')).status).toBe(401)
  expect((await visitor.call('GET', '/api/1/me/', undefined, { 'X-API-KEY': gone.key })).status).toBe(401)
  expect((await login(gone.user.email)).status).toBe(400)
  expect((await login(`${gone.user.id}@deleted`)).status).toBe(400)
  expect((await visitor.call('GET', `/api/1/organizations/${organization.id}/`)).json.members).toEqual([])
  expect((await visitor.call('GET', `/api/1/datasets/${dataset.id}/`)).json.owner.first_name).toBe('DELETED')
  expect(await found()).toBe(0)
  const { rows } = await app.database.pool.query('select * from users where id = $1', [gone.user.id])
  expect(JSON.stringify(rows)).not.toMatch(/martin|parti/i)
  expect((await mailsTo(gone.user.email)).at(-1)!.subject).toMatch(/^Votre compte a été supprimé/)

  expect((await admin.call('DELETE', `/api/1/users/${gone.user.id}/`)).status).toBe(410)
  expect((await admin.call('PUT', `/api/1/users/${gone.user.id}/`, { active: true })).status).toBe(410)
  // The address is free again.
  const again = { email: gone.user.email, password: PASSWORD, first_name: 'Martin', last_name: 'Parti' }
  expect((await visitor.call('POST', '/register/', again)).status).toBe(200)
})

test('a deletion by an administrator can be silent, or tell why', async () => {
  const silent = await app.person('Si Lent')
  await admin.call('DELETE', `/api/1/users/${silent.user.id}/?no_mail=true`)
  expect(await mailsTo(silent.user.email)).toEqual([])
  const told = await app.person('To Ld')
  await admin.call('DELETE', `/api/1/users/${told.user.id}/?send_legal_notice=true`)
  expect((await mailsTo(told.user.email))[0]!.text).toContain('tribunal compétent')
  expect((await admin.call('DELETE', `/api/1/users/${admin.user.id}/`)).status).toBe(403)
})

test('somebody closes their own account: 204, signed out', async () => {
  const { user } = await app.person('Self Gone')
  const browser = newBrowser(app.url)
  await browser.call('POST', '/login/', { email: user.email, password: PASSWORD })
  const deleted = await browser.call('DELETE', '/api/1/me/')
  expect([deleted.status, deleted.text]).toEqual([204, ''])
  expect(browser.cookie()).toBe('')
  expect((await visitor.call('DELETE', '/api/1/me/')).status).toBe(401)
  expect((await visitor.call('GET', `/api/1/users/${user.id}/`)).status).toBe(410)
})

test('PUT /me/ changes the name at once and the address by mail; a round trip changes nothing', async () => {
  const { user, call } = await app.person('My Self')
  const me = (await call('GET', '/api/1/me/')).json
  expect((await call('PUT', '/api/1/me/', me)).json).toEqual(me)
  expect(await mailsTo(user.email)).toEqual([])

  const changes = { first_name: 'Moi', email: 'moi@culture.example', website: 'https://culture.example/moi' }
  const changed = (await call('PUT', '/api/1/me/', changes)).json
  expect(changed).toMatchObject({ first_name: 'Moi', email: user.email, website: changes.website })
  await visitor.call('GET', linkOf((await mailsTo('moi@culture.example'))[0]!))
  expect((await call('GET', '/api/1/me/')).json.email).toBe('moi@culture.example')

  const refused = await call('PUT', '/api/1/me/', { email: 'x', first_name: '', website: 'javascript:alert(1)' })
  expect([refused.status, Object.keys(refused.json.errors).sort()]).toEqual([400, ['email', 'first_name', 'website']])
  expect((await call('PUT', '/api/1/me/', { roles: ['admin'], active: false })).json).toMatchObject({
    roles: [],
    active: true,
  })
})

test('five people of the same name who register at the same instant all have an account', async () => {
  const register = (number: number) =>
    newBrowser(app.url).call('POST', '/register/', {
      ...{ email: `homonyme${number}@culture.example`, password: PASSWORD, password_confirm: PASSWORD },
      ...{ first_name: 'Dominique', last_name: 'Homonyme', accept_conditions: true },
    })
  const answers = await Promise.all([1, 2, 3, 4, 5].map(register))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  const people = (await admin.call('GET', '/api/1/users/?q=homonyme')).json.data as { slug: string }[]
  expect(new Set(people.map(({ slug }) => slug)).size).toBe(5)
})

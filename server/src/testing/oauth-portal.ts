/** A portal of somebody else's, as the front kit behaves: public client, PKCE, multipart forms (clients.md §1.2). */
import { createHash, randomBytes } from 'node:crypto'
import { anonymous, type Answer, type Person, type TestApp } from './test-app.ts'

export const CALLBACK = 'https://portail.example/login/callback'

export interface Browser {
  person: Person
  call: Person['call']
  /** A form of our own page, unless `headers` say otherwise; undefined takes a header away. */
  form(path: string, fields: Record<string, string>, headers?: Record<string, string | undefined>): Promise<Answer>
}

/** A person in a browser where they have signed in. */
export const signedInAs = async (app: TestApp, name: string, options?: { siteAdmin?: boolean }): Promise<Browser> => {
  const person = await app.person(name, options)
  const visitor = anonymous(app.url)
  const login = await visitor.call('POST', '/login/', { email: person.user.email, password: person.password })
  const Cookie = (login.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
  return {
    person,
    call: (method, path, body, headers) => visitor.call(method, path, body, { Cookie, ...headers }),
    form: (path, fields, headers = {}) =>
      post(app, path, new URLSearchParams(fields), { Cookie, Origin: app.url, ...headers }),
  }
}

export const VERIFIER = randomBytes(32).toString('base64url')
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

/** Where the portal sends the browser. */
export const addressFor = (client: { id: string }, change: Record<string, string | undefined> = {}): string => {
  const asked: Record<string, string | undefined> = {
    response_type: 'code',
    client_id: client.id,
    redirect_uri: CALLBACK,
    state: 'état & co',
    scope: 'default',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...change,
  }
  const said = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return `/oauth/authorize?${new URLSearchParams(said)}`
}

/** The person accepts: the code that the browser takes back. */
export const codeFrom = async (browser: Browser, client: { id: string }, change = {}): Promise<string> => {
  const answer = await browser.form(addressFor(client, change), { accept: '' })
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
}

/** A form as the portal's page sends it: multipart, from its own origin, without cookie. */
export const send = (
  app: TestApp,
  path: string,
  fields: Record<string, string | undefined>,
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.append(name, value)
  return post(app, path, form, { Origin: 'https://portail.example', 'Sec-Fetch-Site': 'cross-site', ...headers })
}

/** The code against tokens. */
export const exchange = (
  app: TestApp,
  client: { id: string },
  code: string,
  change: Record<string, string | undefined> = {},
): Promise<Answer> =>
  send(app, '/oauth/token', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: CALLBACK,
    client_id: client.id,
    code_verifier: VERIFIER,
    ...change,
  })

/** Who the API says that the bearer is: their id, or its status. */
export const whoIs = async (app: TestApp, token: string): Promise<string | number> => {
  const answer = await anonymous(app.url).call('GET', '/api/1/me/', undefined, { Authorization: `Bearer ${token}` })
  return answer.status === 200 ? answer.json.id : answer.status
}

export const post = async (
  app: TestApp,
  path: string,
  body: FormData | URLSearchParams | string,
  headers: Record<string, string | undefined>,
): Promise<Answer> => {
  const said = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const response = await fetch(app.url + path, { method: 'POST', body, redirect: 'manual', headers: said })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text ? JSON.parse(text) : undefined,
  }
}

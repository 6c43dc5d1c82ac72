import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createOutgoing, type Outgoing } from '../../outgoing/index.ts'
import { skipBecause } from '../../testing/skip.ts'
import { isPassing, openSource, type S3Spec, type Secrets } from '../index.ts'
import { failureOf, keysOf, listed, readAll, reasonOf, seenIn } from '../testing/read-source.ts'
import { startS3, type TestS3 } from '../testing/start-s3.ts'
import { makeCertificate } from '../testing/test-certificate.ts'

let s3: TestS3
let outgoing: Outgoing
const servers: Server[] = []
beforeEach(async () => {
  s3 = await startS3()
  outgoing = createOutgoing({ allow: ['127.0.0.1'], userAgent: 'Cimaise/test' })
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await outgoing.close()
  await s3.close()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const open = (spec: Partial<S3Spec> = {}, secrets: Secrets = s3.secrets) =>
  openSource({ ...s3.spec, ...spec }, secrets, { outgoing, folderRoot: null, patience: { answerMs: 2_000 } })

/** A server that answers as a test says, and counts who comes. */
const answering = async (answer: (url: URL) => { status?: number; body?: string; location?: string }) => {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    const { status = 200, body = '', location } = answer(new URL(request.url ?? '/', 'http://s3'))
    response.writeHead(status, { 'content-type': 'application/xml', ...(location && { location }) }).end(body)
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

test('a listing has as many pages as it needs', async () => {
  const keys = Array.from({ length: 1_203 }, (_, i) => `f${String(i).padStart(4, '0')}.csv`)
  for (const key of keys) await s3.put(key, key)
  const source = await open()
  expect(await keysOf(source)).toEqual(keys)
  expect(s3.requests.filter((line) => line.includes('list-type=2')).length).toBe(2)
  await source.close()
})

test('keys are relative to the prefix, which is a beginning and not a folder', async () => {
  for (const key of ['musees/a.csv', 'musees/b/c.csv', 'musees/', 'musees/vide/', 'musees-2.csv', 'autre.csv'])
    await s3.put(key, 'x')
  const folder = await open({ prefix: 'musees/' })
  expect(await keysOf(folder)).toEqual(['a.csv', 'b/c.csv'])
  expect((await readAll(folder, await seenIn(folder, 'b/c.csv'))).toString()).toBe('x')
  const beginning = await open({ prefix: 'mus' })
  expect(await keysOf(beginning)).toEqual(['ees-2.csv', 'ees/a.csv', 'ees/b/c.csv'])
})

test('a key that climbs is a name like another, and stays in the bucket', async () => {
  await s3.put('flux/../secret.csv', 'du flux')
  await s3.put('secret.csv', 'pas du flux')
  const source = await open({ prefix: 'flux/' })
  expect(await keysOf(source)).toEqual(['../secret.csv'])
  expect((await readAll(source, await seenIn(source, '../secret.csv'))).toString()).toBe('du flux')
})

test('characters that XML has no place for are in keys all the same', async () => {
  const list = '<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>'
  const body = `${list}<Contents><Key>a%01b+c%2Bd%25.csv</Key><Size>1</Size></Contents></ListBucketResult>`
  const { endpoint, seen } = await answering(() => ({ body }))
  const source = await open({ endpoint })
  expect(await keysOf(source)).toEqual(['a\u0001b c+d%.csv'])
  expect(seen.at(-1)).toContain('encoding-type=url')
})

test('the states that the bucket kept are listed oldest first, and each is read', async () => {
  expect((await open()).versions).toBeUndefined()
  s3.keepVersions()
  for (const body of ['un', 'deux', 'trois', 'quatre', 'cinq']) await s3.put('a.csv', body)
  await s3.put('a.csv.bak', 'autre')
  await s3.remove('a.csv')
  await s3.put('a.csv', 'six')
  const source = await open()
  const states = []
  for await (const state of source.versions?.('a.csv') ?? []) states.push(state)
  const bodies = []
  for (const state of states) bodies.push((await readAll(source, state)).toString())
  expect(bodies).toEqual(['un', 'deux', 'trois', 'quatre', 'cinq', 'six'])
  expect((await readAll(source, states[2]!, 2)).toString()).toBe('ois')
})

test('without a key, requests have no signature', async () => {
  await s3.put('a.csv', 'ouvert')
  expect(await reasonOf(open({}, {}).then(listed))).toBe('forbidden')
  s3.openToAll(true)
  const source = await open({}, {})
  expect((await readAll(source, await seenIn(source, 'a.csv'))).toString()).toBe('ouvert')
})

test.each([
  [{ status: 403, code: 'InvalidAccessKeyId' }, 'credentials', false],
  [{ status: 403, code: 'SignatureDoesNotMatch' }, 'credentials', false],
  [{ status: 400, code: 'ExpiredToken' }, 'credentials', false],
  [{ status: 403, code: 'RequestTimeTooSkewed' }, 'credentials', false],
  [{ status: 401, code: 'Unauthorized' }, 'credentials', false],
  [{ status: 403, code: 'AccessDenied' }, 'forbidden', false],
  [{ status: 404, code: 'NoSuchBucket' }, 'not_found', false],
  [{ status: 301, code: 'PermanentRedirect' }, 'not_found', false],
  [{ status: 400, code: 'AuthorizationHeaderMalformed' }, 'not_found', false],
  [{ status: 503, code: 'SlowDown' }, 'unreachable', true],
  [{ status: 500, code: 'InternalError' }, 'unreachable', true],
  [{ status: 418, code: 'Teapot' }, 'protocol', true],
] as const)('%o is %s', async (refusal, reason, passes) => {
  const source = await open()
  s3.answerWith(refusal)
  const failure = await failureOf(listed(source))
  expect([failure.reason, isPassing(failure)]).toEqual([reason, passes])
  expect(failure.text.fr).toMatch(reason === 'protocol' ? /127\.0\.0\.1/ : /donnees/)
  expect(failure.text.fr).not.toContain(s3.secrets.secret_access_key)
})

test('a key that was changed is told from a missing right, for one file too', async () => {
  await s3.put('a.csv', 'x')
  const source = await open()
  s3.answerWith({ status: 403, code: 'AccessDenied' })
  expect(await reasonOf(source.look('a.csv'))).toBe('forbidden')
  s3.answerWith(null)
  s3.rotateKey()
  expect(await reasonOf(source.look('a.csv'))).toBe('credentials')
})

test('a name that is no bucket is said at once', async () => {
  const failure = await failureOf(listed(await open({ bucket: 'inconnu' })))
  expect([failure.reason, failure.text.fr]).toEqual(['not_found', expect.stringContaining('inconnu')])
})

test('a bucket in front of the name of the service is found too', async () => {
  const port = new URL(s3.endpoint).port
  const asked: string[] = []
  const named = createOutgoing({
    allow: ['127.0.0.1'],
    userAgent: 'a',
    resolve: async (host) => (asked.push(host), ['127.0.0.1']),
  })
  const spec = { ...s3.spec, endpoint: `http://s3.example:${port}`, pathStyle: false }
  const source = await openSource(spec, s3.secrets, { outgoing: named, folderRoot: null })
  await listed(source).catch(() => {})
  expect([...new Set(asked)]).toEqual(['donnees.s3.example'])
  await source.close()
  await named.close()
})

test('nothing is read from the environment, nor asked of the addresses where clouds give keys', async () => {
  const trap = await answering(() => ({}))
  for (const [name, value] of Object.entries({
    AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT',
    AWS_SECRET_ACCESS_KEY: 'environment',
    AWS_ENDPOINT_URL: trap.endpoint,
    AWS_ENDPOINT_URL_S3: trap.endpoint,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: trap.endpoint,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${trap.endpoint}/keys`,
    AWS_PROFILE: 'nobody',
    AWS_CONFIG_FILE: '/nonexistent/config',
    AWS_REGION: 'mars-1',
    AWS_MAX_ATTEMPTS: '0',
    AWS_USE_FIPS_ENDPOINT: 'true',
    AWS_S3_USE_ARN_REGION: 'perhaps',
    HTTP_PROXY: trap.endpoint,
    HTTPS_PROXY: trap.endpoint,
  }))
    vi.stubEnv(name, value)
  await s3.put('a.csv', 'x')
  expect(await keysOf(await open())).toEqual(['a.csv'])
  s3.openToAll(true)
  expect(await keysOf(await open({}, {}))).toEqual(['a.csv'])
  expect(trap.seen).toEqual([])
})

test.each([
  ['the same page again and again', 'always', 'protocol'],
  ['pages of nothing', 'counted', 'protocol'],
])('%s end', async (_, token, reason) => {
  let count = 0
  const { endpoint } = await answering(() => ({
    body: `<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>${token === 'always' ? token : ++count}</NextContinuationToken></ListBucketResult>`,
  }))
  expect(await reasonOf(listed(await open({ endpoint })))).toBe(reason)
})

test.each(['<html><body>Bonjour</body></html>', '<ListBucketResult>', '<ListBucketResult/>', 'pas du XML <', ''])(
  '%j is no empty bucket',
  async (body) => {
    const { endpoint } = await answering(({ search }) => ({ body: search.includes('versioning') ? '' : body }))
    expect(await reasonOf(open({ endpoint }).then(listed))).toBe('protocol')
  },
)

test('a redirect is not followed, wherever it leads', async () => {
  const inside = await answering(() => ({}))
  const { endpoint } = await answering(() => ({ status: 307, location: `${inside.endpoint}/x` }))
  expect(await reasonOf(open({ endpoint }).then(listed))).toBe('protocol')
  expect(inside.seen).toEqual([])
})

test.each(['http://169.254.169.254', 'http://10.0.0.1:9000', 'https://[::1]:9000', 'http://127.0.0.1:6379'])(
  '%s is not asked',
  async (endpoint) => {
    expect(await reasonOf(open({ endpoint }))).toBe('address')
  },
)

test('over TLS, the certificate is checked before a key is shown', async (context) => {
  const certificate = makeCertificate()
  if (!certificate) return skipBecause(context, 'openssl is missing')
  const { key, cert } = certificate
  const heard: string[] = []
  const secure = createTlsServer({ key, cert }, (near) => {
    const far = connect(Number(new URL(s3.endpoint).port), '127.0.0.1')
    near.once('data', (data) => heard.push(data.toString())).on('error', () => {})
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((done) => secure.listen(0, '127.0.0.1', done))
  const endpoint = `https://127.0.0.1:${(secure.address() as AddressInfo).port}`
  await s3.put('a.csv', 'x')
  const failure = await failureOf(open({ endpoint }))
  expect([failure.reason, isPassing(failure), heard]).toEqual(['identity', false, []])
  const distrust = certificate.trust()
  const source = await open({ endpoint })
  expect((await readAll(source, await seenIn(source, 'a.csv'))).toString()).toBe('x')
  await source.close()
  distrust()
  secure.close()
  certificate.remove()
})

test('a service that answers nothing is left in time', async () => {
  s3.line.stallAfter(0)
  expect(await reasonOf(open())).toBe('timeout')
})

test.each([200, 500])('an answer without end is not kept in memory (%s)', async (status) => {
  let sent = 0
  const piece = Buffer.alloc(1024 * 1024, 'a')
  const server = createServer((request, response) => {
    if (request.url?.includes('versioning')) return response.end('<VersioningConfiguration/>')
    response.writeHead(status, { 'content-type': 'application/xml' }).write('<ListBucketResult><Name>')
    const more = () => {
      if (response.destroyed || sent > 500 * piece.length) return response.end()
      sent += piece.length
      return response.write(piece, more)
    }
    return more()
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const source = await open({ endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  expect(await reasonOf(listed(source))).toBe('too_large')
  expect(sent).toBeLessThan(50 * piece.length)
  await source.close()
})

test('former states that come again and again end', async () => {
  const page =
    '<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>a.csv</NextKeyMarker>' +
    '<NextVersionIdMarker>v1</NextVersionIdMarker><Version><Key>a.csv</Key><VersionId>v1</VersionId></Version></ListVersionsResult>'
  const { endpoint, seen } = await answering(({ searchParams }) => ({
    body: searchParams.has('versioning')
      ? '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>'
      : page,
  }))
  const source = await open({ endpoint })
  const read = async () => {
    for await (const _state of source.versions?.('a.csv') ?? []);
  }
  expect(await reasonOf(read())).toBe('protocol')
  expect(seen.length).toBe(3)
})

test('a service that says that keys are encoded, and leaves them, is read all the same', async () => {
  const page = (key: string) =>
    `<ListBucketResult><IsTruncated>false</IsTruncated><EncodingType>url</EncodingType><Contents><Key>${key}</Key></Contents></ListBucketResult>`
  const { endpoint } = await answering(({ searchParams }) => ({
    body: searchParams.has('versioning') ? '<VersioningConfiguration/>' : page('taux 100%.csv'),
  }))
  expect(await keysOf(await open({ endpoint }))).toEqual(['taux 100%.csv'])
})

import { gzipSync } from 'node:zlib'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOutgoing, type Outgoing } from '../../outgoing/index.ts'
import { openSource, type Secrets, type WebSpec } from '../index.ts'
import { failureOf, keysOf, listed, readAll, reasonOf, seenIn } from '../testing/read-source.ts'
import { startWeb, type TestWeb } from '../testing/start-web.ts'

let web: TestWeb
let outgoing: Outgoing
beforeEach(async () => {
  web = await startWeb()
  outgoing = createOutgoing({ allow: ['127.0.0.1'], userAgent: 'Cimaise/test' })
})
afterEach(async () => {
  await outgoing.close()
  await web.close()
})

const open = (spec: Partial<WebSpec> = {}, secrets: Secrets = web.secrets) =>
  openSource({ ...web.spec, ...spec }, secrets, { outgoing, folderRoot: null, patience: { answerMs: 2_000 } })

const page = (html: string) => (_: unknown, response: ServerResponse) => {
  response.setHeader('content-type', 'text/html').end(html)
  return true
}

test('an address is one file, under the name that it ends with', async () => {
  await web.put('liste 2026.csv', 'a;b\n')
  const source = await open({ url: `${web.url}liste%202026.csv?format=csv#haut`, index: false })
  web.instead = (request) => ((request.url = request.url?.replace('?format=csv', '')), false)
  const [one] = await listed(source)
  expect(one).toMatchObject({ key: 'liste 2026.csv', sizeBytes: 4, etag: expect.stringMatching(/^"/) as string })
  expect((await readAll(source, one!)).toString()).toBe('a;b\n')
  expect(web.requests).toContain('GET /fichiers/liste%202026.csv?format=csv')
  expect(await source.look('autre.csv')).toBeUndefined()
})

test('an address that leads to nothing is said, rather than an empty source', async () => {
  const source = await open({ url: `${web.url}absent.csv`, index: false })
  expect(await reasonOf(listed(source))).toBe('not_found')
})

test.each(['ftp://127.0.0.1/a.csv', 'fichiers', 'file:///etc/passwd'])('%s is no web address', async (url) => {
  expect(await reasonOf(open({ url }))).toBe('address')
})

test('a site that knows neither HEAD, nor ranges, nor dates is read all the same', async () => {
  Object.assign(web.can, { head: false, ranges: false, validators: false })
  await web.put('a.csv', 'abcdefghij')
  const source = await open()
  const seen = await seenIn(source, 'a.csv')
  expect(seen).toEqual({ key: 'a.csv', sizeBytes: 10, modifiedAt: null, etag: null, versionId: null })
  expect((await readAll(source, seen, 4)).toString()).toBe('efghij')
  await web.put('a.csv', 'abc')
  expect(await reasonOf(readAll(source, seen, 4))).toBe('changed')
})

test('what a site packs is unpacked, from any place', async () => {
  await web.put('a.csv', 'x')
  const body = gzipSync('0123456789')
  web.instead = (request, response) => {
    const isRange = request.headers.range !== undefined
    response.writeHead(isRange ? 206 : 200, {
      'content-encoding': 'gzip',
      'content-length': body.length,
      ...(isRange && { 'content-range': `bytes 4-${body.length - 1}/${body.length}` }),
    })
    response.end(request.method === 'HEAD' ? undefined : body)
    return true
  }
  const source = await open()
  const seen = await seenIn(source, 'a.csv')
  expect(seen.sizeBytes).toBeNull()
  expect((await readAll(source, seen)).toString()).toBe('0123456789')
  expect((await readAll(source, seen, 4)).toString()).toBe('456789')
})

test('a file without an announced size is read to its end', async () => {
  web.instead = (request, response) => {
    if (request.method === 'GET') response.write('abc')
    response.end()
    return true
  }
  const source = await open()
  const seen = await seenIn(source, 'a.csv')
  expect([seen.sizeBytes, (await readAll(source, seen)).toString()]).toEqual([null, 'abc'])
})

test('only what is below a page is listed, once', async () => {
  web.instead = page(`
    <a href="../">..</a> <a href="/">racine</a> <a href="?C=M;O=A">tri</a> <a href="#haut">haut</a>
    <a href=simple.csv>1</a> <a class='x' href='simple.csv#a'>1</a> <A HREF="./simple.csv">1</A>
    <a href="/fichiers/absolu.csv">2</a> <a href="${web.url}entier.csv">3</a> <a href="a&amp;b.csv">4</a>
    <a href="../secret.csv">x</a> <a href="%2e%2e/secret.csv">x</a> <a href="http://autre.example/fichiers/a.csv">x</a>
    <a href="//127.0.0.1/fichiers/port.csv">x</a> <a href="javascript:alert(1)">x</a> <a href="mailto:a@b.fr">x</a>
    <a href="b%2Fc.csv">x</a> <a href="mus%E9e.csv">5</a> <a href="">x</a> <a name="ancre">x</a>`)
  const source = await open()
  const keys = ['a&b.csv', 'absolu.csv', 'entier.csv', 'mus\uFFFDE9e.csv', 'simple.csv']
  expect(await keysOf(source)).toEqual(keys)
})

test('a name that is not in UTF-8 is asked for as it was written', async () => {
  const source = await open()
  web.instead = (_, response) => (response.end(), true)
  await source.look('mus\uFFFDE9e.csv')
  expect(web.requests.at(-1)).toBe('HEAD /fichiers/mus%E9e.csv')
})

test('folders are walked, and one that leads back to itself ends', async () => {
  web.instead = (request, response) =>
    request.url?.endsWith('/') ? page(`<a href="encore/">d</a><a href="a.csv">f</a>`)(request, response) : false
  const keys = await keysOf(await open())
  expect(keys.length).toBe(20)
  expect(keys.slice(0, 2)).toEqual(['a.csv', 'encore/a.csv'])
})

test.each([
  [401, 'credentials'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [418, 'protocol'],
  [429, 'unreachable'],
  [503, 'unreachable'],
])('a page that answers %i is %s', async (status, reason) => {
  web.instead = (_, response) => (response.writeHead(status).end(), true)
  expect(await reasonOf(listed(await open()))).toBe(reason)
})

test('a file is no page, and a page of another site no list of this one', async () => {
  web.instead = (_, response) => (response.setHeader('content-type', 'text/csv').end('a;b'), true)
  expect(await reasonOf(listed(await open()))).toBe('protocol')
})

test('a token is sent as one; a name and a password too', async () => {
  const seen: (string | undefined)[] = []
  web.instead = (request, response) => (seen.push(request.headers.authorization), response.end(), true)
  await (await open({}, { token: 'jeton' })).look('a.csv')
  await (await open({}, { username: 'élodie', password: 'mot:de passe' })).look('a.csv')
  await (await open({}, {})).look('a.csv')
  const basic = `Basic ${Buffer.from('élodie:mot:de passe').toString('base64')}`
  expect(seen).toEqual(['Bearer jeton', basic, undefined])
})

test('secrets are for one site: another one that it leads to gets none', async () => {
  const seen: (string | undefined)[] = []
  const other = await listening((request, response) => {
    seen.push(request.headers.authorization)
    response.setHeader('content-type', 'text/html').end('<a href="a.csv">a</a>')
  })
  web.instead = (request, response) => {
    response.writeHead(302, { location: `${other.url}${request.url ?? ''}` }).end()
    return true
  }
  const source = await open()
  expect((await seenIn(source, 'a.csv')).key).toBe('a.csv')
  const failure = await failureOf(listed(source))
  expect([failure.reason, failure.text.fr]).toEqual(['protocol', expect.stringContaining(other.url)])
  expect(seen).toEqual([undefined, undefined])
  other.server.close()
})

test('a redirect to a private address is refused, and nobody comes there', async () => {
  const seen: string[] = []
  const inside = await listening(
    (request, response) => (seen.push(request.url ?? ''), response.end('secret')),
    '127.0.0.3',
  )
  await web.put('a.csv', 'x')
  const source = await open()
  const before = await seenIn(source, 'a.csv')
  web.instead = (_, response) => (response.writeHead(302, { location: inside.url }).end(), true)
  for (const work of [listed(source), source.look('a.csv'), readAll(source, before)])
    expect(await reasonOf(work)).toBe('address')
  expect(seen).toEqual([])
  inside.server.close()
})

test('a page that never ends is left', async () => {
  web.instead = (_, response) => {
    response.setHeader('content-type', 'text/html').write('<a href="a.csv">a</a>')
    return true
  }
  expect(await reasonOf(listed(await open()))).toBe('timeout')
})

const listening = async (
  answer: Parameters<typeof createServer>[1],
  host = '127.0.0.1',
): Promise<{ server: Server; url: string }> => {
  const server = createServer(answer)
  await new Promise<void>((done) => server.listen(0, host, done))
  return { server, url: `http://${host}:${(server.address() as AddressInfo).port}` }
}

test.each([
  ['tags that are not closed', '<a '.repeat(2_000_000)],
  ['an address that does not come', `${'<a '.repeat(600)}href=${' '.repeat(20_000_000)}>`],
  ['an address that does not end', `${'<a '.repeat(600)}href="${'x'.repeat(20_000_000)}`],
])('a page of %s is read like any', async (_, html) => {
  // Its own server answers from this very process: it waits as long as the page is looked at.
  web.instead = page(`<a href="a.csv">a</a>${html}`)
  expect(await keysOf(await open())).toEqual(['a.csv'])
})

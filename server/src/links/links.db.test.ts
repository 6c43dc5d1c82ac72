import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { sql } from 'kysely'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { startTestSite, type TestSite } from '../testing/test-site.ts'
import { checkLinks, purgeChecks } from './index.ts'

let site: TestSite
let app: TestApp
let camille: Person
let other: Person
let dataset: { id: string; slug: string }
let secret: { id: string }
beforeAll(async () => {
  site = await startTestSite()
  app = await startTestApp({
    maxUploadBytes: 50_000,
    sites: { 'fichiers.example': '127.0.0.1', 'lent.example': '127.0.0.1', 'interne.example': '10.0.0.1' },
  })
  camille = await app.person('Camille Perrin')
  other = await app.person('Alix Moreau')
  dataset = (await camille.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.' })).json
  secret = (
    await camille.call('POST', '/api/1/datasets/', { title: 'Brouillon', description: 'Pas encore.', private: true })
  ).json
})
afterAll(async () => {
  await app.close()
  await site.close()
})

const addressOf = (path: string, host = 'fichiers.example') => `http://${host}:${site.port}${path}`
const addLink = async (url: string, to = dataset): Promise<string> =>
  (
    await camille.call('POST', `/api/1/datasets/${to.id}/resources/`, {
      title: 'Lien',
      filetype: 'remote',
      type: 'main',
      url,
    })
  ).json.id
const resourceOf = async (id: string, of = dataset) =>
  (await camille.call('GET', `/api/1/datasets/${of.id}/resources/${id}/`)).json
const check = () => checkLinks({ db: app.database.db, outgoing: app.outgoing, site: { baseUrl: app.url } })
/** Its time has come again, as if the last check were that old. */
const makeDue = async (id: string, hours = 13) => {
  const age = sql`make_interval(hours => ${hours})`
  await sql`update links set next_check_at = now() - interval '1 minute' where resource_id = ${id}`.execute(
    app.database.db,
  )
  await sql`update link_checks set created_at = created_at - ${age} where resource_id = ${id}`.execute(app.database.db)
}
const nextIn = async (id: string): Promise<number> => {
  const { rows } = await sql<{ hours: number }>`
    select round(extract(epoch from next_check_at - now()) / 3600)::int as hours from links where resource_id = ${id}`.execute(
    app.database.db,
  )
  return rows[0]?.hours ?? NaN
}
const csv =
  (content: string, headers: Record<string, string> = {}) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Length': Buffer.byteLength(content),
      ...headers,
    })
    response.end(request.method === 'GET' ? content : undefined)
  }

test('a new link is checked at once, and says so on its resource', async () => {
  site.answers((request, response) =>
    request.method === 'OPTIONS'
      ? response.writeHead(204, { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'GET' }).end()
      : csv('a;b\n1;2\n', { 'Last-Modified': 'Mon, 09 Mar 2026 08:00:00 GMT' })(request, response),
  )
  const before = (await camille.call('GET', `/api/1/datasets/${dataset.id}/`)).headers.get('etag')
  const id = await addLink(addressOf('/musees.csv'))
  const written = (await camille.call('GET', `/api/1/datasets/${dataset.id}/`)).headers.get('etag')
  expect(written).not.toBe(before)
  await app.runTasks()
  expect(site.seen).toEqual(['HEAD /musees.csv', 'OPTIONS /musees.csv', 'GET /musees.csv'])
  expect(site.requests[1]?.headers.origin).toBe(app.url)
  const { extras, last_modified } = await resourceOf(id)
  expect(extras).toEqual({
    'check:id': expect.any(Number),
    'check:date': expect.stringMatching(/^20/),
    'check:available': true,
    'check:status': 200,
    'check:timeout': false,
    'check:headers:content-type': 'text/csv',
    'check:headers:content-length': 8,
    'check:cors:status': 204,
    'check:cors:allow-origin': '*',
    'check:cors:allow-methods': 'GET',
    'analysis:check_id': extras['check:id'],
    'analysis:content-length': 8,
    'analysis:mime-type': 'text/csv',
    'analysis:checksum': createHash('sha1').update('a;b\n1;2\n').digest('hex'),
    'analysis:last-modified-at': '2026-03-09T08:00:00+00:00',
    'analysis:last-modified-detection': 'last-modified-header',
  })
  expect(last_modified).toBe('2026-03-09T08:00:00+00:00')
  const shown = await camille.call('GET', `/api/1/datasets/${dataset.id}/`)
  expect(shown.json.last_update).toBe('2026-03-09T08:00:00+00:00')
  expect(shown.json.quality.all_resources_available).toBe(true)
  // A machine's look makes nobody's copy stale.
  expect(shown.headers.get('etag')).toBe(written)
  expect(await nextIn(id)).toBe(12)
})

test('a link that stops answering is said so since then, lowers the quality, and is tried every day', async () => {
  site.answers(csv('a;b\n1;2\n'))
  const id = await addLink(addressOf('/perdu.csv'))
  await app.runTasks()
  const kept = (await anonymous(app.url).call('GET', `/api/1/datasets/${dataset.id}/`)).json
  expect(kept.quality.all_resources_available).toBe(true)

  site.answers((_request, response) => response.writeHead(404).end())
  await makeDue(id)
  await check()
  expect(site.seen).toEqual(['HEAD /perdu.csv', 'GET /perdu.csv', 'OPTIONS /perdu.csv'])
  const { extras: down } = await resourceOf(id)
  expect(down).toMatchObject({ 'check:available': false, 'check:status': 404, 'check:timeout': false })
  expect(down['cimaise:link:unavailable_since']).toBe(down['check:date'])
  expect(down['check:headers:content-type']).toBeUndefined()
  // What was read before is still what is known of the data.
  expect(down['analysis:content-length']).toBe(8)
  // The answer that everybody shares is new too.
  const seen = (await anonymous(app.url).call('GET', `/api/1/datasets/${dataset.id}/`)).json
  expect(seen.quality.all_resources_available).toBe(false)

  await makeDue(id, 200)
  await check()
  const { extras: still } = await resourceOf(id)
  expect(still['cimaise:link:unavailable_since']).toBe(down['cimaise:link:unavailable_since'])
  expect(still['check:date']).not.toBe(down['check:date'])
  expect(await nextIn(id)).toBe(24)

  site.answers(csv('a;b\n1;2\n'))
  await makeDue(id)
  await check()
  const { extras: back } = await resourceOf(id)
  expect(back['check:available']).toBe(true)
  expect(back['cimaise:link:unavailable_since']).toBeUndefined()
})

test('a change behind a link moves its date and that of its dataset; nothing new waits longer and longer', async () => {
  const jeu = (await camille.call('POST', '/api/1/datasets/', { title: 'Suivi', description: 'Suivi.' })).json
  site.answers(csv('a;b\n1;2\n'))
  const id = await addLink(addressOf('/suivi.csv'), jeu)
  await app.runTasks()
  const first = await resourceOf(id, jeu)
  expect(first.extras['analysis:last-modified-at']).toBeUndefined()
  await makeDue(id)
  await check()
  expect((await resourceOf(id, jeu)).extras['analysis:checksum']).toBe(first.extras['analysis:checksum'])
  expect(await nextIn(id)).toBe(24)

  // The same length: only the content tells.
  site.answers(csv('a;b\n1;3\n'))
  await makeDue(id, 30)
  await check()
  const second = await resourceOf(id, jeu)
  expect(second.extras['analysis:last-modified-detection']).toBe('computed-checksum')
  expect(second.extras['analysis:checksum']).not.toBe(first.extras['analysis:checksum'])
  expect(second.last_modified).toBe(second.extras['analysis:last-modified-at'])
  expect((await camille.call('GET', `/api/1/datasets/${jeu.id}/`)).json.last_update).toBe(second.last_modified)
  expect(await nextIn(id)).toBe(12)

  // A date is known now: the same length is enough, nothing is read.
  await makeDue(id)
  await check()
  expect(site.seen.at(-1)).toBe('OPTIONS /suivi.csv')
  expect((await resourceOf(id, jeu)).last_modified).toBe(second.last_modified)
})

test('a site without HEAD is asked for the beginning only', async () => {
  site.answers((request, response) => {
    if (request.method === 'HEAD') return void response.writeHead(405).end()
    if (request.headers.range)
      return void response
        .writeHead(206, { 'Content-Range': 'bytes 0-1023/2000000000', 'Content-Type': 'text/csv' })
        .end(Buffer.alloc(1_024))
    response.writeHead(500).end()
  })
  const id = await addLink(addressOf('/gros.csv'))
  await app.runTasks()
  expect(site.requests.find(({ method }) => method === 'GET')?.headers.range).toBe('bytes=0-1023')
  expect((await resourceOf(id)).extras).toMatchObject({
    'check:status': 200,
    'check:available': true,
    'check:headers:content-length': 2_000_000_000,
    'analysis:error': 'File too large to download',
  })
  expect(site.seen.filter((line) => line.startsWith('GET'))).toHaveLength(1)
})

test('a private address is a failed check, and no visit', async () => {
  const id = await addLink(addressOf('/', 'interne.example'))
  site.answers(csv('a'))
  await app.runTasks()
  const { extras } = await resourceOf(id)
  expect(extras).toMatchObject({ 'check:available': false, 'check:timeout': false })
  expect(extras['check:error']).toContain('private network')
  expect(extras['check:status']).toBeUndefined()
  expect(site.seen).toEqual([])
  const crawl = (await anonymous(app.url).call('GET', `/api/1/datasets/${dataset.id}/resources/${id}/crawl`)).json
  expect(crawl.errors).toEqual([expect.stringContaining('réseau privé')])
  expect(crawl.stages.map(({ state }: { state: string }) => state)).toEqual(['failed', 'skipped'])
})

test('a site that answers 429 rests, with all its links, for the time it asks', async () => {
  site.answers((_request, response) => response.writeHead(429, { 'Retry-After': '7200' }).end())
  const id = await addLink(addressOf('/a.csv', 'lent.example'))
  await app.runTasks()
  // Not a word more than needed.
  expect(site.seen.filter((line) => !line.startsWith('OPTIONS'))).toEqual(['HEAD /a.csv'])
  const { extras } = await resourceOf(id)
  expect(extras['check:status']).toBe(429)
  expect(extras['check:available']).toBeUndefined()
  expect(await nextIn(id)).toBe(2)

  site.answers(csv('a;b\n'))
  const second = await addLink(addressOf('/b.csv', 'lent.example'))
  await app.runTasks()
  expect(site.seen).toEqual([])
  const visitor = anonymous(app.url)
  expect((await visitor.call('GET', `/api/resources/${second}`)).json.status).toBe('BACKOFF')
  const { message } = (await visitor.call('GET', `/api/1/datasets/${dataset.id}/resources/${second}/crawl`)).json
  expect(message).toContain('plus tard')
  expect((await resourceOf(second)).extras).toEqual({})
})

test('a changed address is another link: checked at once, compared with nothing', async () => {
  site.answers(csv('a;b\n1;2\n', { 'Last-Modified': 'Mon, 09 Mar 2026 08:00:00 GMT' }))
  const id = await addLink(addressOf('/avant.csv'))
  await app.runTasks()
  site.answers(csv('a;b\n', { 'Last-Modified': 'Tue, 10 Mar 2026 08:00:00 GMT' }))
  await camille.call('PUT', `/api/1/datasets/${dataset.id}/resources/${id}/`, {
    title: 'Lien',
    url: addressOf('/apres.csv'),
  })
  await app.runTasks()
  expect(site.seen).toContain('GET /apres.csv')
  expect((await resourceOf(id)).extras['analysis:last-modified-at']).toBe('2026-03-10T08:00:00+00:00')
  // Words alone don't make a visit.
  site.answers(csv('a;b\n'))
  await camille.call('PUT', `/api/1/datasets/${dataset.id}/resources/${id}/`, { title: 'Autre titre' })
  await app.runTasks()
  expect(site.seen).toEqual([])
})

test('checks of an address that a link had before are nobody’s business; a file that replaced it says its own', async () => {
  site.answers(csv('a;b\n1;2\n'))
  const id = await addLink(addressOf('/secret.csv?cle=1234'))
  await app.runTasks()
  const visitor = anonymous(app.url)
  const read = async (which: 'all' | 'latest') => visitor.call('GET', `/api/checks/${which}?resource_id=${id}`)
  expect((await read('all')).text).toContain('1234')
  await camille.call('PUT', `/api/1/datasets/${dataset.id}/resources/${id}/`, {
    title: 'Lien',
    url: addressOf('/public.csv'),
  })
  expect([(await read('all')).status, (await read('latest')).status]).toEqual([404, 404])
  await app.runTasks()
  expect((await read('all')).json).toMatchObject([{ check_url: addressOf('/public.csv') }])
  expect((await read('latest')).text).not.toContain('1234')

  const { url } = (
    await camille.upload(`/api/1/datasets/${dataset.id}/resources/${id}/upload/`, 'a.csv', 'a;b\n1;2\n3;4\n')
  ).json
  expect((await read('latest')).json).toMatchObject({ check_url: url, headers: { 'content-length': '12' } })
  expect((await read('all')).json).toEqual([(await read('latest')).json])
})

test('links of a whole list, and of deleted datasets: the round takes the first, never the second', async () => {
  const jeu = (await camille.call('POST', '/api/1/datasets/', { title: 'Liste', description: 'Liste.' })).json
  const gone = (await camille.call('POST', '/api/1/datasets/', { title: 'Parti', description: 'Parti.' })).json
  site.answers(csv('a;b\n'))
  const link = (path: string) => ({ title: 'Lien', filetype: 'remote', type: 'main', url: addressOf(path) })
  await camille.call('PUT', `/api/1/datasets/${jeu.id}/`, { ...jeu, resources: [link('/liste.csv')] })
  await camille.call('PUT', `/api/1/datasets/${gone.id}/`, { ...gone, resources: [link('/parti.csv')] })
  await camille.call('DELETE', `/api/1/datasets/${gone.id}/`)
  await check()
  expect(site.seen).toContain('GET /liste.csv')
  expect(site.seen.join()).not.toContain('parti')
})

test('a link that somebody adds beside a dataset is checked like the others', async () => {
  site.answers(csv('a;b\n'))
  const words = {
    title: 'Carte',
    filetype: 'remote',
    type: 'main',
    url: addressOf('/carte.csv'),
    dataset: { id: dataset.id },
  }
  const { id } = (await other.call('POST', '/api/1/datasets/community_resources/', words)).json
  await check()
  const { extras } = (await other.call('GET', `/api/1/datasets/community_resources/${id}/`)).json
  expect(extras).toMatchObject({ 'check:available': true, 'check:status': 200 })
})

test('a check that was killed is done again an hour later, not before', async () => {
  site.answers(csv('a;b\n'))
  const id = await addLink(addressOf('/tue.csv'))
  await sql`update links set status = 'CRAWLING_URL', status_since = now() - interval '59 minutes'
    where resource_id = ${id}`.execute(app.database.db)
  await check()
  expect(site.seen).toEqual([])
  await sql`update links set status_since = now() - interval '61 minutes' where resource_id = ${id}`.execute(
    app.database.db,
  )
  await check()
  expect(site.seen).toContain('HEAD /tue.csv')
  await app.runTasks()
})

test('the history is kept sixty days', async () => {
  const count = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from link_checks`.execute(app.database.db)).rows[0]?.n ?? 0
  const all = await count()
  await sql`update link_checks set created_at = now() - interval '61 days'
    where id = (select min(id) from link_checks)`.execute(app.database.db)
  await purgeChecks(app.database.db)
  expect(await count()).toBe(all - 1)
})

test('hydra’s addresses answer, with and without a final slash, to those who may see', async () => {
  site.answers(csv('a;b\n1;2\n'))
  const id = await addLink(addressOf('/facade.csv'))
  const hiddenId = await addLink(addressOf('/cache.csv'), secret as typeof dataset)
  const visitor = anonymous(app.url)
  const waiting = (await visitor.call('GET', `/api/1/datasets/${dataset.slug}/resources/${id}/crawl/`)).json
  expect(waiting).toMatchObject({ status: null, position_in_queue: expect.any(Number), last_check: null, errors: [] })
  expect(waiting.message).toContain('file')
  expect((await visitor.call('GET', `/api/checks/latest?resource_id=${id}`)).status).toBe(404)
  await app.runTasks()

  const path = `/api/resources/${id}`
  expect((await visitor.call('GET', `${path}/`)).json).toEqual((await visitor.call('GET', path)).json)
  expect((await visitor.call('GET', path)).json).toEqual({
    dataset_id: dataset.id,
    resource_id: id,
    status: null,
    status_since: expect.stringMatching(/^20/),
  })
  const latest = (await visitor.call('GET', `/api/checks/latest/?resource_id=${id}`)).json
  expect(latest).toMatchObject({ status: 200, timeout: false, error: null, resource_id: id, dataset_id: dataset.id })
  expect(latest.headers['content-length']).toBe('8')
  const byUrl = `/api/checks/latest?url=${encodeURIComponent(addressOf('/facade.csv'))}`
  expect((await visitor.call('GET', byUrl)).json).toEqual(latest)
  expect((await visitor.call('GET', `/api/checks/all?resource_id=${id}`)).json).toEqual([latest])

  const done = (await visitor.call('GET', `/api/1/datasets/${dataset.id}/resources/${id}/crawl`)).json
  expect(done).toMatchObject({ message: 'Le lien répond.', last_check: latest, errors: [], position_in_queue: null })
  expect(done.stages.map(({ state }: { state: string }) => state)).toEqual(['done', 'done'])
  const english = { 'Accept-Language': 'en-GB,en;q=0.9' }
  expect(
    (await visitor.call('GET', `/api/1/datasets/${dataset.id}/resources/${id}/crawl`, undefined, english)).json.message,
  ).toBe('The link answers.')

  // What is private is as if it weren't there, but for its own people.
  const sharedUrl = encodeURIComponent(addressOf('/partage.csv'))
  const sharedId = await addLink(addressOf('/partage.csv'))
  const hiddenShareId = await addLink(addressOf('/partage.csv'), secret as typeof dataset)
  await app.runTasks()
  expect((await camille.call('GET', `/api/checks/latest?url=${sharedUrl}`)).json.resource_id).toBe(hiddenShareId)
  for (const caller of [visitor, other]) {
    expect((await caller.call('GET', `/api/resources/${hiddenId}`)).status).toBe(404)
    expect((await caller.call('GET', `/api/checks/latest?resource_id=${hiddenId}`)).status).toBe(404)
    const hiddenUrl = encodeURIComponent(addressOf('/cache.csv'))
    expect((await caller.call('GET', `/api/checks/latest?url=${sharedUrl}`)).json.resource_id).toBe(sharedId)
    expect((await caller.call('GET', `/api/checks/latest?url=${hiddenUrl}`)).status).toBe(404)
    expect((await caller.call('GET', `/api/checks/all?url=${hiddenUrl}`)).status).toBe(404)
    expect((await caller.call('GET', `/api/1/datasets/${secret.id}/resources/${hiddenId}/crawl`)).status).toBe(404)
  }
  expect((await camille.call('GET', `/api/checks/latest?resource_id=${hiddenId}`)).json.status).toBe(200)
})

test('hydra’s numbers count what everybody sees, by a list of columns', async () => {
  const visitor = anonymous(app.url)
  const stats = (await visitor.call('GET', '/api/checks/stats')).json
  expect(stats.status.map(({ label }: { label: string }) => label)).toEqual(['error', 'timeout', 'ok'])
  expect(stats.status_codes[0]).toMatchObject({ code: 200, count: expect.any(Number) })
  const counted = (await visitor.call('GET', '/api/checks/aggregate?group_by=domain&created_at=today')).json
  expect(counted.map(({ value }: { value: string }) => value)).toContain('fichiers.example')
  expect((await visitor.call('GET', '/api/checks/aggregate?group_by=status&created_at=1999-01-01')).json).toEqual([])
  const days = ['hier', '2026-02-30', '2026-13-01', '0000-01-01'].map((day) => `?group_by=status&created_at=${day}`)
  for (const query of ['', '?group_by=url', '?group_by=status;drop table links', ...days])
    expect((await visitor.call('GET', `/api/checks/aggregate${query}`)).status, query).toBe(400)
  const progress = (await visitor.call('GET', '/api/status/crawler/')).json
  const { checks, resources } = progress
  expect(checks.in_progress_count + checks.needs_check_count + checks.up_to_date_check_count).toBe(
    resources.total_eligible_count,
  )
  expect((await visitor.call('GET', '/api/status/worker')).json.queued).toEqual({
    default: expect.any(Number),
    high: 0,
    low: expect.any(Number),
  })
  expect((await visitor.call('GET', '/api/resources-exceptions/')).json).toEqual([])
  const resourcesStats = (await visitor.call('GET', '/api/resources/stats')).json
  expect(resourcesStats.total_count - resourcesStats.deleted_count).toBe(resources.total_eligible_count)
  expect((await visitor.call('GET', '/api/health')).json).toMatchObject({
    version: expect.any(String),
    csv_to_db: false,
  })
})

test('hydra’s errors: no UUID is 400, nothing asked is 400, an unknown id is 404, a deleted one is 410', async () => {
  const visitor = anonymous(app.url)
  site.answers(csv('a;b\n'))
  const id = await addLink(addressOf('/efface.csv'))
  await app.runTasks()
  await camille.call('DELETE', `/api/1/datasets/${dataset.id}/resources/${id}/`)
  const statuses = async (...paths: string[]) =>
    Promise.all(paths.map(async (path) => (await visitor.call('GET', path)).status))
  expect(
    await statuses(
      '/api/resources/pas-un-uuid',
      '/api/checks/latest',
      '/api/checks/all',
      '/api/resources/00000000-0000-4000-8000-000000000000',
      '/api/checks/latest?url=http://inconnu.example/',
      `/api/resources/${id}`,
      `/api/checks/latest?resource_id=${id}`,
    ),
  ).toEqual([400, 400, 400, 404, 404, 410, 410])
  expect((await visitor.call('POST', '/api/checks/latest', {})).status).toBe(405)
})

test('a file that we hold says what a visit would find, and how it was read', async () => {
  const upload = await camille.upload(
    `/api/1/datasets/${dataset.id}/upload/`,
    'musees.csv',
    'nom;ville\nLouvre;Paris\n',
  )
  const { id, extras, url, checksum, filesize, last_modified } = upload.json
  const seen = await fetch(url, { method: 'HEAD' })
  expect(extras).toMatchObject({
    'check:available': true,
    'check:status': seen.status,
    'check:headers:content-type': seen.headers.get('content-type'),
    'check:headers:content-length': Number(seen.headers.get('content-length')),
    'analysis:checksum': checksum.value,
    'analysis:content-length': filesize,
    'analysis:mime-type': 'text/csv',
    'analysis:last-modified-detection': 'computed-checksum',
    'analysis:parsing:parsing_table': null,
    'analysis:parsing:error': null,
  })
  const preflight = await fetch(url, {
    method: 'OPTIONS',
    headers: {
      Origin: 'https://portail.example',
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'authorization,content-type',
    },
  })
  expect([extras['check:cors:status'], extras['check:cors:allow-origin'], extras['check:cors:allow-methods']]).toEqual([
    preflight.status,
    preflight.headers.get('access-control-allow-origin'),
    preflight.headers.get('access-control-allow-methods'),
  ])
  expect(Date.parse(extras['analysis:last-modified-at'])).toBeLessThanOrEqual(Date.parse(last_modified))
  expect(Date.parse(extras['analysis:parsing:started_at'])).toBeLessThanOrEqual(
    Date.parse(extras['analysis:parsing:finished_at']),
  )
  const visitor = anonymous(app.url)
  const crawl = (await visitor.call('GET', `/api/1/datasets/${dataset.id}/resources/${id}/crawl`)).json
  expect(crawl).toMatchObject({ status: null, position_in_queue: null, errors: [], last_check: null })
  expect(crawl.stages.map(({ code, state }: Record<string, string>) => [code, state])).toEqual([
    ['received', 'done'],
    ['inspected', 'done'],
    ['table', 'done'],
    ['published', 'done'],
  ])
  expect((await visitor.call('GET', `/api/checks/latest?resource_id=${id}`)).json).toMatchObject({
    id: null,
    status: 200,
    check_url: url,
    parsing_error: null,
    parsing_finished_at: extras['analysis:parsing:finished_at'],
  })
})

const copy = (id: string, who: Pick<Person, 'call'> = camille) =>
  who.call('POST', `/api/1/datasets/${dataset.id}/resources/${id}/copy/`)

test('a link is copied into a file in one call: same id, same words, its own versions', async () => {
  site.answers(
    csv('nom;ville\nLouvre;Paris\n', { 'Content-Disposition': "attachment; filename*=UTF-8''mus%C3%A9es.csv" }),
  )
  const id = await addLink(addressOf('/export?format=csv'))
  await app.runTasks()
  const answer = await copy(id)
  expect(answer.status, answer.text).toBe(200)
  expect(answer.json).toMatchObject({ id, title: 'Lien', filetype: 'file', format: 'csv', filesize: 23 })
  expect(answer.json.url).toContain('/1/musees.csv')
  // What was seen behind the link says nothing of the file.
  expect(answer.json.extras['check:id']).toBeUndefined()
  expect(answer.json.extras['analysis:check_id']).toBeUndefined()
  expect(answer.json.extras['analysis:parsing:total_lines']).toBe(1)
  const bytes = await fetch(`${app.url}/api/1/datasets/r/${id}`)
  expect(await bytes.text()).toBe('nom;ville\nLouvre;Paris\n')
  const [version] = (await camille.call('GET', `/api/1/datasets/${dataset.id}/resources/${id}/versions/`)).json
  expect(version).toMatchObject({ number: 1, reason: `Copie de ${addressOf('/export?format=csv')}` })
  // Nobody visits the link any more.
  site.answers(csv(''))
  await makeDue(id)
  await check()
  expect(site.seen).toEqual([])
  const again = await copy(id)
  expect([again.status, again.json.message]).toEqual([400, expect.stringContaining('déjà un fichier')])
})

test.each([
  ['a page', 415, 'page web', (_: IncomingMessage, r: ServerResponse) => r.end('<!doctype html><title>Erreur</title>')],
  ['nothing', 400, 'vide', (_: IncomingMessage, r: ServerResponse) => r.end()],
  ['404', 424, '404', (_: IncomingMessage, r: ServerResponse) => r.writeHead(404).end()],
  ['403', 424, '403', (_: IncomingMessage, r: ServerResponse) => r.writeHead(403).end()],
  ['a large file', 424, 'plus grande', csv('a'.repeat(60_000))],
  [
    'a large file without its length',
    424,
    'plus grande',
    (_: IncomingMessage, r: ServerResponse) => r.write('a'.repeat(60_000), () => r.end()),
  ],
  [
    'a file that is cut',
    424,
    'connexion',
    (_: IncomingMessage, r: ServerResponse) => {
      r.writeHead(200, { 'Content-Length': '5000' })
      r.write('a;b\n1;2\n'.repeat(300), () => r.destroy())
    },
  ],
  [
    'a way to a private network',
    400,
    'réseau privé',
    (_: IncomingMessage, r: ServerResponse) => r.writeHead(302, { Location: addressOf('/', 'interne.example') }).end(),
  ],
])('%s is not copied: the link stays, and why is said', async (_, status, sentence, how) => {
  site.answers(how)
  const id = await addLink(addressOf('/a-copier.csv'))
  const answer = await copy(id)
  expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(sentence)])
  expect(await resourceOf(id)).toMatchObject({ filetype: 'remote', url: addressOf('/a-copier.csv') })
  await app.runTasks()
})

test('a link to more than its owner may keep is not fetched: the answer comes with the headers', async () => {
  const small = await startTestApp({ quotaBytes: 1_000, sites: { 'fichiers.example': '127.0.0.1' } })
  try {
    const person = await small.person('Camille Perrin')
    const path = `/api/1/datasets/${(await person.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'x' })).json.id}/resources/`
    const link = { title: 'Lien', filetype: 'remote', type: 'main', url: addressOf('/gros.csv') }
    const { id } = (await person.call('POST', path, link)).json
    // The rest never comes.
    site.answers((_, response) => response.writeHead(200, { 'Content-Length': '5000' }).write('a;b\n'))
    const answer = await person.call('POST', `${path}${id}/copy/`)
    expect([answer.status, answer.json.message]).toEqual([413, expect.stringContaining('assez de place')])
  } finally {
    await small.close()
  }
})

test('only who edits the dataset copies its links', async () => {
  site.answers(csv('a;b\n1;2\n'))
  const id = await addLink(addressOf('/droits.csv'))
  expect((await copy(id, anonymous(app.url))).status).toBe(401)
  expect((await copy(id, other)).status).toBe(403)
  expect((await copy('00000000-0000-4000-8000-000000000000')).status).toBe(404)
  expect(site.seen).toEqual([])
})

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LICENSES } from '../catalog/index.ts'
import { NotFound } from '../lib/errors.ts'
import { skipBecause } from '../testing/skip.ts'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { startTestSite, type TestSite } from '../testing/test-site.ts'
import { mirrorCatalogue, type Mirror, type MirrorEvent } from './index.ts'

/** A udata server that tells what a test wants, true or not. */
let site: TestSite
let app: TestApp
let camille: Person
let theirs: Record<string, unknown>[]
let files: Record<string, (request: IncomingMessage, response: ServerResponse) => void>
beforeAll(async () => {
  site = await startTestSite()
  app = await startTestApp({ sites: { 'udata.example': '127.0.0.1', 'interne.example': '10.0.0.1' } })
  camille = await app.person('Camille Perrin')
})
afterAll(async () => {
  await app.close()
  await site.close()
})

const server = () => `http://udata.example:${site.port}`
const json = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
const serve = (datasets: typeof theirs, listed = (all: typeof theirs) => all): void => {
  theirs = datasets
  files = {}
  site.answers((request, response) => {
    const url = new URL(request.url ?? '', 'http://a')
    if (files[url.pathname]) return files[url.pathname]?.(request, response)
    if (url.pathname.startsWith('/f/')) return json(response, 404, {})
    const [, , , kind, id] = url.pathname.split('/')
    if (kind === 'organizations') return json(response, 200, { id: 'o1', name: 'Musées' })
    const one = theirs.find((dataset) => dataset.id === id)
    if (id) return json(response, one ? 200 : 404, one ?? { message: 'Not found' })
    const page = Number(url.searchParams.get('page'))
    const all = listed(theirs)
    const data = all.slice((page - 1) * 20, page * 20)
    return json(response, 200, { data, next_page: all.length > page * 20 ? 'next' : null })
  })
}
let made = 0
const fileOf = (path: string, content: string | null, rest: object = {}) => ({
  ...{ id: `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`, title: path, filetype: 'file', type: 'main' },
  ...{ url: `${server()}/f/${path}`, format: 'csv', last_modified: '2026-03-09T08:00:00+00:00' },
  ...(content !== null && {
    checksum: { type: 'sha1', value: createHash('sha1').update(content).digest('hex') },
    filesize: Buffer.byteLength(content),
  }),
  ...rest,
})
const datasetOf = (id: string, rest: object = {}): Record<string, unknown> => ({
  ...{ id, title: `Jeu ${id}`, description: 'D', tags: [], organization: { id: 'o1', slug: 'musees', name: 'Musées' } },
  ...{ license: 'lov2', frequency: 'unknown', private: false, archived: null, deleted: null, resources: [], ...rest },
})

/** Each test has its flow and its organization. */
let flows = 0
const openFlow = async () => {
  const name = `Organisation ${++flows}`
  const { id } = (await camille.call('POST', '/api/1/organizations/', { name, description: 'O' })).json
  const mirror: Mirror = {
    ...{ flowId: `flow-${flows}`, server: server(), apiKey: null, organizationId: id, files: 'copy' },
    ...{ perimeter: { by: 'organization', value: 'musees' } },
  }
  const { blobs, inspector, outgoing } = app
  const deps = { db: app.database.db, blobs, inspector, outgoing, maxUploadBytes: 10_000, quotaBytes: null }
  const actor = {
    ...{ kind: 'user' as const, userId: camille.user.id, siteAdmin: false, sessionIdHash: null },
    memberships: [{ organizationId: id, role: 'editor' as const, assigned: [] }],
  }
  return {
    run: async (
      tell: (event: MirrorEvent) => unknown = () => {},
      onBytes: (bytes: number) => unknown = () => {},
    ): Promise<MirrorEvent[]> => {
      const events: MirrorEvent[] = []
      const watch = (event: MirrorEvent) => void (events.push(event), tell(event))
      await mirrorCatalogue(deps, actor, mirror, watch, (bytes) => void onBytes(bytes))
      return events
    },
    here: async () =>
      (await anonymous(app.url).call('GET', `/api/1/datasets/?organization=${id}&sort=created&page_size=500`)).json
        .data,
  }
}
const told = (events: MirrorEvent[]) =>
  events.map(({ title, outcome, code }) => [title, outcome, code].join(' ').trim())
const CSV = 'nom;ville\nLouvre;Paris\n'

test('files that can’t be had are told one by one, and the others come', async () => {
  const good = fileOf('bon.csv', CSV)
  const broken = [
    fileOf('autre.csv', 'ce qui était annoncé'),
    fileOf('perdu.csv', CSV),
    fileOf('page.csv', null),
    fileOf('vide.csv', ''),
    fileOf('coupe.csv', null),
    fileOf('gros.csv', null, { filesize: 20_000 }),
    fileOf('sans-fin.csv', null),
    fileOf('prive.csv', CSV, { url: 'http://interne.example/prive.csv' }),
    fileOf('port.csv', CSV, { url: 'http://127.0.0.1:5432/port.csv' }),
    fileOf('disque.csv', CSV, { url: 'file:///etc/passwd' }),
    fileOf('virus.exe', CSV, { format: 'exe' }),
  ]
  serve([datasetOf('a', { resources: [...broken, good] }), datasetOf('b', { resources: [fileOf('b.csv', CSV)] })])
  const send = (content: string) => (_: IncomingMessage, response: ServerResponse) => void response.end(content)
  Object.assign(files, {
    '/f/bon.csv': send(CSV),
    '/f/b.csv': send(CSV),
    '/f/autre.csv': send(CSV),
    '/f/page.csv': send('<!doctype html><html><body>Erreur</body></html>'),
    '/f/vide.csv': send(''),
    '/f/gros.csv': send('a;b\n'.repeat(5_000)),
    '/f/sans-fin.csv': (_: IncomingMessage, response: ServerResponse) => {
      for (let line = 0; line < 10_000; line++) response.write('a;b\n')
      response.end()
    },
    '/f/virus.exe': send(CSV),
    '/f/coupe.csv': (_: IncomingMessage, response: ServerResponse) => {
      response.writeHead(200, { 'Content-Length': 1_000 }).write('a;b\n')
      setTimeout(() => response.destroy(), 20)
    },
  })
  const { run, here } = await openFlow()
  const events = await run()
  expect(events.filter(({ outcome, text }) => outcome === 'failed' && !text?.fr)).toEqual([])
  expect(told(events)).toEqual([
    'Jeu a published',
    'autre.csv failed corrupted',
    'perdu.csv failed no_file',
    'page.csv failed unsupported',
    'vide.csv failed invalid',
    'coupe.csv failed connection',
    'gros.csv failed too_large',
    'sans-fin.csv failed too_large',
    'prive.csv failed address',
    'port.csv failed port',
    'disque.csv failed scheme',
    'virus.exe failed invalid',
    'bon.csv published',
    'Jeu b published',
    'b.csv published',
  ])
  const [first] = await here()
  expect(first.resources.map(({ title }: { title: string }) => title)).toEqual(['bon.csv'])

  // What is repaired comes at its place the next time, and what came is not asked for again.
  files['/f/perdu.csv'] = send(CSV)
  site.seen.length = 0
  const again = told(await run())
  expect(again.filter((line) => !line.includes('failed'))).toEqual([
    ...['Jeu a unchanged', 'perdu.csv published', 'bon.csv unchanged', 'Jeu b unchanged'],
  ])
  expect(site.seen.filter((line) => line.includes('bon.csv') || line.includes('b.csv'))).toEqual([])
  const [repaired] = await here()
  expect(repaired.resources.map(({ title }: { title: string }) => title)).toEqual(['perdu.csv', 'bon.csv'])
})

test('the copy of a file is watched, and given up while it comes', async () => {
  const content = 'nom;ville\n'.repeat(900)
  serve([datasetOf('w', { resources: [fileOf('long.csv', content)] })])
  files['/f/long.csv'] = (_, response) => {
    response.write(content.slice(0, 4_000))
    setTimeout(() => response.end(content.slice(4_000)), 50)
  }
  const { run, here } = await openFlow()
  // Also one that would be the failure of a file.
  const stop = new NotFound()
  const giveUp = (bytes: number) => {
    if (bytes > 4_000) throw stop
  }
  await expect(run(() => {}, giveUp)).rejects.toBe(stop)
  expect((await here())[0].resources).toEqual([])
  const told: number[] = []
  await run(
    () => {},
    (bytes) => told.push(bytes),
  )
  expect(told.at(-1)).toBe(content.length)
  expect((await here())[0].resources).toHaveLength(1)
})

test('a server that became deaf is not asked for a thousand files one by one', async () => {
  const deaf = await startTestSite()
  await deaf.close()
  const url = `http://udata.example:${deaf.port}/f.csv`
  serve([datasetOf('c', { resources: Array.from({ length: 30 }, (_, i) => fileOf(`${i}.csv`, CSV, { url })) })])
  const { run, here } = await openFlow()
  const events: MirrorEvent[] = []
  await expect(run((event) => events.push(event))).rejects.toMatchObject({ reason: 'unreachable' })
  expect([events.length, (await here()).length]).toEqual([21, 1])
})

test('what we don’t know of is left out, what is too long is cut, and the rest comes', async () => {
  const odd = datasetOf('d', {
    ...{ title: 'T'.repeat(400), acronym: '', description: ' ', license: 'inconnue', frequency: 'chaque-lune' },
    ...{ tags: ['Été', 'a', '!!', 'ete', 'x'.repeat(200)], description_short: 'd'.repeat(300) },
    ...{ temporal_coverage: { start: '2024-12-31', end: '2024-02-30' }, access_type: 'secret' },
    spatial: { zones: ['nulle:part', { id: 'country:fr' }], granularity: 'lune', geom: null },
    access_audiences: [{ role: 'martien', condition: 'yes' }],
    resources: [
      fileOf('a.csv', CSV, {
        ...{ filetype: 'remote', type: 'vidéo', title: '', format: ' CSV ', filesize: 1.5 },
        ...{ url: 'https://fichiers.example/a.csv', schema: { name: null, version: '1', url: null } },
        checksum: { type: 'crc64', value: 'a' },
      }),
      fileOf('b.csv', CSV, { filetype: 'remote', url: 'http://localhost/b.csv' }),
    ],
  })
  serve([
    odd,
    datasetOf('e', { title: 'nul \0' }),
    ...['f', 'f'].map((id) => datasetOf(id, { access_type: 'restricted' })),
  ])
  const { run, here } = await openFlow()
  expect((await run()).map(({ key, outcome, code }) => [key.slice(0, 1), outcome, code])).toEqual([
    ['d', 'published', null],
    ['d', 'published', null],
    ['d', 'failed', 'invalid'],
    ['e', 'failed', 'invalid'],
    ['f', 'published', null],
  ])
  const [copied, last] = await here()
  expect(copied).toMatchObject({
    ...{ acronym: null, license: 'notspecified', frequency: 'unknown', tags: ['ete'], access_type: 'open' },
    ...{ temporal_coverage: { start: '2024-12-31', end: null }, spatial: { zones: ['country:fr'] } },
    resources: [{ type: 'other', format: 'csv', schema: null, checksum: null, filesize: null }],
  })
  expect([copied.title.length, copied.description.length, copied.description_short.length]).toEqual([350, 350, 200])
  expect(last).toMatchObject({ title: 'Jeu f', access_type: 'restricted', license: 'notspecified' })
})

test('a dataset that a changing list skipped is asked for before it is said to have vanished', async () => {
  serve([datasetOf('g'), datasetOf('h'), datasetOf('i')])
  const { run, here } = await openFlow()
  await run()
  serve([datasetOf('g'), datasetOf('h', { title: 'Nouveau titre' })], (all) => all.slice(0, 1))
  expect(told(await run())).toEqual(['Jeu g unchanged', 'Nouveau titre published', 'Jeu i vanished'])
  expect((await here()).map(({ title }: { title: string }) => title)).toEqual(['Jeu g', 'Nouveau titre', 'Jeu i'])
})

/** The ministry's real catalogue, exported from data.gouv.fr: it is kept out of the repository. */
const CATALOGUE = join(import.meta.dirname, '../../../../shared/data/catalogue_culture_global.csv')

test('the real catalogue of the ministry is copied, and copied again without a change', async (context) => {
  if (!existsSync(CATALOGUE)) return skipBecause(context, `${CATALOGUE} isn’t there`)
  serve(readCatalogue(readFileSync(CATALOGUE, 'utf8')))
  const { run, here } = await openFlow()
  const first = await run()
  expect(first.filter(({ outcome }) => outcome !== 'published')).toEqual([])
  const copied = await here()
  expect([first.length, copied.length]).toEqual([2 * 262, 262])
  for (const dataset of copied) {
    const original = theirs.find((one) => one.page === dataset.extras['cimaise:mirror'])
    expect(dataset).toMatchObject({ license: original?.license, frequency: original?.frequency })
    expect(dataset.title).toBe(String(original?.title).trim())
  }
  const second = await run()
  expect([second.length, new Set(second.map(({ outcome }) => outcome))]).toEqual([262, new Set(['unchanged'])])
  expect(await here()).toEqual(copied)
})

const readCatalogue = (text: string): typeof theirs => {
  const rows: string[][] = [[]]
  const cells = /(?:"((?:[^"]|"")*)"|([^;\r\n"]*))(;|\r?\n|$)/g
  for (const [, quoted, plain = '', end] of text.replace(/^\uFEFF/, '').matchAll(cells)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end !== ';') rows.push([])
  }
  const [header = [], ...others] = rows
  return others
    .filter((row) => row.length === header.length)
    .map((row) => {
      const of = (name: string): string => row[header.indexOf(name)] ?? ''
      const license = LICENSES.find(({ title }) => title === of('license'))?.id ?? 'notspecified'
      const coverage = { start: of('temporal_coverage.start'), end: of('temporal_coverage.end') || null }
      return datasetOf(of('id'), {
        ...{ title: of('title'), description: of('description'), acronym: of('acronym') || null, page: of('url') },
        ...{ tags: of('tags').split(','), frequency: of('frequency'), license },
        temporal_coverage: coverage.start ? coverage : null,
        resources: [fileOf(of('slug'), null, { filetype: 'remote', url: of('url'), format: 'html' })],
      })
    })
}

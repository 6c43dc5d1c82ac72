import type { FlowDecision, FlowRun } from '@cimaise/client'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startS3, type TestS3 } from '../sources/testing/start-s3.ts'
import { startWeb, type TestWeb } from '../sources/testing/start-web.ts'
import { startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { table } from '../testing/week/ministry.ts'
import { runDueFlows } from '../testing/week/play-nights.ts'
import { startDueFlows } from './index.ts'
import { runFlow } from './runs/run-flow.ts'

/**
 * What goes wrong between a source and a published file. Each time: nothing wrong is published, nothing is lost, the
 * reason is in words, and the version before is served.
 */
const QUOTA = 3_000_000
const clock = { now: new Date('2026-03-02T05:00:00Z') }
let app: TestApp
let camille: Person
let bucket: TestS3
let web: TestWeb

beforeAll(async () => {
  app = await startTestApp({ now: () => clock.now, sites: {}, quotaBytes: QUOTA })
  camille = await app.person('Camille Perrin')
  web = await startWeb()
})
beforeEach(async () => {
  bucket = await startS3()
})
afterEach(async () => {
  app.flowDeps.sleep = async () => {}
  await bucket.close()
})
afterAll(async () => {
  await app.close()
  await web.close()
})

interface Resource {
  id: string
  title: string
  extras: Record<string, unknown>
}

interface Fed {
  slug: string
  id: string
  dataset: string
  next(): Promise<FlowRun>
  decisions(): Promise<FlowDecision[]>
  /** What is served: `Liste 2025: v1`. */
  served(): Promise<string[]>
}

/** A flow of lists by year, active, before its first run. */
const feed = async (more: object = {}, changes: object = {}): Promise<Fed> => {
  const ministry = { name: 'Ministère', description: 'Un ministère.' }
  const organization = (await camille.call('POST', '/api/1/organizations/', ministry)).json.id
  const words = { title: 'Musées', description: 'Des musées.', organization }
  const dataset = (await camille.call('POST', '/api/1/datasets/', words)).json.id
  const { pathStyle, ...spec } = bucket.spec
  const definition = {
    ...{ kind: 'files', source: { ...spec, path_style: pathStyle }, selection: { pattern: '{nom_liste}.csv' } },
    mapping: { identity: ['nom_liste'], dataset: { kind: 'existing', id: dataset } },
    ...more,
  }
  const input = { name: 'Musées', organization, definition, credentials: bucket.secrets, ...changes }
  const made = await camille.call('POST', '/api/1/flows/', input)
  expect(made.status, made.text).toBe(201)
  const { slug, id } = made.json
  await camille.call('POST', `/api/1/flows/${slug}/activate/`)
  return {
    ...{ slug, id, dataset },
    next: async () => {
      clock.now = new Date(clock.now.getTime() + 24 * 3_600_000)
      await runDueFlows(app, clock)
      return (await camille.call('GET', `/api/1/flows/${slug}/runs/`)).json.data[0]
    },
    decisions: async () => {
      const [{ number }] = (await camille.call('GET', `/api/1/flows/${slug}/runs/`)).json.data
      return (await camille.call('GET', `/api/1/flows/${slug}/runs/${number}/decisions/?page_size=100`)).json.data
    },
    served: async () => {
      const { resources } = (await camille.call('GET', `/api/1/datasets/${dataset}/`)).json
      return resources.map((file: Resource) => `${file.title}: v${file.extras['cimaise:version']}`).sort()
    },
  }
}
const last = async ({ slug }: Fed) => (await camille.call('GET', `/api/1/flows/${slug}/runs/`)).json.data[0]

test('an object that is replaced in mid-read waits; the next run takes its new state', async () => {
  const flow = await feed()
  await bucket.put('a.csv', table(20_000, 'Ancien'))
  const steps = [
    () => bucket.line.cutAfter(200_000),
    async () => {
      bucket.line.cutAfter(null)
      await bucket.put('a.csv', table(20_001, 'Nouveau'))
    },
  ]
  app.flowDeps.sleep = async () => steps.shift()?.()
  expect(await flow.next()).toMatchObject({ state: 'done', counts: { waiting: 1, published: 0, failed: 0 } })
  const [decision] = await flow.decisions()
  expect(decision).toMatchObject({
    code: 'changed',
    message: expect.stringContaining('a changé depuis qu’il a été vu'),
  })
  expect(await flow.served()).toEqual([])
  expect(await flow.next()).toMatchObject({ counts: { published: 1 } })
  expect(await flow.served()).toEqual(['a.csv: v1'])
})

test('a line that is cut once goes on from there, in the same run', async () => {
  const flow = await feed()
  const body = table(20_000, 'Coupé')
  await bucket.put('a.csv', body)
  const steps = [() => bucket.line.cutAfter(200_000), () => bucket.line.cutAfter(null)]
  app.flowDeps.sleep = async () => steps.shift()?.()
  const run = await flow.next()
  expect(run).toMatchObject({ state: 'done', counts: { published: 1 } })
  expect(run.progress.bytes).toBe(Buffer.byteLength(body))
})

test('a source that stands still is left, and the reason said', async () => {
  const flow = await feed()
  await bucket.put('a.csv', table(20_000, 'Lent'))
  Object.assign(app.flowDeps, { patience: { quietMs: 200, answerMs: 400 } })
  let isStill = false
  app.flowDeps.sleep = async () => {
    if (!isStill) bucket.line.stallAfter(200_000)
    isStill = true
  }
  const run = await flow.next()
  Object.assign(app.flowDeps, { patience: undefined })
  expect(run).toMatchObject({ state: 'failed', failure: { code: 'timeout' } })
  expect(run.failure?.message).toContain('n’a pas répondu à temps. Rien n’est perdu')
  expect(run.retry_at).not.toBeNull()
  bucket.line.stallAfter(null)
  expect(await flow.next()).toMatchObject({ state: 'done', counts: { published: 1 } })
})

test('a source that never ends is read up to what the flow accepts', async () => {
  const { spec, secrets, url } = web
  const source = { ...spec, url: `${url}sans-fin.csv`, index: false }
  let sent = 0
  web.instead = (request, response) => {
    if (!request.url?.includes('sans-fin')) return false
    if (request.method === 'HEAD') return (response.end(), true)
    const more = () => {
      while (!response.destroyed && response.write('1;Musée;Paris\n'.repeat(1_000))) sent++
      response.once('drain', more)
    }
    return (more(), true)
  }
  const selection = { pattern: '{nom_liste}.csv', max_bytes: 1_000_000 }
  const flow = await feed({ source, selection }, { credentials: secrets })
  expect(await flow.next()).toMatchObject({ state: 'failed', failure: { code: 'too_large' } })
  const [decision] = await flow.decisions()
  expect(decision?.message?.replace(/\s/g, ' ')).toContain('dépasse 1 000 000 octets')
  expect(await flow.served()).toEqual([])
  expect(sent).toBeLessThan(2_000)
  web.instead = () => false
})

test('names in every encoding are published under the name that they have', async () => {
  const names = [
    '100%.csv',
    'a+b.csv',
    'deux mots.csv',
    'e\u0301te\u0301.csv',
    'été 2.csv',
    'musées & cie.csv',
    'متاحف.csv',
  ]
  for (const name of names) await bucket.put(name, table(30, name))
  const flow = await feed()
  expect(await flow.next()).toMatchObject({ state: 'done', counts: { published: names.length } })
  const served = names.map((name) => `${name.normalize('NFC')}: v1`)
  expect(await flow.served()).toEqual(served.sort())
  expect(await flow.next()).toMatchObject({ counts: { unchanged: names.length, published: 0 } })
})

test('names that no file may have are kept back or left out, and say why; the others are published', async () => {
  const long = `${'a'.repeat(300)}.csv`
  const flow = await feed()
  for (const name of ['bien.csv', long, 'b\0c.csv', '\u202Evsc.exe.csv'])
    await bucket.put(name, table(30, name.slice(0, 9)))
  expect(await flow.next()).toMatchObject({ state: 'done', counts: { published: 1, held: 2, ignored: 1 } })
  const said = (await flow.decisions()).map(({ key, outcome, message }) => [key.slice(0, 9), outcome, message])
  expect(said.sort()).toEqual([
    ['aaaaaaaaa', 'held', 'Le nom du fichier est trop long (255 octets au plus). Raccourcissez-le.'],
    ['bien.csv', 'published', null],
    [
      'b␀c.csv',
      'ignored',
      'Son nom contient un caractère qui ne s’écrit pas (montré ici par ␀ ou �). Renommez-le dans la source.',
    ],
    [
      '\u202Evsc.exe.',
      'held',
      'Le nom du fichier contient un caractère invisible. Renommez-le, par exemple liste_musees_2025.csv.',
    ],
  ])
  expect(await flow.served()).toEqual(['bien.csv: v1'])
})

test('an address that leads to a private one is not followed', async () => {
  const { spec, secrets, url } = web
  web.instead = (_request, response) => {
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/secret.csv' }).end()
    return true
  }
  const flow = await feed({ source: { ...spec, url: `${url}a.csv`, index: false } }, { credentials: secrets })
  const run = await flow.next()
  web.instead = () => false
  expect(run).toMatchObject({ state: 'failed', failure: { code: 'address' } })
  expect(run.failure?.message).toContain('169.254.169.254')
  expect(await flow.served()).toEqual([])
})

test('nor is an endpoint whose name is of a private address', async () => {
  const { pathStyle, ...spec } = bucket.spec
  for (const endpoint of ['http://10.0.0.8:9000', 'http://[::1]:9000', 'http://interne.example']) {
    const made = await feed({ source: { ...spec, path_style: pathStyle, endpoint } })
    const run = await made.next()
    expect(run).toMatchObject({ state: 'failed', failure: { code: 'address' } })
  }
})

test('two nodes at once do one run', async () => {
  const flow = await feed()
  await bucket.put('a.csv', table(30, bucket.endpoint))
  clock.now = new Date(clock.now.getTime() + 24 * 3_600_000)
  await Promise.all([startDueFlows(app.database.db, clock.now), startDueFlows(app.database.db, clock.now)])
  await Promise.all([runFlow(app.flowDeps, flow.id), runFlow(app.flowDeps, flow.id), runFlow(app.flowDeps, flow.id)])
  await app.runTasks()
  expect(await last(flow)).toMatchObject({ number: 1, state: 'done', counts: { published: 1 } })
  expect(await flow.served()).toEqual(['a.csv: v1'])
})

test('a server that was away for three days catches up once', async () => {
  const flow = await feed()
  await bucket.put('a.csv', table(30, bucket.endpoint))
  await flow.next()
  clock.now = new Date(clock.now.getTime() + 3 * 24 * 3_600_000)
  for (let i = 0; i < 3; i++) await runDueFlows(app, clock)
  expect(await last(flow)).toMatchObject({ number: 2, trigger: 'schedule', counts: { unchanged: 1 } })
  const { next_run_at } = (await camille.call('GET', `/api/1/flows/${flow.slug}/`)).json
  expect(Date.parse(next_run_at)).toBeGreaterThan(clock.now.getTime())
})

test('a flow that is paused looks at nothing, and says since when and why', async () => {
  const flow = await feed()
  await bucket.put('a.csv', table(30, bucket.endpoint))
  await flow.next()
  await camille.call('POST', `/api/1/flows/${flow.slug}/pause/`, { reason: 'Le service déménage.' })
  await bucket.put('a.csv', table(31, bucket.endpoint))
  expect(await flow.next()).toMatchObject({ number: 1 })
  expect((await camille.call('GET', `/api/1/flows/${flow.slug}/`)).json).toMatchObject({
    ...{ health: 'paused', sentence: 'En pause : Le service déménage.', next_run_at: null },
    paused: { at: expect.any(String), by: { first_name: 'Camille' } },
  })
  expect(await flow.served()).toEqual(['a.csv: v1'])
  await camille.call('POST', `/api/1/flows/${flow.slug}/activate/`)
  expect(await flow.next()).toMatchObject({ counts: { published: 1 } })
})

test('a dataset that a person deleted: nothing is put anywhere else; once restored, the flow goes on', async () => {
  const flow = await feed()
  await bucket.put('a.csv', table(30, bucket.endpoint))
  await flow.next()
  await camille.call('DELETE', `/api/1/datasets/${flow.dataset}/`)
  await bucket.put('a.csv', table(31, bucket.endpoint))
  const run = await flow.next()
  expect(run).toMatchObject({ state: 'failed', failure: { code: 'not_found' }, counts: { published: 0, failed: 1 } })
  expect(run.failure?.message).toContain('Restaurez-le, ou choisissez-en un autre dans le flux.')
  const restored = await camille.call('PUT', `/api/1/datasets/${flow.dataset}/`, { deleted: null })
  expect(restored.status, restored.text).toBe(200)
  expect(await flow.next()).toMatchObject({ counts: { published: 1 } })
  expect(await flow.served()).toEqual(['a.csv: v2'])
})

test('a file that a person deleted is not put back', async () => {
  const flow = await feed()
  await bucket.put('a.csv', table(30, bucket.endpoint))
  await bucket.put('b.csv', table(30, `B ${bucket.endpoint}`))
  await flow.next()
  const { resources } = (await camille.call('GET', `/api/1/datasets/${flow.dataset}/`)).json
  const a = resources.find((file: Resource) => file.title === 'a.csv')
  await camille.call('DELETE', `/api/1/datasets/${flow.dataset}/resources/${a.id}/`)
  await bucket.put('a.csv', table(31, bucket.endpoint))
  expect(await flow.next()).toMatchObject({ state: 'done', counts: { ignored: 1, unchanged: 1, published: 0 } })
  expect(await flow.decisions()).toContainEqual(
    expect.objectContaining({
      code: 'deleted',
      message: 'Une personne a supprimé ce fichier : le flux ne le remet pas.',
    }),
  )
  expect(await flow.served()).toEqual(['b.csv: v1'])
})

test('what a person replaced by hand stays until the source changes', async () => {
  const flow = await feed()
  await bucket.put('a.csv', table(30, bucket.endpoint))
  await flow.next()
  const { resources } = (await camille.call('GET', `/api/1/datasets/${flow.dataset}/`)).json
  const path = `/api/1/datasets/${flow.dataset}/resources/${resources[0].id}/upload/`
  expect((await camille.upload(path, 'a.csv', table(33, `Camille ${bucket.endpoint}`))).status).toBeLessThan(300)
  expect(await flow.next()).toMatchObject({ counts: { unchanged: 1 } })
  expect(await flow.served()).toEqual(['a.csv: v2'])
  await bucket.put('a.csv', table(35, bucket.endpoint))
  expect(await flow.next()).toMatchObject({ counts: { published: 1 } })
  expect(await flow.served()).toEqual(['a.csv: v3'])
})

test('an organization without room left: refused before a byte is read', async () => {
  const flow = await feed()
  await bucket.put('a.csv', table(30, bucket.endpoint))
  await flow.next()
  await bucket.put('a.csv', table(30, 'A'.padEnd(110_000, 'x')))
  const run = await flow.next()
  expect(run).toMatchObject({ state: 'failed', failure: { code: 'too_large' } })
  expect(run.failure?.message).toContain('Rien n’a été publié ; demandez plus de place')
  expect(await flow.served()).toEqual(['a.csv: v1'])
})

test('a disk without room left: refused before a byte is read', async () => {
  const full = await startTestApp({ now: () => clock.now, sites: {}, minFreeBytes: 2 ** 50 })
  const usual = { app, camille }
  ;[app, camille] = [full, await full.person('Camille Perrin')]
  try {
    await bucket.put('a.csv', table(30, 'A'))
    const run = await (await feed()).next()
    expect(run).toMatchObject({ state: 'failed', failure: { code: 'storage_full' } })
    expect(bucket.requests.filter((one) => one.startsWith('GET /donnees/a.csv'))).toEqual([])
    expect(run.failure?.message).toContain('n’a plus de place pour ce fichier. Rien n’a été enregistré')
  } finally {
    ;({ app, camille } = usual)
    await full.close()
  }
})

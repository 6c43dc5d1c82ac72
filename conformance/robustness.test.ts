/** Bad input of every kind, on every route that writes, as the API's own document lists them: never a failure of ours. */
import { beforeAll, describe, expect, test } from 'vitest'
import { bodyOf, newDataset, newLink, rawCall, read, UNKNOWN_ID, UNKNOWN_UUID, worldOfFile } from './datasets.kit.ts'
import type { Answer } from './world.ts'
import { datasetRef, newContact, newDataservice, newDiscussion, newPost, newReuse, newTopic, next } from './world-b.ts'

const world = worldOfFile()
type Schema = { type?: string; properties?: Record<string, Schema>; $ref?: string; anyOf?: Schema[]; maxItems?: number }
interface Write {
  method: string
  path: string
  body: Schema
}
const writes: Write[] = []
let schemas: Record<string, Schema> = {}
const ids: Record<string, string> = {}

beforeAll(async () => {
  const admin = world.as.siteAdmin
  const document = await read(admin, '/api/openapi.json')
  schemas = document.components.schemas
  for (const [path, methods] of Object.entries(document.paths as Record<string, Record<string, Operation>>))
    for (const [method, { requestBody }] of Object.entries(methods)) {
      const schema = requestBody?.content?.['application/json']?.schema
      if (schema && /^\/api\/[12]\//.test(path)) writes.push({ method: method.toUpperCase(), path, body: schema })
    }
  const dataset = await newDataset(admin)
  ids.dataset = dataset.id
  ids.rid = (await newLink(admin, dataset.id)).id
  ids.org = world.organization.id
  ids.user = world.people.outsider.user.id
  ids.reuse = (await newReuse(admin)).id
  ids.dataservice = (await newDataservice(admin)).id
  const topic = await newTopic(admin, { elements: [{ title: 'Un' }] })
  ids.topic = topic.id
  ids.element_id = (await read(admin, `/api/2/topics/${topic.id}/elements/`)).data[0].id
  ids.contact_point = (await newContact(admin)).id
  ids.post = (await newPost(admin)).id
  ids.discussion = (await newDiscussion(admin, datasetRef(dataset))).id
})
interface Operation {
  requestBody?: { content?: Record<string, { schema?: Schema }> }
}

/** `{id}` is whatever the first word of the path says. */
const addressOf = (path: string): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const first = /^\/api\/\d\/(\w+?)s?\//.exec(path)?.[1] ?? ''
    return ids[name] ?? ids[first] ?? (/uuid|rid|community/.test(name) ? UNKNOWN_UUID : UNKNOWN_ID)
  })

const propertiesOf = (schema: Schema): Record<string, Schema> => {
  const target = schema.$ref ? schemas[schema.$ref.split('/').at(-1) ?? ''] : schema
  return target?.properties ?? target?.anyOf?.map(propertiesOf).find((found) => Object.keys(found).length > 0) ?? {}
}

const nested = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)
const send = (method: string, path: string, body: string) =>
  rawCall(`${world.url}${path}`, {
    method,
    body,
    headers: { 'X-API-KEY': world.people.siteAdmin.key, 'Content-Type': 'application/json' },
  })
const failures = (answers: [string, Answer][]): string[] =>
  answers.flatMap(([what, { status, text }]) => (status >= 500 ? [`${what}: ${status} ${text.slice(0, 80)}`] : []))

test('the document lists the routes that write', () => {
  expect(writes.length).toBeGreaterThan(50)
})

test('bodies of any kind are refused or understood', { timeout: 120_000 }, async () => {
  const bodies = [
    'null',
    '3',
    '"texte"',
    '[]',
    '[null]',
    '[[1]]',
    '{}',
    '{"": 1}',
    '{',
    '',
    '\u0000',
    '{"__proto__": {"id": 1}}',
  ]
  const sent: [string, Answer][] = []
  for (const { method, path } of writes)
    for (const body of [...bodies, JSON.stringify(nested(1_000)), `[${'['.repeat(1_000)}${']'.repeat(1_000)}]`])
      sent.push([`${method} ${path} ${body.slice(0, 30)}`, await send(method, addressOf(path), body)])
  expect(failures(sent)).toEqual([])
})

/** What makes a creation right but for the field that is tried: the checks behind the schema are reached too. */
const baseOf = (path: string): object => {
  const about = { class: 'Dataset', id: ids.dataset }
  const words = { title: 'Essai', name: 'Essai', description: 'Un essai.', content: 'Un essai.', comment: 'Un essai.' }
  const reuse = { type: 'idea', topic: 'others', url: `https://www.example.org/essai/${next()}` }
  if (path.endsWith('/reuses/')) return { ...words, ...reuse }
  if (path.endsWith('/contacts/')) return { name: 'Essai', email: 'essai@example.org', role: 'contact' }
  if (path.endsWith('/resources/')) return { ...words, filetype: 'remote', url: 'https://www.example.org/essai.csv' }
  return { ...words, subject: about, reason: 'spam', recipient: { class: 'User', id: ids.user } }
}

const WRONG: unknown[] = [
  null,
  -1,
  1e300,
  9_007_199_254_740_993n.toString(),
  1.5,
  true,
  '',
  'x'.repeat(70_000),
  'nul\u0000',
  '\uD800',
  [],
  [null, 3, {}, 'x'],
  {},
  { id: UNKNOWN_ID },
  { id: 3, class: [], a: nested(50) },
]

test('each field takes a value of each wrong type without harm', { timeout: 300_000 }, async () => {
  const sent: [string, Answer][] = []
  for (const { method, path, body } of writes)
    for (const name of Object.keys(propertiesOf(body)))
      for (const value of WRONG) {
        const what = `${method} ${path} ${name}=${JSON.stringify(value).slice(0, 30)}`
        sent.push([
          what,
          await send(
            method,
            addressOf(path),
            JSON.stringify({ ...(method === 'POST' ? baseOf(path) : {}), [name]: value }),
          ),
        ])
      }
  expect(sent.length).toBeGreaterThan(1_000)
  expect(failures(sent)).toEqual([])
})

test('what has the wrong type is named', async () => {
  for (const [method, path] of [
    ['PUT', `/api/1/datasets/${ids.dataset}/`],
    ['PUT', `/api/1/reuses/${ids.reuse}/`],
    ['PATCH', `/api/1/dataservices/${ids.dataservice}/`],
    ['PUT', `/api/1/organizations/${ids.org}/`],
  ] as const) {
    const answer = await world.as.siteAdmin.call(method, path, { description: { a: 1 } })
    expect([path, answer.status, Object.keys(answer.json.errors)]).toEqual([path, 400, ['description']])
  }
  const answer = await world.as.siteAdmin.call('PUT', `/api/2/topics/${ids.topic}/`, { color: 'bleu' })
  expect([answer.status, Object.keys(answer.json.errors)]).toEqual([400, ['color']])
})

test.each([
  ['a NUL character', 'nul\\u0000', /caractère nul/],
  ['half a character', 'demi \\ud800', /incomplet/],
])('%s is refused under the name of its field, in a text and in extras', async (_, text, sentence) => {
  for (const [path, field, body] of [
    [`/api/1/datasets/${ids.dataset}/`, 'title', `{"title": "${text}"}`],
    [`/api/1/datasets/${ids.dataset}/`, 'extras', `{"extras": {"a": ["${text}"]}}`],
    [`/api/1/datasets/${ids.dataset}/`, 'extras', `{"extras": {"${text}": 1}}`],
    [`/api/2/datasets/${ids.dataset}/extras/`, 'a', `{"a": "${text}"}`],
    [`/api/2/organizations/${ids.org}/extras/`, 'a', `{"a": {"b": "${text}"}}`],
  ] as const) {
    const answer = await send('PUT', path, body)
    // A string or a list of them, as each version of the API writes its errors.
    expect([path, answer.status, String(JSON.parse(answer.text).errors[field])]).toEqual([
      path,
      400,
      expect.stringMatching(sentence),
    ])
  }
})

test('values nested too deep are refused under the name of their field', async () => {
  for (const depth of [200, 5_000, 200_000]) {
    const deep = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
    for (const [path, field, body] of [
      [`/api/1/datasets/${ids.dataset}/`, 'extras', `{"extras": ${deep}}`],
      [`/api/1/datasets/${ids.dataset}/`, 'spatial', `{"spatial": {"geom": ${deep}}}`],
      [`/api/1/reuses/${ids.reuse}/`, 'extras', `{"extras": ${deep}}`],
      [`/api/2/datasets/${ids.dataset}/extras/`, 'a', deep],
    ] as const) {
      const answer = await send('PUT', path, body)
      expect([path, depth, answer.status, Object.keys(JSON.parse(answer.text).errors)]).toEqual([
        path,
        depth,
        400,
        [field],
      ])
    }
  }
})

test('unknown fields are ignored', async () => {
  const strange = { inconnu: { a: [1] }, constructor: 1, toString: 'x' }
  expect((await newDataset(world.as.owner, strange)).inconnu).toBeUndefined()
  expect((await newTopic(world.as.owner, strange)).inconnu).toBeUndefined()
  expect((await newReuse(world.as.owner, strange)).inconnu).toBeUndefined()
})

describe('large questions are answered in bounded time', () => {
  const LISTS = [
    '/api/1/datasets/',
    '/api/2/datasets/search/',
    '/api/1/reuses/',
    '/api/2/reuses/search/',
    '/api/1/dataservices/',
    '/api/2/topics/',
    '/api/2/discussions/search/',
    '/api/1/discussions/',
    '/api/1/organizations/',
    '/api/2/organizations/search/',
    '/api/1/posts/',
    '/api/1/users/',
    '/api/1/datasets/suggest/',
    '/api/1/reuses/suggest/',
    '/api/1/organizations/suggest/',
    '/api/1/tags/suggest/',
    '/api/1/spatial/zones/suggest/',
    '/api/1/datasets/recent.atom',
    '/api/1/site/datasets.csv',
  ]
  const QUESTIONS = {
    'a text of 10,000 characters': `q=${'musée '.repeat(1_666)}`,
    'a word of 10,000 letters': `q=${'m'.repeat(10_000)}`,
    'words that are no words': `q=${encodeURIComponent('"&|!():*<->%_\\\u0000'.repeat(500))}`,
    'a parameter 2,000 times': 'tag=musees&q=x&'.repeat(1_000),
    'the millionth page': 'q=x&page=1000000&page_size=100',
    'a page of a million': 'q=x&page_size=1000000',
    'a number that is none': 'q=x&page=9999999999999999999999&size=1e9',
  }
  test.each(Object.entries(QUESTIONS))('%s', { timeout: 60_000 }, async (_, question) => {
    for (const path of LISTS) {
      const started = Date.now()
      const answer = await world.as.siteAdmin.call('GET', `${path}?${encodeURI(question)}`)
      expect([path, answer.status < 500, Date.now() - started < 5_000]).toEqual([path, true, true])
    }
  })

  test('5,000 tags', async () => {
    const tags = Array.from({ length: 5_000 }, (_, n) => `mot-${n}`)
    const started = Date.now()
    for (const [path, body] of [
      ['/api/1/datasets/', { title: 'Des mots', description: 'Beaucoup.' }],
      ['/api/2/topics/', { name: 'Des mots' }],
      ['/api/1/dataservices/', { title: 'Des mots' }],
    ] as const) {
      const answer = await world.as.owner.call('POST', path, { ...body, tags })
      expect([path, [201, 400].includes(answer.status)]).toEqual([path, true])
    }
    expect(Date.now() - started).toBeLessThan(15_000)
  })

  test.each([
    ['nested 1,000 deep', `${'a{'.repeat(1_000)}b${'}'.repeat(1_000)}`],
    ['of 10,000 names', Array.from({ length: 1_000 }, (_, n) => `champ${n}`).join(',')],
    ['that never ends', '{'.repeat(5_000)],
    ['of stars', '*'.repeat(5_000)],
  ])('a mask %s', async (_, mask) => {
    const started = Date.now()
    for (const path of ['/api/1/datasets/', '/api/2/datasets/', `/api/1/datasets/${ids.dataset}/`]) {
      const answer = await world.as.anonymous.call('GET', path, undefined, { 'X-Fields': mask })
      expect([path, answer.status < 500]).toEqual([path, true])
    }
    expect(Date.now() - started).toBeLessThan(5_000)
  })
})

describe('many writers at once', () => {
  const at20 = <T>(make: (n: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: 20 }, (_, n) => make(n)))

  test.each([
    ['datasets', () => newDataset(world.as.owner, { title: 'Le même titre' })],
    ['reuses', () => newReuse(world.as.owner, { title: 'Le même titre' })],
    ['dataservices', () => newDataservice(world.as.owner, { title: 'Le même titre' })],
    ['topics', () => newTopic(world.as.owner, { name: 'Le même titre' })],
  ])('%s of one title get a slug each', async (_, make) => {
    const slugs = (await at20(make)).map(({ slug }) => slug as string)
    expect(new Set(slugs).size).toBe(20)
    for (const slug of slugs) expect(slug).toMatch(/^le-meme-titre(-\d+)?$/)
  })

  test('two reuses at one address: one is refused', async () => {
    const body = { title: 'Carte', description: 'x', type: 'idea', topic: 'others', url: 'https://www.example.org/une' }
    const statuses = await at20(async () => (await world.as.owner.call('POST', '/api/1/reuses/', body)).status)
    expect(statuses.sort()).toEqual([201, ...Array.from({ length: 19 }, () => 400)])
  })

  test('one version was read by two: the second to write is told', async () => {
    const { id } = await newDataset(world.as.owner)
    const { headers } = await world.as.owner.call('GET', `/api/1/datasets/${id}/`)
    const tag = { 'If-Match': headers.get('etag') ?? '' }
    const statuses = await at20(
      async (n) => (await world.as.owner.call('PUT', `/api/1/datasets/${id}/`, { acronym: `A${n}` }, tag)).status,
    )
    expect(statuses.sort()).toEqual([200, ...Array.from({ length: 19 }, () => 412)])
  })

  test('different fields of one dataset are all kept', async () => {
    const { id } = await newDataset(world.as.owner)
    const changes = [{ acronym: 'AB' }, { description_short: 'Court' }, { tags: ['musees'] }, { frequency: 'annual' }]
    await Promise.all(changes.map((change) => bodyOf(world.as.owner.call('PUT', `/api/1/datasets/${id}/`, change))))
    expect(await read(world.as.anonymous, `/api/1/datasets/${id}/`)).toMatchObject(Object.assign({}, ...changes))
  })

  test('datasets that are added to a reuse, elements to a topic: none is lost', async () => {
    const reuse = await newReuse(world.as.owner)
    const topic = await newTopic(world.as.owner)
    const datasets = await at20(() => newDataset(world.as.owner))
    await Promise.all(
      datasets.flatMap(({ id }) => [
        bodyOf(world.as.owner.call('POST', `/api/1/reuses/${reuse.id}/datasets/`, { id }), 201),
        bodyOf(
          world.as.owner.call('POST', `/api/2/topics/${topic.id}/elements/`, [{ element: datasetRef({ id }) }]),
          201,
        ),
      ]),
    )
    expect((await read(world.as.anonymous, `/api/1/reuses/${reuse.id}/`)).datasets).toHaveLength(20)
    expect((await read(world.as.anonymous, `/api/2/topics/${topic.id}/`)).elements.total).toBe(20)
    const { metrics } = await read(world.as.anonymous, `/api/1/datasets/${datasets[0].id}/`)
    expect(metrics).toMatchObject({ reuses: 1 })
  })

  test('files that replace one another: each is acknowledged, kept, and one is served', async () => {
    const { id } = await newDataset(world.as.owner)
    const first = await bodyOf(world.as.owner.upload(`/api/1/datasets/${id}/upload/`, 'un.csv', 'a;b\n0;0\n'), 201)
    const path = `/api/1/datasets/${id}/resources/${first.id}/upload/`
    const sent = await at20((n) => bodyOf(world.as.owner.upload(path, 'un.csv', `a;b\n${n};${n + 1}\n`)))
    const texts = await Promise.all(sent.map(async ({ url }) => (await fetch(url)).text()))
    expect(new Set(texts).size).toBe(20)
    const served = await (await fetch(`${world.url}/api/1/datasets/r/${first.id}`)).text()
    expect(texts).toContain(served)
  })
})

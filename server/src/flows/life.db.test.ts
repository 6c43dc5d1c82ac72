/** A flow is declared, changed, begun, paused, kept in a file, deleted. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { definitionOf, museums, startDesk, type Desk, type Json } from '../testing/flow-desk.ts'

let desk: Desk
let dataset: string
beforeAll(async () => {
  desk = await startDesk()
  dataset = await desk.newDataset('Musées')
})
afterAll(() => desk.close())

const create = (body: object, language = 'fr') =>
  desk.camille.call('POST', `/api/1/flows/?lang=${language}`, {
    ...{ name: 'Un flux', organization: desk.organization, definition: definitionOf('x', { dataset }), ...body },
  })
const change = (slug: string, body: object, headers = {}) =>
  desk.camille.call('PUT', `/api/1/flows/${slug}/`, body, headers)
const apply = async (yaml: string, more: object = {}) =>
  desk.camille.call('POST', '/api/1/flows/apply/', { organization: desk.organization, yaml, ...more })
const count = async (table: string, where = 'true'): Promise<number> =>
  (await desk.app.database.pool.query(`select count(*)::int as n from ${table} where ${where}`)).rows[0].n

test.each<[field: string, body: object, fr: RegExp, en: RegExp]>([
  ['name', { name: '  ' }, /Donnez un nom/, /Give the flow a name/],
  ['organization', { organization: 'nulle' }, /n’existe pas/, /Unknown organization/],
  ['credentials_expire_at', { credentials_expire_at: 'demain' }, /format/, /format/],
  ['slug', { slug: 'Musées' }, /minuscules/, /lower-case/],
  ['slug', { slug: 'held' }, /réservé/, /reserved/],
  ['slug', { slug: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' }, /réservé/, /reserved/],
  ['definition.kind', { definition: { kind: 'autre' } }, /files.*mirror/, /files.*mirror/],
  ['definition.source', { definition: { ...definitionOf('x'), source: undefined } }, /./, /./],
  ['definition.selection.pattern', { definition: definitionOf('x', { selection: { pattern: '{a' } }) }, /./, /./],
  [
    'definition.mapping.identity.0',
    { definition: definitionOf('x', { mapping: { identity: ['mois'] } }) },
    /mois/,
    /mois/,
  ],
  [
    'definition.schedule.expression',
    { definition: definitionOf('x', { schedule: { kind: 'cron', expression: '61 * * * *' } }) },
    /./,
    /./,
  ],
  ['definition.autre', { definition: definitionOf('x', { autre: 1 }) }, /./, /./],
])('a mistake is told at %s, in both languages', async (field, body, fr, en) => {
  const before = await count('flows')
  for (const [language, sentence] of [
    ['fr', fr],
    ['en', en],
  ] as const) {
    const refused = await create(body, language)
    expect(refused.status, refused.text).toBe(400)
    const said = field.split('.').reduce((errors, name) => errors?.[name], refused.json.errors)
    expect(said?.[0], refused.text).toMatch(sentence)
  }
  expect(await count('flows')).toBe(before)
})

test('two flows of one name have two addresses; one that is taken is refused', async () => {
  const slugs = [(await create({ name: 'Nuit' })).json.slug, (await create({ name: 'Nuit' })).json.slug]
  expect(slugs).toEqual(['nuit', 'nuit-1'])
  expect((await create({ slug: 'nuit' })).json.errors.slug[0]).toContain('déjà')
  expect((await change('nuit-1', { slug: 'nuit' })).status).toBe(400)
  expect((await change('nuit-1', { slug: 'matin' })).json).toMatchObject({ slug: 'matin', revision: 2 })
  expect((await desk.camille.call('GET', '/api/1/flows/nuit-1/')).status).toBe(404)
  for (const name of ['Held', 'Défaults', 'Inbox'])
    expect((await create({ name })).json.slug).not.toMatch(/^(held|defaults|inbox)$/)
})

test('whoever changes a flow that somebody changed meanwhile is told so', async () => {
  const { slug } = (await create({ name: 'Révisions' })).json
  const read = await desk.camille.call('GET', `/api/1/flows/${slug}/`)
  expect([read.headers.get('etag'), read.headers.get('cache-control')]).toEqual(['"1"', 'no-store'])
  expect((await change(slug, { name: 'B' }, { 'If-Match': '"1"' })).json.revision).toBe(2)
  for (const tag of ['"1"', '"abc"', '"99"'])
    expect((await change(slug, { name: 'C' }, { 'If-Match': tag })).status).toBe(412)
  expect((await change(slug, { name: 'D' }, { 'If-Match': '*' })).json).toMatchObject({ name: 'D', revision: 3 })
})

test('begun, paused with who and why, begun again', async () => {
  desk.put('vie/liste_2025.csv', museums(3))
  const slug = await desk.newFlow('vie', { dataset })
  expect((await desk.camille.call('POST', `/api/1/flows/${slug}/pause/`, {})).status).toBe(409)
  expect(await desk.nextRun(slug)).toBeUndefined()
  expect(await desk.activate(slug)).toMatchObject({ number: 1, trigger: 'schedule', state: 'done' })
  const paused = (await desk.camille.call('POST', `/api/1/flows/${slug}/pause/`, { reason: ' Travaux ' })).json
  expect(paused).toMatchObject({
    ...{ state: 'paused', health: 'paused', next_run_at: null },
    paused: { reason: 'Travaux', by: { first_name: 'Camille' } },
  })
  desk.wait(48)
  expect(await desk.nextRun(slug)).toMatchObject({ number: 1 })
  expect(await desk.activate(slug)).toMatchObject({ number: 2 })
  expect(await desk.get(`/api/1/flows/${slug}/`)).toMatchObject({ state: 'active', paused: null, health: 'ok' })
})

test('what it says of dates that are none, ids that are none, and bytes that no text holds', async () => {
  const { slug } = (await create({ name: 'Bornes' })).json
  for (const path of [
    '%00',
    'x%00',
    encodeURIComponent('a'.repeat(3_000)),
    `${slug}/runs/%00`,
    `${slug}/runs/99999999999`,
  ])
    expect([path, (await desk.camille.call('GET', `/api/1/flows/${path}/`)).status]).toEqual([
      path,
      expect.toSatisfy((n: number) => n === 404 || n === 400),
    ])
  for (const query of ['?dataset=%00', '?dataset=nul', '?organization=%00', '?page=0', '?page_size=a'])
    expect([query, (await desk.camille.call('GET', `/api/1/flows/${query}`)).status]).toEqual([
      query,
      expect.toSatisfy((n: number) => n < 500),
    ])
  for (const id of ['nul', '\0', dataset])
    for (const on of ['dataset', 'resource'])
      expect(
        (await desk.camille.call('POST', `/api/1/flows/${slug}/fields/`, { on, id, field: 'title' })).status,
      ).toBeLessThan(500)
  const names = await create({ name: 'a\0b' })
  expect(names.status).toBe(400)
  expect((await create({ definition: definitionOf('x', { dataset: 'a\0b' }) })).status).toBe(400)
  expect((await create({ credentials: { password: 'x'.repeat(30_000) } })).status).toBe(400)
})

test('a deleted flow leaves what it published, and nothing of its own', async () => {
  const made = await desk.newDataset('Ce qui reste')
  desk.put('fin/liste_2024.csv', museums(50))
  const site = 'http://alertes.example/'
  const slug = await desk.newFlow('fin', { dataset: made, alerts: { webhooks: [site] } })
  await desk.activate(slug)
  desk.wait(24)
  desk.put('fin/liste_2024.csv', museums(5))
  await desk.nextRun(slug)
  const [held] = await desk.held(slug)
  const [deposits, notifications] = [`/api/1/datasets/${made}/deposits/`, '/api/1/notifications/']
  expect(await desk.get(deposits)).toHaveLength(1)
  const told = async () =>
    (await desk.get(notifications)).data.filter(({ details }: Json) => JSON.stringify(details).includes(slug))
  expect((await told()).length).toBeGreaterThan(0)
  const { id } = await desk.get(`/api/1/flows/${slug}/`)
  await desk.camille.call('POST', `/api/1/flows/${slug}/runs/`, {})

  expect((await desk.camille.call('DELETE', `/api/1/flows/${slug}/`)).status).toBe(204)
  await desk.app.runTasks()
  expect((await desk.camille.call('DELETE', `/api/1/flows/${slug}/`)).status).toBe(404)
  expect(await desk.filesOf(made)).toHaveLength(1)
  expect(await desk.get(deposits)).toEqual([])
  expect(await told()).toEqual([])
  expect((await desk.camille.call('POST', `/api/1/flows/held/${held.id}/release/`, { reason: 'x' })).status).toBe(404)
  expect(await count('flow_held', `flow_id = '${id}' and state = 'waiting'`)).toBe(0)
  expect(await count('flow_runs', `flow_id = '${id}' and state in ('waiting', 'running')`)).toBe(0)
  expect(await count('webhook_deliveries', `subject_id = '${id}'`)).toBe(0)
  expect(await count('flows', `id = '${id}' and secrets is null and webhook_secret is null`)).toBe(1)
  // Its address is free.
  expect((await create({ slug })).status).toBe(201)
})

test('the files of a deleted flow are taken over by the next one, not doubled', async () => {
  const made = await desk.newDataset('Repris')
  desk.put('repris/liste_2024.csv', museums(5))
  const first = await desk.newFlow('repris', { dataset: made })
  await desk.activate(first)
  await desk.camille.call('DELETE', `/api/1/flows/${first}/`)
  desk.put('repris/liste_2024.csv', museums(6))
  const second = await desk.newFlow('repris', { dataset: made })
  expect(await desk.activate(second)).toMatchObject({ counts: { published: 1 } })
  expect(await desk.filesOf(made)).toMatchObject([{ extras: { 'cimaise:version': 2 } }])
})

test('the files dropped for a deleted flow go with it', async () => {
  const slug = await desk.newFlow('boite', { dataset, source: { kind: 'inbox' } })
  const { url } = (await desk.camille.call('POST', `/api/1/flows/${slug}/addresses/inbox/`)).json
  await fetch(`${url}liste_2024.csv`, { method: 'PUT', body: museums(4) })
  expect(await count('flow_drops')).toBe(1)
  await desk.camille.call('DELETE', `/api/1/flows/${slug}/`)
  expect(await count('flow_drops')).toBe(0)
  expect((await fetch(`${url}liste_2024.csv`, { method: 'PUT', body: museums(4) })).status).toBe(404)
})

const yamlOf = async (slug: string): Promise<string> =>
  (await desk.camille.call('GET', `/api/1/flows/${slug}/flow.yaml`)).text

test('what is exported and applied changes nothing; what is changed in it is changed', async () => {
  const slug = await desk.newFlow('yaml', { dataset })
  const yaml = await yamlOf(slug)
  expect((await apply(yaml)).json.flows).toMatchObject([{ slug, action: 'unchanged', flow: { revision: 1 } }])
  const other = yaml.replace('name: Flux yaml', 'name: Flux changé')
  expect((await apply(other, { dry: true })).json.flows).toMatchObject([{ action: 'changed', flow: { revision: 1 } }])
  expect((await apply(other)).json.flows).toMatchObject([
    { action: 'changed', flow: { name: 'Flux changé', revision: 2 } },
  ])
  const two = `${other}\n---\n${yaml.replace(`slug: ${slug}`, 'slug: par-fichier')}`
  expect((await apply(two, { dry: true })).json.flows).toMatchObject([
    { action: 'unchanged' },
    { action: 'created', flow: null },
  ])
  expect((await apply(two)).json.flows).toMatchObject([{}, { action: 'created', flow: { state: 'draft' } }])
})

test('a file with one mistake changes nothing, and says its line', async () => {
  const yaml = await yamlOf(await desk.newFlow('lignes', { dataset }))
  const good = yaml.replace('slug: flux-lignes', 'slug: lignes-b')
  const wrong = yaml.replace('slug: flux-lignes', 'slug: lignes-c').replace('{annee}.csv', '{annee.csv')
  const refused = await apply(`${good}\n---\n${wrong}`)
  expect(refused.status).toBe(400)
  const line = `${good}\n---\n${wrong}`.split('\n').findIndex((text) => text.includes('{annee.csv')) + 1
  expect(refused.json.errors.yaml[0]).toMatch(new RegExp(`^Ligne ${line} \\(selection\\.pattern\\) : `))
  expect((await desk.camille.call('GET', '/api/1/flows/lignes-b/')).status).toBe(404)
})

test('words that routes use are no slugs in a file either, and a dry look says so as well', async () => {
  const yaml = await yamlOf(await desk.newFlow('mots', { dataset }))
  for (const slug of ['held', '6f9619ff-8b86-4d01-b42d-00cf4fc964ff', 'a'.repeat(81)])
    for (const dry of [true, false]) {
      const refused = await apply(yaml.replace('slug: flux-mots', `slug: ${slug}`), { dry })
      expect([slug, dry, refused.status]).toEqual([slug, dry, 400])
    }
})

test('the slug of another organization is refused, and all of the file with it', async () => {
  const slug = await desk.newFlow('chez-nous', { dataset })
  const yaml = await yamlOf(slug)
  const elsa = await desk.app.person('Elsa Moreau')
  const organization = (await elsa.call('POST', '/api/1/organizations/', { name: 'Archives', description: 'x' })).json
    .id
  const two = `${yaml.replace(`slug: ${slug}`, 'slug: le-mien')}\n---\n${yaml}`
  for (const dry of [true, false])
    expect((await elsa.call('POST', '/api/1/flows/apply/', { organization, yaml: two, dry })).status).toBe(409)
  expect((await elsa.call('GET', '/api/1/flows/le-mien/')).status).toBe(404)
  expect((await elsa.call('GET', `/api/1/flows/?organization=${desk.organization}`)).json.data).toEqual([])
})

/** udata-api.md §2.14 to §2.16, §2.18, §2.21: places, tags, the site itself, reasons of access, avatars. */
import { expect, test } from 'vitest'
import { bodyOf, get, newDataset, read, worldOfFile } from './datasets.kit.ts'
import { SENTENCE, SITE_ADMIN, soon, tableOf } from './world-b.ts'
import { statusesOf } from './world.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
const SITE = '/api/1/site/'
const ZONES = '/api/1/spatial/'
const LEVELS = ['country-group', 'country', 'country-subset', 'fr:region', 'fr:departement', 'fr:epci', 'fr:commune']
interface Zone {
  id: string
  name: string
  level: string
}
const idsIn = (list: { id: string }[]): string[] => list.map(({ id }) => id)

test('levels and granularities have names; granularities are levels and two more', async () => {
  const levels = await read(visitor(), `${ZONES}levels/`)
  const granularities = await read(visitor(), `${ZONES}granularities/`)
  expect(idsIn(levels)).toEqual(expect.arrayContaining(LEVELS))
  expect(idsIn(granularities).sort()).toEqual([...idsIn(levels), 'poi', 'other'].sort())
  for (const item of [...levels, ...granularities]) {
    expect(Object.keys(item).sort()).toEqual(['id', 'name'])
    expect(item.name).toMatch(SENTENCE)
  }
})

test('zones are proposed by a part of their name or code, the largest first', async () => {
  const found: Zone[] = await read(visitor(), `${ZONES}zones/suggest/?q=rhône&size=20`)
  expect(idsIn(found)).toContain('fr:departement:69')
  expect(Object.keys(found[0]!).sort()).toEqual(['code', 'id', 'level', 'name', 'uri'])
  const levels = idsIn(await read(visitor(), `${ZONES}levels/`))
  const region = found.findIndex(({ level }) => level === 'fr:region')
  const commune = found.findIndex(({ level }) => level === 'fr:commune')
  if (commune >= 0) expect([levels.includes('fr:region'), region < commune]).toEqual([true, true])
  expect(await read(visitor(), `${ZONES}zones/suggest/?q=rhône&size=1`)).toHaveLength(1)
  expect(await read(visitor(), `${ZONES}zones/suggest/?q=introuvableville`)).toEqual([])
  expect(idsIn(await read(visitor(), `${ZONES}zones/suggest/?q=13055`))).toContain('fr:commune:13055')
})

test('a zone is a feature', async () => {
  const zone = await read(visitor(), `${ZONES}zone/fr:departement:13/`)
  expect(zone).toMatchObject({
    id: 'fr:departement:13',
    type: 'Feature',
    properties: { name: 'Bouches-du-Rhône', code: '13', level: 'fr:departement' },
  })
  expect(Object.keys(zone.properties).sort()).toEqual(['code', 'level', 'name', 'slug', 'uri'])
})

test('several zones are a collection; an old date on an id is ignored; an unknown one is 404', async () => {
  const { type, features } = await read(visitor(), `${ZONES}zones/fr:departement:13,fr:region:93@1970-01-01/`)
  expect(type).toBe('FeatureCollection')
  expect(idsIn(features).sort()).toEqual(['fr:departement:13', 'fr:region:93'])
  expect((await read(visitor(), `${ZONES}zone/fr:departement:13@1860-07-01/`)).id).toBe('fr:departement:13')
  expect((await get(visitor(), `${ZONES}zones/fr:departement:13,fr:departement:999/`)).status).toBe(404)
  expect((await get(visitor(), `${ZONES}zone/fr:departement:999/`)).status).toBe(404)
})

test('datasets of a zone: short ones, of what is public', async () => {
  const spatial = { zones: ['fr:departement:13'] }
  const shown = await newDataset(world.as.owner, { spatial })
  await newDataset(world.as.owner, { spatial, private: true })
  await newDataset(world.as.owner, { spatial: { zones: ['fr:departement:84'] } })
  const found = await read(visitor(), `${ZONES}zone/fr:departement:13/datasets/?size=5`)
  expect(found).toEqual([expect.objectContaining({ class: 'Dataset', id: shown.id, title: shown.title })])
})

test('coverage counts datasets zone by zone', async () => {
  await newDataset(world.as.owner, { spatial: { zones: ['fr:region:11'] } })
  await soon(async () => {
    const { type, features } = await read(visitor(), `${ZONES}coverage/fr:region/`)
    expect(type).toBe('FeatureCollection')
    const region = features.find(({ id }: Zone) => id === 'fr:region:11')
    expect(region.properties.datasets).toBe(1)
  })
  expect((await get(visitor(), `${ZONES}coverage/fr:quartier/`)).status).toBe(404)
})

test('tags are proposed, the most used first', async () => {
  await newDataset(world.as.owner, { tags: ['patrimoine', 'patrimoine-bati'] })
  await newDataset(world.as.owner, { tags: ['patrimoine-bati', 'peinture'] })
  const suggest = (q: string, size = 8) =>
    read(visitor(), `/api/1/tags/suggest/?q=${encodeURIComponent(q)}&size=${size}`)
  await soon(async () =>
    expect(await suggest('patrimoine')).toEqual([{ text: 'patrimoine-bati' }, { text: 'patrimoine' }]),
  )
  expect(await suggest('Pàtri')).toHaveLength(2)
  expect(await suggest('patrimoine', 1)).toEqual([{ text: 'patrimoine-bati' }])
  expect(await suggest('introuvable')).toEqual([])
})

test('tags of what is private are not proposed', async () => {
  await newDataset(world.as.owner, { tags: ['secret-de-famille'], private: true })
  expect(await read(visitor(), '/api/1/tags/suggest/?q=secret')).toEqual([])
})

test('reasons of access are the eight of the directive', async () => {
  const reasons: { value: string }[] = await read(visitor(), '/api/1/access_type/reason_categories/')
  expect(reasons.map(({ value }) => value).sort()).toEqual([
    'confidentiality_of_commercial_or_industrial_information',
    'confidentiality_of_personal_data',
    'confidentiality_of_proceedings_of_public_authorities',
    'course_of_justice_or_fair_trial',
    'intellectual_property_rights',
    'international_relations_public_security_or_national_defence',
    'protection_of_environment',
    'protection_of_voluntary_information_suppliers',
  ])
  for (const reason of reasons) expect(Object.keys(reason).sort()).toEqual(['definition', 'label', 'value'])
})

test('an avatar is drawn, always the same, and known by its tag', async () => {
  const path = `/api/1/avatars/${world.people.owner.user.id}/64/`
  const answer = await get(visitor(), path)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
  const tag = answer.headers.get('etag')
  expect(tag).toMatch(/".+"/)
  expect((await get(visitor(), path)).headers.get('etag')).toBe(tag)
  const other = `/api/1/avatars/${world.people.outsider.user.id}/64/`
  expect((await get(visitor(), other)).headers.get('etag')).not.toBe(tag)
})

test('the site says what it is, in figures too, not what its pages are made of', async () => {
  const site = await read(visitor(), SITE)
  expect(Object.keys(site)).toEqual(
    expect.arrayContaining(['id', 'title', 'keywords', 'feed_size', 'metrics', 'version']),
  )
  for (const blocs of ['datasets_blocs', 'reuses_blocs', 'dataservices_blocs']) expect(site).not.toHaveProperty(blocs)
  expect([site.title, site.version]).toEqual([expect.stringMatching(SENTENCE), expect.stringMatching(SENTENCE)])
})

test.each(['datasets', 'resources', 'users', 'organizations', 'discussions', 'followers'])(
  'the site counts its %s',
  async (name) => {
    const { metrics } = await read(visitor(), SITE)
    expect([name, typeof metrics[name]]).toEqual([name, 'number'])
  },
)

test('blocs are shown to who asks for them', async () => {
  const masked = await read(visitor(), SITE, { 'X-Fields': 'title,datasets_blocs,reuses_blocs,dataservices_blocs' })
  expect(Object.keys(masked).sort()).toEqual(['dataservices_blocs', 'datasets_blocs', 'reuses_blocs', 'title'])
})

test('a PATCH changes what it says and keeps the rest', async () => {
  const before = await read(visitor(), SITE)
  const patch = (body: object) => world.as.siteAdmin.call('PATCH', SITE, body)
  expect(await bodyOf(patch({ title: 'Données des musées' }))).toMatchObject({
    title: 'Données des musées',
    feed_size: before.feed_size,
    keywords: before.keywords,
  })
  expect(await bodyOf(patch({ keywords: ['musées', 'culture'], feed_size: 5 }))).toMatchObject({
    title: 'Données des musées',
    keywords: ['musées', 'culture'],
    feed_size: 5,
  })
  expect((await read(visitor(), SITE)).title).toBe('Données des musées')
})

test.each([{ title: null }, { feed_size: 'beaucoup' }, { datasets_blocs: [{ class: 'VideoBloc' }] }])(
  '%j is refused',
  async (body) => {
    expect((await world.as.siteAdmin.call('PATCH', SITE, body)).status).toBe(400)
  },
)

test('the site is never without a title', async () => {
  expect([200, 400]).toContain((await world.as.siteAdmin.call('PATCH', SITE, { title: '  ' })).status)
  expect((await read(visitor(), SITE)).title).toMatch(SENTENCE)
})

test('blocs of the site’s pages', async () => {
  const dataset = await newDataset(world.as.owner, { title: 'En vitrine' })
  const blocs = [{ class: 'DatasetsListBloc', title: 'Vitrine', datasets: [dataset.id] }]
  await bodyOf(world.as.siteAdmin.call('PATCH', SITE, { datasets_blocs: blocs }))
  const { datasets_blocs } = await read(visitor(), SITE, { 'X-Fields': 'datasets_blocs' })
  expect(datasets_blocs).toMatchObject([
    { class: 'DatasetsListBloc', title: 'Vitrine', datasets: [{ id: dataset.id, title: 'En vitrine' }] },
  ])
})

test('only the site’s administrators change the site', async () => {
  const statuses = await statusesOf(world, (caller) => caller.call('PATCH', SITE, { feed_size: 20 }))
  expect(statuses).toEqual(tableOf(200, SITE_ADMIN))
})

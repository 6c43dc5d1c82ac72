/** udata-api.md §2.1.7: feature, badges, suggestions, reference lists. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, get, newDataset, read, worldOfFile } from './datasets.kit.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
let id: string
beforeAll(async () => {
  const { organization, as } = world
  id = (await newDataset(as.editor, { title: 'Théâtres lyriques', acronym: 'TLY', organization: organization.id })).id
  await newDataset(as.owner, { title: 'Petits théâtres' })
  await newDataset(as.owner, { title: 'Théâtres cachés', private: true })
})
const admin = (method: string, path: string, body?: unknown) =>
  world.as.siteAdmin.call(method, `/api/1/datasets/${id}${path}`, body)

test('a dataset is featured, then no longer; twice is no mistake', async () => {
  for (const [method, featured] of [
    ['POST', true],
    ['POST', true],
    ['DELETE', false],
    ['DELETE', false],
  ] as const)
    expect(await bodyOf(admin(method, '/featured/'))).toMatchObject({ id, featured })
})

test('badges and their labels', async () => {
  const badges = await read(visitor(), '/api/1/datasets/badges/')
  expect(Object.keys(badges).sort()).toEqual(['hvd', 'inspire', 'pivotal-data', 'sl', 'spd', 'sr'])
  for (const label of Object.values(badges)) expect(label).toMatch(/\S/)
})

test('a badge is given once, the newest first, and taken away once', async () => {
  expect((await admin('POST', '/badges/', { kind: 'spd' })).json).toEqual({ kind: 'spd' })
  expect((await admin('POST', '/badges/', { kind: 'spd' })).status).toBe(200)
  expect((await admin('POST', '/badges/', { kind: 'hvd' })).status).toBe(201)
  expect((await read(visitor(), `/api/1/datasets/${id}/`)).badges).toEqual([{ kind: 'hvd' }, { kind: 'spd' }])
  expect((await admin('DELETE', '/badges/spd/')).status).toBe(204)
  expect((await admin('DELETE', '/badges/spd/')).status).toBe(404)
  expect((await read(visitor(), `/api/1/datasets/${id}/`)).badges).toEqual([{ kind: 'hvd' }])
})

test.each([{ kind: 'meilleur' }, {}, { kind: null }])('the badge %j does not exist: 400', async (body) => {
  const answer = await admin('POST', '/badges/', body)
  expect([answer.status, answer.json.errors.kind]).toEqual([400, expect.any(String)])
})

const suggest = (query: string) => read(visitor(), `/api/1/datasets/suggest/?${query}`)

test('a suggestion has what a menu shows', async () => {
  const [found] = await suggest('q=lyriques')
  expect(found).toEqual({
    id,
    title: 'Théâtres lyriques',
    acronym: 'TLY',
    slug: 'theatres-lyriques',
    image_url: null,
    page: `${world.url}/datasets/theatres-lyriques`,
  })
})

test.each([
  ['q=lyriq', ['Théâtres lyriques']],
  ['q=RIQUES', ['Théâtres lyriques']],
  ['q=tly', ['Théâtres lyriques']],
  ['q=petits', ['Petits théâtres']],
  ['q=introuvable', []],
])('suggestions for %s: any part of a title or an acronym, whatever the case', async (query, titles) => {
  expect((await suggest(query)).map(({ title }: { title: string }) => title)).toEqual(titles)
})

test('suggestions are as many as asked, the most followed first', async () => {
  expect(await suggest('q=théâtres&size=1')).toHaveLength(1)
  await bodyOf(world.as.outsider.call('POST', `/api/1/datasets/${id}/followers/`), 201)
  await expect.poll(async () => (await suggest('q=théâtres'))[0].title).toBe('Théâtres lyriques')
  expect(await suggest('q=théâtres')).toHaveLength(2)
})

test.each(['', 'suggest/formats/', 'suggest/mime/'].map((path) => `/api/1/datasets/${path || 'suggest/'}`))(
  '%s needs q',
  async (path) => {
    expect((await get(visitor(), path)).status).toBe(400)
  },
)

const textsOf = (items: { text: string }[]) => items.map(({ text }) => text)

test('formats that hold some letters, the shortest first', async () => {
  const found = textsOf(await read(visitor(), '/api/1/datasets/suggest/formats/?q=xls&size=10'))
  expect(found).toEqual(['xls', 'xlsx'])
  const json = textsOf(await read(visitor(), '/api/1/datasets/suggest/formats/?q=json'))
  expect([json[0], json.includes('geojson')]).toEqual(['json', true])
  expect(await read(visitor(), '/api/1/datasets/suggest/formats/?q=js&size=1')).toHaveLength(1)
  expect(await read(visitor(), '/api/1/datasets/suggest/formats/?q=aucun')).toEqual([])
})

test('media types that hold some letters, a plus sign too', async () => {
  const mime = (q: string) => read(visitor(), `/api/1/datasets/suggest/mime/?q=${q}`)
  expect(textsOf(await mime('csv'))).toEqual(['text/csv'])
  expect(textsOf(await mime('geo%2Bjson'))).toContain('application/vnd.geo+json')
})

test('licences have their keys, and the usual ones are there', async () => {
  const licenses = await read(visitor(), '/api/1/datasets/licenses/')
  const keys = ['alternate_titles', 'alternate_urls', 'flags', 'id', 'maintainer', 'title', 'url']
  for (const license of licenses) expect(Object.keys(license).sort()).toEqual(keys)
  const ids = licenses.map(({ id }: { id: string }) => id)
  expect(ids).toEqual(
    expect.arrayContaining(['lov2', 'fr-lo', 'odc-odbl', 'odc-by', 'cc-by', 'cc-by-sa', 'cc-zero', 'notspecified']),
  )
})

const FREQUENCIES = `continuous oneMinute fiveMinutes tenMinutes fifteenMinutes thirtyMinutes hourly bihourly trihourly
  twelveHours severalTimesADay threeTimesADay semidaily daily fiveTimesAWeek threeTimesAWeek semiweekly weekly biweekly
  threeTimesAMonth semimonthly monthly bimonthly quarterly threeTimesAYear semiannual annual biennial triennial
  quadrennial quinquennial decennial bidecennial tridecennial punctual irregular never notPlanned other
  unknown`.split(/\s+/)

test('the forty frequencies, in their order', async () => {
  const frequencies = await read(visitor(), '/api/1/datasets/frequencies/')
  expect(frequencies.map(({ id }: { id: string }) => id)).toEqual(FREQUENCIES)
  for (const { label } of frequencies) expect(label).toMatch(/\S/)
})

test('the types of resources, in their order', async () => {
  const types = await read(visitor(), '/api/1/datasets/resource_types/')
  expect(types.map(({ id }: { id: string }) => id)).toEqual(['main', 'documentation', 'update', 'api', 'code', 'other'])
  for (const type of types) expect(Object.keys(type).sort()).toEqual(['id', 'label'])
})

const EXTENSIONS = `tar gz tgz rar zip 7z xz bz2 csv txt json pdf xml rtf xsd ods odt odp odg xls xlsx doc docx pps ppt
  jpeg jpg jpe gif png dwg svg tiff ecw svgz jp2 webp shp kml kmz gpx shx ovr geojson gpkg grib2 rdf ttl n3 dbf prj sql
  sqlite db epub sbn sbx cpg lyr owl dxf ics ssim other`.split(/\s+/)

test('the extensions that may be uploaded: all of udata’s, sorted', async () => {
  const extensions = await read(visitor(), '/api/1/datasets/extensions/')
  expect(extensions).toEqual(expect.arrayContaining(EXTENSIONS))
  expect(extensions).toEqual([...extensions].sort())
  for (const refused of ['html', 'htm', 'exe', 'js', 'php', 'sh']) expect(extensions).not.toContain(refused)
})

test('without a catalogue of schemas, there is none', async () => {
  expect(await read(visitor(), '/api/1/datasets/schemas/')).toEqual([])
})

test('reference lists of access and contacts', async () => {
  const categories = await read(visitor(), '/api/1/access_type/reason_categories/')
  expect(categories).toHaveLength(8)
  const roles = await read(visitor(), '/api/1/contacts/roles/')
  for (const role of roles) expect(Object.keys(role).sort()).toEqual(['id', 'label'])
})

test('following counts once for each person, and can be undone', async () => {
  const path = `/api/1/datasets/${(await newDataset(world.as.owner)).id}/followers/`
  const { editor, admin: follower } = world.as
  expect(await bodyOf(editor.call('POST', path), 201)).toEqual({ followers: 1 })
  expect(await bodyOf(editor.call('POST', path), 200)).toEqual({ followers: 1 })
  expect(await bodyOf(follower.call('POST', path), 201)).toEqual({ followers: 2 })
  const mine = await read(visitor(), `${path}?user=${world.people.editor.user.id}`)
  expect(mine.total).toBe(1)
  expect(mine.data[0]).toMatchObject({ follower: { class: 'User', id: world.people.editor.user.id } })
  expect(await bodyOf(editor.call('DELETE', path))).toEqual({ followers: 1 })
  expect((await editor.call('DELETE', path)).status).toBe(404)
  expect((await visitor().call('POST', path)).status).toBe(401)
  expect((await get(visitor(), '/api/1/datasets/pas-un-id/followers/')).status).toBe(404)
})

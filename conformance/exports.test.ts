/** udata-api.md §12.3 and §12.4: tables of the catalogue, and its feed. */
import { beforeAll, expect, test } from 'vitest'
import { deleteDataset, get, newDataset, newLink, worldOfFile } from './datasets.kit.ts'
import { tableOf } from './read-table.ts'
import type { Answer } from './world.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
const of = (path: string) => `/api/1/organizations/${world.organization.id}/${path}`
let dataset: { id: string; slug: string }
let link: { id: string }

beforeAll(async () => {
  const { editor, owner, siteAdmin } = world.as
  const organization = world.organization.id
  // Feeds wait some hours for what producers that are not certified publish (udata-api.md §11).
  await siteAdmin.call('POST', `/api/1/organizations/${organization}/badges/`, { kind: 'certified' })
  dataset = await newDataset(editor, {
    title: 'Entrées; "gratuites" & payantes',
    description: 'Une *liste*\nsur deux lignes <script>alert(1)</script>',
    organization,
    tags: ['export', 'musees'],
    license: 'lov2',
    frequency: 'annual',
    temporal_coverage: { start: '2020-01-01', end: '2021-12-31' },
  })
  link = await newLink(editor, dataset.id, { title: 'Lien; 1', format: 'csv', filesize: 12 })
  await newDataset(editor, { title: 'Rangé', organization, tags: ['export'], archived: '2025-01-01' })
  const hidden = await newDataset(editor, { title: 'Caché', organization, tags: ['export'], private: true })
  await newLink(editor, hidden.id, { title: 'Lien caché' })
  const deleted = await newDataset(editor, { title: 'Jeté', organization, tags: ['export'] })
  await deleteDataset(editor, deleted.id)
  await newDataset(owner, { title: 'D’une personne', tags: ['autre'] })
})

const table = async (path: string) => {
  const answer = await get(visitor(), path)
  expect([path, answer.status]).toEqual([path, 200])
  return { answer, ...tableOf(answer.text) }
}
const words = (text: string) => text.trim().split(/\s+/)

const DATASETS = words(`id title slug acronym url organization organization_id owner owner_id description
  description_short frequency license temporal_coverage.start temporal_coverage.end spatial.granularity spatial.zones
  spatial.geom featured created_at last_modified badges tags archived resources_count main_resources_count
  resources_formats harvest.backend harvest.domain harvest.remote_id harvest.remote_url harvest.uri harvest.created_at
  harvest.issued_at harvest.modified_at harvest.last_update harvest.dct_identifier quality_score`)
const RESOURCES = words(`dataset.id dataset.title dataset.slug dataset.url dataset.organization dataset.organization_id
  dataset.license dataset.private dataset.archived id url title description filetype type format mime filesize
  checksum.type checksum.value created_at modified downloads harvest.issued_at harvest.modified_at harvest.last_update
  schema_name schema_version preview_url extras`)
const ORGANIZATIONS = words(`id name acronym slug url description logo badges created_at last_modified
  business_number_id members_count downloads`)

test.each([
  ['/api/1/site/datasets.csv?tag=export', DATASETS],
  ['/api/1/site/resources.csv?tag=export', RESOURCES],
  ['/api/1/site/organizations.csv?badge=certified', ORGANIZATIONS],
])('%s has udata’s columns, in their order', async (path, expected) => {
  const { columns } = await table(path)
  expect(columns.slice(0, expected.length)).toEqual(expected)
  for (const more of columns.slice(expected.length)) expect(more).toMatch(/^metric\.\w+/)
})

test('the tables of an organization have the columns of the site’s', async () => {
  expect((await table(of('datasets.csv'))).columns.slice(0, DATASETS.length)).toEqual(DATASETS)
  expect((await table(of('datasets-resources.csv'))).columns).toEqual(RESOURCES)
})

test('metrics of datasets are columns', async () => {
  const { columns } = await table(of('datasets.csv'))
  for (const key of ['discussions', 'reuses', 'followers', 'views', 'resources_downloads'])
    expect(columns).toContain(`metric.${key}`)
})

test('a table is an attachment in UTF-8 without a mark, named after the minute', async () => {
  const { answer } = await table('/api/1/site/datasets.csv?tag=export')
  expect(answer.headers.get('content-type')).toMatch(/^text\/csv/)
  expect(answer.headers.get('content-disposition')).toMatch(/attachment; ?filename="?[\w-]+-\d{4}(-\d\d){4}\.csv/)
  expect(answer.text.startsWith('"id";"title";')).toBe(true)
})

test('texts are quoted, numbers are not', async () => {
  const { answer } = await table('/api/1/site/resources.csv?tag=export')
  expect(answer.text).toContain('"Lien; 1"')
  expect(answer.text).toContain(';12;')
})

test('a dataset’s row says what its object says', async () => {
  const { rows } = await table('/api/1/site/datasets.csv?tag=export')
  const row = rows.find(({ id }) => id === dataset.id)
  expect(row).toMatchObject({
    title: 'Entrées; "gratuites" & payantes',
    slug: dataset.slug,
    url: `${world.url}/datasets/${dataset.slug}`,
    organization: world.organization.name,
    organization_id: world.organization.id,
    description: 'Une *liste*\nsur deux lignes <script>alert(1)</script>',
    frequency: 'annual',
    'temporal_coverage.start': '2020-01-01',
    'temporal_coverage.end': '2021-12-31',
    tags: 'export,musees',
    resources_count: '1',
    resources_formats: 'csv',
    'metric.views': '0',
  })
  expect(row!.license).toMatch(/licence/i)
})

test('a resource’s row says whose it is', async () => {
  const { rows } = await table('/api/1/site/resources.csv?tag=export')
  expect(rows.find(({ id }) => id === link.id)).toMatchObject({
    'dataset.id': dataset.id,
    'dataset.organization_id': world.organization.id,
    title: 'Lien; 1',
    url: 'https://www.example.org/musees.csv',
    filetype: 'remote',
    type: 'other',
    format: 'csv',
    filesize: '12',
  })
})

test('what is archived is exported, what is private or deleted never', async () => {
  const titles = (rows: Record<string, string>[]) => rows.map(({ title }) => title).sort()
  const expected = ['Entrées; "gratuites" & payantes', 'Rangé']
  expect(titles((await table('/api/1/site/datasets.csv?tag=export')).rows)).toEqual(expected)
  expect(titles((await table(of('datasets.csv'))).rows)).toEqual(expected)
  expect(titles((await table(of('datasets-resources.csv'))).rows)).toEqual(['Lien; 1'])
})

test('filters of the list filter the table', async () => {
  const idsAt = async (query: string) =>
    (await table(`/api/1/site/datasets.csv?${query}`)).rows.map(({ title }) => title)
  expect(await idsAt('tag=autre')).toEqual(['D’une personne'])
  expect(await idsAt(`owner=${world.people.owner.user.id}`)).toEqual(['D’une personne'])
  expect(await idsAt('tag=aucune')).toEqual([])
})

test('an organization that is not there has no tables', async () => {
  for (const name of ['datasets.csv', 'datasets-resources.csv'])
    expect((await get(visitor(), `/api/1/organizations/aucune/${name}`)).status).toBe(404)
})

const feed = (query = ''): Promise<Answer> => get(visitor(), `/api/1/datasets/recent.atom${query}`)
const entriesOf = ({ text }: Answer) => [...text.matchAll(/<entry[\s>][\s\S]*?<\/entry>/g)].map(([entry]) => entry)

test('the feed is Atom, and its entries are the public datasets', async () => {
  const answer = await feed('?tag=export')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toMatch(/^application\/atom\+xml/)
  expect(answer.text).toMatch(/<feed[^>]+http:\/\/www\.w3\.org\/2005\/Atom/)
  expect(entriesOf(answer)).toHaveLength(1)
})

test('an entry has its addresses, its author, its text made safe', async () => {
  const [entry] = entriesOf(await feed('?tag=export'))
  expect(entry).toMatch(new RegExp(`<id>${world.url}/datasets/${dataset.id}/?</id>`))
  expect(entry).toMatch(new RegExp(`<link[^>]+href="${world.url}/datasets/${dataset.slug}/?"`))
  expect(entry).toMatch(new RegExp(`<author>\\s*<name>${world.organization.name}</name>`))
  // Escaped or in a CDATA section, as XML allows.
  const quote = '("|&quot;|&#34;)'
  expect(entry).toMatch(new RegExp(`<title[^>]*>(<!\\[CDATA\\[)?Entrées; ${quote}gratuites${quote} &(amp;)? payantes`))
  expect(entry).toMatch(/(&lt;|<)em(&gt;|>)liste/)
  expect(entry).not.toMatch(/<script/i)
  expect(entry).toMatch(/<updated>\d{4}-\d\d-\d\dT/)
})

test('the feed takes the filters of the list', async () => {
  expect(entriesOf(await feed('?tag=aucune'))).toHaveLength(0)
  expect(entriesOf(await feed(`?organization=${world.organization.id}&q=gratuites`))).toHaveLength(1)
  expect((await feed('?organization=musees')).status).toBe(400)
})

test('the feed holds the twenty newest', async () => {
  const organization = world.organization.id
  for (let i = 1; i <= 21; i++)
    await newDataset(world.as.editor, { title: `Numéro ${i}`, organization, tags: ['serie'] })
  const entries = entriesOf(await feed('?tag=serie'))
  expect(entries).toHaveLength(20)
  expect([entries[0], entries[19]]).toEqual([expect.stringMatching(/Numéro 21\b/), expect.stringMatching(/Numéro 2\b/)])
})

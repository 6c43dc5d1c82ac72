/**
 * A whole ministry's catalogue goes in through the API and comes out of `datasets.csv` with the same values: 262 real
 * datasets, as udata's own `datasets.csv` gave them. The file stands beside the project; without it, this is skipped.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { skipBecause } from '../server/src/testing/skip.ts'
import { bodyOf, get, read, worldOfFile } from './datasets.kit.ts'
import { tableOf } from './read-table.ts'

const FILE = join(import.meta.dirname, '../../shared/data/catalogue_culture_global.csv')
const world = worldOfFile()
type Row = Record<string, string>

/** Columns that cannot be the same, and why. */
const OTHERS: Record<string, string> = {
  id: 'given by the server',
  slug: 'made of the title when it is created; titles changed since',
  url: 'the address of this site',
  organization_id: 'given by the server',
  created_at: 'the day of the import',
  last_modified: 'the day of the import',
  'harvest.backend': 'nothing is harvested here',
  'harvest.domain': 'nothing is harvested here',
  'harvest.remote_id': 'nothing is harvested here',
  'harvest.last_update': 'nothing is harvested here',
  quality_score: 'depends on files that are not in the table',
}
const isComparable = (column: string): boolean => !(column in OTHERS) && !column.startsWith('metric.')

const post = (path: string, body?: object) => bodyOf(world.as.siteAdmin.call('POST', path, body), 200, 201)

test('the catalogue of the ministry goes in, and comes out the same', { timeout: 300_000 }, async (context) => {
  if (!existsSync(FILE)) return skipBecause(context, 'the catalogue of the ministry is not beside the project')
  const source = tableOf(readFileSync(FILE, 'utf8').replace(/^\uFEFF/, ''))
  expect(source.rows).toHaveLength(262)
  const licenses = await idsByName('/api/1/datasets/licenses/', 'title')
  const organizations = new Map<string, string>()
  const zones = new Map<string, string>()
  for (const name of new Set(source.rows.map((row) => row.organization ?? '')))
    organizations.set(name, (await post('/api/1/organizations/', { name, description: name })).id)
  for (const name of new Set(source.rows.flatMap((row) => row['spatial.zones']?.split(',') ?? [])))
    if (name) zones.set(name, await zoneCalled(name))

  const imported = new Map<string, string>()
  for (const row of source.rows) {
    const { id } = await post('/api/1/datasets/', bodyFor(row, { organizations, licenses, zones }))
    if (row.featured === 'True') await post(`/api/1/datasets/${id}/featured/`)
    imported.set(row.id ?? '', id)
  }

  const exported = tableOf((await get(world.as.anonymous, '/api/1/site/datasets.csv')).text)
  const byId = new Map(exported.rows.map((row) => [row.id, row]))
  const columns = source.columns.filter((column) => exported.columns.includes(column) && isComparable(column))
  expect(columns.length).toBeGreaterThan(20)
  for (const row of source.rows)
    expect(only(byId.get(imported.get(row.id ?? '')) ?? {}, columns)).toEqual(only(row, columns))
})

interface Ids {
  organizations: Map<string, string>
  licenses: Map<string, string>
  zones: Map<string, string>
}

const bodyFor = (row: Row, { organizations, licenses, zones }: Ids) => ({
  title: row.title,
  acronym: row.acronym || null,
  description: row.description,
  description_short: row.description_short || null,
  frequency: row.frequency,
  license: licenses.get(row.license ?? ''),
  tags: list(row.tags),
  organization: organizations.get(row.organization ?? ''),
  ...(row['temporal_coverage.start']
    ? { temporal_coverage: { start: row['temporal_coverage.start'], end: row['temporal_coverage.end'] || null } }
    : {}),
  ...(row['spatial.granularity'] || row['spatial.zones']
    ? {
        spatial: {
          granularity: row['spatial.granularity'] || null,
          zones: list(row['spatial.zones']).map((name) => zones.get(name)),
        },
      }
    : {}),
  resources: resourcesOf(row),
})

/** As many links as the dataset has files, of the formats and types that the table tells. */
const resourcesOf = (row: Row) => {
  const formats = list(row.resources_formats)
  return Array.from({ length: Number(row.resources_count) }, (_, n) => ({
    title: `Fichier ${n + 1}`,
    filetype: 'remote',
    url: `https://www.example.org/${row.id}/${n + 1}`,
    type: n < Number(row.main_resources_count) ? 'main' : 'other',
    format: formats[n] ?? formats[0] ?? null,
  }))
}

const list = (text: string | undefined): string[] => (text ? text.split(',') : [])
const only = (row: Row, columns: string[]): Row =>
  Object.fromEntries(
    columns.map((name) => [name, name === 'spatial.zones' ? wordsOf(row[name]).toLowerCase() : wordsOf(row[name])]),
  )
/** « Union Européenne » there, « Union européenne » here. */
const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
/** udata writes `False` as Python does, and ends of lines as they were typed. */
const wordsOf = (value = ''): string =>
  /^(true|false)$/i.test(value) ? value.toLowerCase() : value.replaceAll('\r\n', '\n').trim()

const idsByName = async (path: string, name: string): Promise<Map<string, string>> => {
  const found: Record<string, string>[] = await read(world.as.anonymous, path)
  return new Map(found.map((one) => [one[name] ?? '', one.id ?? '']))
}

const zoneCalled = async (name: string): Promise<string> => {
  const query = `/api/1/spatial/zones/suggest/?q=${encodeURIComponent(name)}&size=50`
  const found: { id: string; name: string }[] = await read(world.as.anonymous, query)
  const zone = found.find((one) => sameName(one.name, name))
  if (!zone) throw new Error(`No zone is called ${name}`)
  return zone.id
}

import { afterAll, beforeAll, expect, test } from 'vitest'
import { startS3, type TestS3 } from '../sources/testing/start-s3.ts'
import { startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { table } from '../testing/week/ministry.ts'
import { playUntil } from '../testing/week/play-nights.ts'

/** Metadata belong to people: a flow writes files, dates, and the words that it was given, until a person takes them. */
const clock = { now: new Date('2026-03-25T17:00:00Z') }
let app: TestApp
let camille: Person
let bucket: TestS3
let dataset: string
const words = { title: 'Musées', description: 'Écrit par Camille.', tags: ['culture', 'musees'] }

beforeAll(async () => {
  app = await startTestApp({ now: () => clock.now, sites: {} })
  camille = await app.person('Camille Perrin')
  bucket = await startS3()
  const ministry = { name: 'Ministère', description: 'Un ministère.' }
  const organization = (await camille.call('POST', '/api/1/organizations/', ministry)).json.id
  dataset = (await camille.call('POST', '/api/1/datasets/', { ...words, organization })).json.id
  const { pathStyle, ...source } = bucket.spec
  const definition = {
    kind: 'files',
    source: { ...source, path_style: pathStyle },
    selection: { pattern: 'musees_{annee}_{edition}.csv' },
    mapping: {
      ...{ identity: ['annee'], several: 'latest', dataset: { kind: 'existing', id: dataset } },
      resource: { title: 'Musées {annee}, édition {edition}', description: 'Reçu sous le nom {nom}.' },
    },
    owns: ['resource.title', 'dataset.temporal_coverage'],
    schedule: { kind: 'cron', expression: '30 2 * * *', time_zone: 'Europe/Paris' },
  }
  const input = { name: 'Musées', organization, definition, credentials: bucket.secrets }
  expect((await camille.call('POST', '/api/1/flows/', input)).status).toBe(201)
  await camille.call('POST', '/api/1/flows/musees/activate/')
})
afterAll(async () => {
  await app.close()
  await bucket.close()
})

/** Day of March after which the night is played, and what comes in it. */
const night = async (day: number, edition: string): Promise<void> => {
  const before = day === 26 ? [] : [`musees_2025_${String.fromCharCode(edition.charCodeAt(0) - 1)}.csv`]
  for (const key of before) await bucket.remove(key)
  await bucket.put(`musees_2025_${edition}.csv`, table(100 + day, edition))
  await playUntil(app, clock, new Date(Date.UTC(2026, 2, day, 8)).toISOString())
}
const read = async () => (await camille.call('GET', `/api/1/datasets/${dataset}/`)).json
const file = async () => (await read()).resources[0]
const owners = async () => {
  const [{ fields }] = (await camille.call('GET', `/api/1/datasets/${dataset}/feedings/`)).json
  return Object.fromEntries(
    fields.map((one: { on: string; field: string; owner: string }) => [`${one.on}.${one.field}`, one.owner]),
  )
}

test('seven nights: the words of people stay, those of the flow follow its files, until a person takes them', async () => {
  await night(26, 'a')
  expect(await file()).toMatchObject({
    title: 'Musées 2025, édition a',
    description: 'Reçu sous le nom musees_2025_a.',
  })
  await night(27, 'b')
  // The description was given once, with the file; the title is the flow's.
  expect(await file()).toMatchObject({
    title: 'Musées 2025, édition b',
    description: 'Reçu sous le nom musees_2025_a.',
  })
  expect(await owners()).toEqual({ 'resource.title': 'flow', 'dataset.temporal_coverage': 'flow' })
  expect((await read()).temporal_coverage).toEqual({ start: '2025-01-01', end: '2025-12-31' })

  // Camille takes the title back.
  const { id } = await file()
  const edit = { title: 'Les musées de 2025' }
  expect((await camille.call('PUT', `/api/1/datasets/${dataset}/resources/${id}/`, edit)).status).toBe(200)
  expect(await owners()).toMatchObject({ 'resource.title': 'person' })
  await night(28, 'c')
  await night(29, 'd')
  expect(await file()).toMatchObject({ title: 'Les musées de 2025', extras: { 'cimaise:version': 4 } })
  expect(await owners()).toEqual({ 'resource.title': 'person', 'dataset.temporal_coverage': 'flow' })

  // And gives it to the flow again: nothing changes until its next file.
  const give = { on: 'resource', id, field: 'title' }
  expect((await camille.call('POST', '/api/1/flows/musees/fields/', give)).status).toBe(204)
  expect((await file()).title).toBe('Les musées de 2025')
  await night(30, 'e')
  expect((await file()).title).toBe('Musées 2025, édition e')
  expect(await owners()).toMatchObject({ 'resource.title': 'flow' })

  await night(31, 'f')
  await night(32, 'g')
  expect(await read()).toMatchObject(words)
  expect((await read()).resources).toHaveLength(1)
  expect(await file()).toMatchObject({
    title: 'Musées 2025, édition g',
    description: 'Reçu sous le nom musees_2025_a.',
  })
})

test('a field that the flow was not given cannot be given to it, nor by somebody else', async () => {
  const { id } = await file()
  const give = (field: string, person = camille) =>
    person.call('POST', '/api/1/flows/musees/fields/', { on: 'resource', id, field })
  expect((await give('description')).status).toBe(404)
  expect((await give('title', await app.person('Sacha Morel'))).status).toBe(404)
})

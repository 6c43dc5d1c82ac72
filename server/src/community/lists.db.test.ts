/** What lists cost, and what subjects are told to carry. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { countQueries } from '../testing/count-queries.ts'
import { countFollowersOfMonth } from './index.ts'

let app: TestApp
let admin: Person
let datasets: string[]
beforeAll(async () => {
  app = await startTestApp()
  admin = await app.person('Ada Min', { siteAdmin: true })
  const people: Person[] = []
  for (const name of ['Un', 'Deux', 'Trois', 'Quatre', 'Cinq', 'Six']) people.push(await app.person(`${name} Test`))
  datasets = []
  for (const person of people) {
    const organization = (
      await person.call('POST', '/api/1/organizations/', { name: person.user.firstName, description: 'x' })
    ).json.id
    const body = { title: `De ${person.user.firstName}`, description: 'x', organization }
    const { id } = (await person.call('POST', '/api/1/datasets/', body)).json
    datasets.push(id)
    const subject = { class: 'Dataset', id }
    const talk = (await person.call('POST', '/api/1/discussions/', { title: 't', comment: 'c', subject, organization }))
      .json
    for (const other of people) await other.call('POST', `/api/1/discussions/${talk.id}/`, { comment: 'oui' })
    for (const followed of datasets) await person.call('POST', `/api/1/datasets/${followed}/followers/`)
    await person.call('POST', '/api/1/reports/', { subject, reason: 'spam' })
    await person.call('POST', '/api/1/transfer/', { subject, recipient: { class: 'User', id: admin.user.id } })
    await person.call('POST', `/api/1/organizations/${organization}/membership/`, { comment: 'x' })
  }
})
afterAll(() => app.close())

const queriesOf = (path: string): Promise<number> =>
  countQueries(app.database.pool, async () => {
    const answer = await admin.call('GET', path)
    expect(answer.status).toBe(200)
    expect(answer.json.data ?? answer.json).not.toEqual([])
  })

test.each([
  ['discussions', '/api/1/discussions/?'],
  ['followers', () => `/api/1/datasets/${datasets[0]}/followers/?`],
  ['activity', '/api/1/activity/?'],
  ['notifications', '/api/1/notifications/?'],
  ['reports', '/api/1/reports/?'],
])('a list of %s costs the same number of queries whatever its size', async (_, path) => {
  const address = typeof path === 'string' ? path : path()
  const few = await queriesOf(`${address}page_size=2`)
  expect(few).toBeGreaterThan(2)
  expect(await queriesOf(`${address}page_size=6`)).toBe(few)
})

test('so do the plain lists', async () => {
  const all = await queriesOf(`/api/1/transfer/?recipient=${admin.user.id}`)
  expect(await queriesOf(`/api/1/transfer/?subject=${datasets[0]}`)).toBe(all)
})

const metricsOf = async (id: string | undefined) =>
  (
    await app.database.pool.query<{ metrics: Record<string, unknown> }>('select metrics from datasets where id = $1', [
      id,
    ])
  ).rows[0]?.metrics

test('a dataset carries how many discuss and follow it, however many do at once', async () => {
  const [id] = datasets
  const subject = { class: 'Dataset', id }
  const open = () => admin.call('POST', '/api/1/discussions/', { title: 't', comment: 'c', subject })
  const opened = await Promise.all(Array.from({ length: 5 }, open))
  await admin.call('POST', `/api/1/discussions/${opened[0]?.json.id}/`, { close: true })
  await admin.call('DELETE', `/api/1/discussions/${opened[1]?.json.id}/`)
  expect(await metricsOf(id)).toMatchObject({ discussions: 5, discussions_open: 4, followers: 6 })
})

test('months without anything new are counted when they begin', async () => {
  const [id] = datasets
  await app.database.pool.query(`update follows set since = now() - interval '40 days' where subject_id = $1`, [id])
  await app.database.pool.query(`update datasets set metrics = '{"discussions": 5}' where id = $1`, [id])
  await countFollowersOfMonth(app.database.db)
  const metrics = await metricsOf(id)
  expect(metrics).toMatchObject({ discussions: 5, followers: 6 })
  const months = Object.values(metrics?.followers_by_months as Record<string, number>)
  expect([months.length, months[0], months.at(-2), months.at(-1)]).toEqual([13, 0, 6, 6])
})

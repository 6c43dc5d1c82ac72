/** What searches answer to everybody is kept only as long as it is true. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let camille: Person
beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
})
afterAll(() => app.close())

const found = async (query: string) => (await anonymous(app.url).call('GET', `/api/2/datasets/search/?${query}`)).json
const create = async (title: string) =>
  (await camille.call('POST', '/api/1/datasets/', { title, description: 'x', tags: ['forges'] })).json

test('what is published is found at once, in the list and in its counters, asked again and again', async () => {
  for (let total = 0; total < 5; total++) {
    for (let again = 0; again < 3; again++) {
      const { total: seen, data, facets } = await found('q=forges')
      expect([seen, data.length, facets.tag[0].count]).toEqual([total, total, total])
    }
    await create(`Forges ${total}`)
  }
})

test('what is hidden or deleted is no longer found at once', async () => {
  const { id } = await create('Enclumes')
  expect((await found('q=enclumes')).total).toBe(1)
  await camille.call('PUT', `/api/1/datasets/${id}/`, { private: true })
  expect(await found('q=enclumes')).toMatchObject({ total: 0, data: [] })
  await camille.call('PUT', `/api/1/datasets/${id}/`, { private: false })
  expect((await found('q=enclumes')).total).toBe(1)
  await camille.call('DELETE', `/api/1/datasets/${id}/`)
  expect(await found('q=enclumes')).toMatchObject({ total: 0, data: [] })
})

test('each question has its own answer', async () => {
  await create('Soufflets')
  await create('Soufflets et forges')
  const totals = await Promise.all(
    [
      'q=soufflets',
      'q=soufflets+forges',
      'q=soufflets&page_size=1',
      'q=soufflets&tag=forges',
      'q=soufflets&featured=true',
      'q=soufflets&last_update_range=last_30_days',
    ].map(async (query) => (await found(query)).total),
  )
  expect(totals).toEqual([2, 2, 2, 2, 0, 2])
  expect((await found('q=soufflets&page_size=1')).data).toHaveLength(1)
  expect((await found('q=soufflets&page_size=1&page=2')).data).toHaveLength(1)
  expect((await found('q=soufflets&sort=created')).data[0].title).toBe('Soufflets')
  expect((await found('q=soufflets&sort=-created')).data[0].title).toBe('Soufflets et forges')
})

test('a question that is refused is refused again', async () => {
  for (let again = 0; again < 2; again++)
    expect((await anonymous(app.url).call('GET', '/api/2/datasets/search/?page=501')).status).toBe(400)
})

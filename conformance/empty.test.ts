/** A site where nothing was published yet answers everything with nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, startTestApp, type TestApp } from '../server/src/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

test.each([
  '/api/1/datasets/',
  '/api/1/datasets/?q=musée',
  '/api/1/organizations/',
  '/api/1/posts/',
  '/api/1/datasets/community_resources/',
  '/api/2/datasets/',
  '/api/2/datasets/search/',
  '/api/2/datasets/search/?q=musée&tag=culture',
  '/api/2/organizations/search/?q=musée',
  '/api/2/posts/search/?q=musée',
])('%s is an empty page', async (path) => {
  const { status, json } = await anonymous(app.url).call('GET', path)
  expect([status, json.data, json.total]).toEqual([200, [], 0])
})

test.each(['/api/1/tags/suggest/?q=a', '/api/1/datasets/suggest/?q=a', '/api/1/organizations/suggest/?q=a'])(
  '%s is an empty list',
  async (path) => {
    const { status, json } = await anonymous(app.url).call('GET', path)
    expect([status, json]).toEqual([200, []])
  },
)

test('tables and feeds have their heads', async () => {
  const table = await anonymous(app.url).call('GET', '/api/1/site/datasets.csv')
  expect([table.status, table.text.split('\n').length]).toEqual([200, 2])
  const feed = await anonymous(app.url).call('GET', '/api/1/datasets/recent.atom')
  expect([feed.status, feed.text.includes('<entry>')]).toEqual([200, false])
  expect((await anonymous(app.url).call('GET', '/api/1/spatial/coverage/country/')).json.features).toEqual([])
  expect((await anonymous(app.url).call('GET', '/api/1/site/')).json.metrics.datasets).toBe(0)
})

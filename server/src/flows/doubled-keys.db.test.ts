import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { startTestSite, type TestSite } from '../testing/test-site.ts'
import { startDueFlows } from './index.ts'

let app: TestApp
let site: TestSite
let camille: Person
const now = new Date('2026-03-02T05:00:00Z')
beforeAll(async () => {
  site = await startTestSite()
  app = await startTestApp({ now: () => now, sites: { 's3.example': '127.0.0.1' } })
  camille = await app.person('Camille Perrin')
})
afterAll(async () => {
  await app.close()
  await site.close()
})

const BYTES = 'id;nom\n1;Louvre\n'
const CONTENTS =
  `<Contents><Key>liste.csv</Key><Size>${BYTES.length}</Size><ETag>"e"</ETag>` +
  '<LastModified>2026-03-01T00:00:00.000Z</LastModified></Contents>'

test('a file that a source lists twice, as some do while they change, is one file', async () => {
  site.answers(({ url = '' }, response) => {
    if (url.includes('versioning')) return response.end('<VersioningConfiguration/>')
    if (url.includes('list-type'))
      return response.end(`<ListBucketResult><IsTruncated>false</IsTruncated>${CONTENTS}${CONTENTS}</ListBucketResult>`)
    return response.writeHead(200, { etag: '"e"', 'content-length': BYTES.length }).end(BYTES)
  })
  const organization = { name: 'Musées', description: 'x' }
  const { id } = (await camille.call('POST', '/api/1/organizations/', organization)).json
  const words = { title: 'Musées', description: 'Des musées.', organization: id }
  const dataset = (await camille.call('POST', '/api/1/datasets/', words)).json.id
  const definition = {
    kind: 'files',
    source: { kind: 's3', endpoint: `http://s3.example:${site.port}`, bucket: 'musees' },
    selection: { pattern: 'liste.csv' },
    mapping: { dataset: { kind: 'existing', id: dataset } },
  }
  const credentials = { access_key_id: 'a', secret_access_key: 'b' }
  const flow = { name: 'Flux', organization: id, definition, credentials }
  expect((await camille.call('POST', '/api/1/flows/', flow)).status).toBe(201)
  await camille.call('POST', '/api/1/flows/flux/activate/')
  await startDueFlows(app.database.db, now)
  await app.runTasks()
  const [run] = (await camille.call('GET', '/api/1/flows/flux/runs/')).json.data
  expect(run).toMatchObject({ state: 'done', failure: null, counts: { published: 1 } })
  expect(site.seen.filter((line) => line.startsWith('GET /musees/liste.csv')).length).toBe(1)
})

/** A file becomes a link and a link a file: the id, the stable address and the versions stay. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let camille: Person
let outsider: Person
beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
  outsider = await app.person('Oscar Martin')
})
afterAll(() => app.close())

const CONTENT = 'id;nom\n1;Louvre\n2;Orsay\n'
const LINK = { filetype: 'remote', url: 'https://musees.example/liste.csv' }

const withFile = async () => {
  const body = { title: 'Musées', description: 'Les musées.' }
  const dataset = (await camille.call('POST', '/api/1/datasets/', body)).json
  const file = (await camille.upload(`/api/1/datasets/${dataset.id}/upload/`, 'musees.csv', CONTENT)).json
  const words = { title: 'Liste des musées', description: 'Tous.', type: 'main', extras: { mien: 'oui' } }
  const path = `/api/1/datasets/${dataset.id}/resources/${file.id}/`
  expect((await camille.call('PUT', path, words)).status).toBe(200)
  return { dataset, file, path }
}
const leadsTo = async (address: string): Promise<string | null> =>
  (await fetch(address, { redirect: 'manual' })).headers.get('location')

test('a file becomes a link: its words stay, its stable address follows, its versions keep theirs', async () => {
  const { file, path } = await withFile()
  const link = await camille.call('PUT', path, { ...LINK, format: 'CSV' })
  expect(link.status).toBe(200)
  expect(link.json).toMatchObject({
    ...{ id: file.id, latest: file.latest, filetype: 'remote', url: LINK.url, format: 'csv' },
    ...{ title: 'Liste des musées', description: 'Tous.', type: 'main', filesize: null, checksum: null, mime: null },
    extras: { mien: 'oui' },
  })
  expect(Object.keys(link.json.extras)).toEqual(['mien'])
  expect(await leadsTo(file.latest)).toBe(LINK.url)
  expect(await (await fetch(file.url)).text()).toBe(CONTENT)
  const versions = (await anonymous(app.url).call('GET', `${path}versions/`)).json
  expect(versions.map(({ number, current }: { number: number; current: boolean }) => [number, current])).toEqual([
    [1, false],
  ])
})

test('it is a file again when a version is restored, or when a file is sent', async () => {
  const { file, path } = await withFile()
  await camille.call('PUT', path, LINK)
  const restored = await camille.call('POST', `${path}versions/1/restore/`, { reason: 'Le lien ne répond plus' })
  expect([restored.status, restored.json.id, restored.json.filetype]).toEqual([200, file.id, 'file'])
  expect(restored.json.extras).toMatchObject({ mien: 'oui', 'cimaise:version': 2 })
  expect(await (await fetch(file.latest)).text()).toBe(CONTENT)

  await camille.call('PUT', path, LINK)
  const sent = await camille.upload(`${path}upload/?keep_title=true`, 'musees_2026.csv', `${CONTENT}3;Picasso\n`)
  expect([sent.status, sent.json.id, sent.json.filetype, sent.json.title]).toEqual([
    ...[200, file.id, 'file', 'Liste des musées'],
  ])
  expect(sent.json.extras['cimaise:version']).toBe(3)
  expect((await anonymous(app.url).call('GET', `${path}versions/`)).json).toHaveLength(3)
})

test.each([
  ['no address', { filetype: 'remote' }, 'url'],
  ['an empty address', { ...LINK, url: ' ' }, 'url'],
  ['what is no web address', { ...LINK, url: 'javascript:alert(1)' }, 'url'],
])('refused with %s: the file stays', async (_, body, field) => {
  const { file, path } = await withFile()
  const refused = await camille.call('PUT', path, body)
  expect([refused.status, Object.keys(refused.json.errors ?? {})]).toEqual([400, [field]])
  expect(await (await fetch(file.latest)).text()).toBe(CONTENT)
})

test('its own addresses are refused: they would lead nowhere', async () => {
  const { file, path } = await withFile()
  for (const url of [file.latest, file.url])
    expect((await camille.call('PUT', path, { filetype: 'remote', url })).status).toBe(400)
})

test('only who may edit the dataset; a link needs a file to become one', async () => {
  const { path } = await withFile()
  expect((await outsider.call('PUT', path, LINK)).status).toBe(403)
  expect((await anonymous(app.url).call('PUT', path, LINK)).status).toBe(401)
  await camille.call('PUT', path, LINK)
  const refused = await camille.call('PUT', path, { filetype: 'file' })
  expect([refused.status, Object.keys(refused.json.errors ?? {})]).toEqual([400, ['filetype']])
})

test('the story of a dataset’s files says what was found in each version', async () => {
  const { dataset, path } = await withFile()
  const [version] = (await anonymous(app.url).call('GET', `${path}versions/`)).json
  expect(version.findings).toMatchObject({ blocker: 0, warning: expect.any(Number), advice: expect.any(Number) })
  const story = (await anonymous(app.url).call('GET', `/api/1/datasets/${dataset.id}/changes/`)).json
  expect(story.data[0].version.findings).toEqual(version.findings)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHash } from 'node:crypto'
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

const contentOf = (number: number): string => `id;nom;n\n1;Louvre;${number}\n2;Orsay;${number * 2}\n`
const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex')
const bytesAt = async (url: string) => (await fetch(url)).text()

/** A dataset with a file in some versions. */
const withVersions = async (count: number, fields: object = {}) => {
  const body = { title: 'Musées', description: 'Les musées.', ...fields }
  const dataset = (await camille.call('POST', '/api/1/datasets/', body)).json
  const upload = `/api/1/datasets/${dataset.id}/upload/`
  const file = (await camille.upload(upload, 'musees.csv', contentOf(1))).json
  const base = `/api/1/datasets/${dataset.id}/resources/${file.id}`
  for (let number = 2; number <= count; number += 1)
    expect((await camille.upload(`${base}/upload/`, 'musees.csv', contentOf(number))).status).toBe(200)
  return { dataset, file, base, versions: `${base}/versions/` }
}
const list = async (path: string, who: Pick<Person, 'call'> = anonymous(app.url)) => (await who.call('GET', path)).json

test('ten replacements: ten addresses, ten lines of the log; the third is restored', async () => {
  const { dataset, file, versions } = await withVersions(10)
  const all = await list(versions)
  expect(all.map(({ number }: { number: number }) => number)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  for (const version of all) {
    expect(version.checksum).toEqual({ type: 'sha1', value: sha1(contentOf(version.number)) })
    expect(await bytesAt(version.url)).toBe(contentOf(version.number))
  }
  expect(all[0]).toMatchObject({ current: true, via: 'api', restored_from: null, purged: null })
  expect(all[0].author.id).toBe(camille.user.id)
  expect(await bytesAt(file.latest)).toBe(contentOf(10))

  const restored = await camille.call('POST', `${versions}3/restore/`, { reason: 'Erreur dans les versions suivantes' })
  expect([restored.status, restored.json.extras['cimaise:version']]).toEqual([200, 11])
  expect(restored.json.extras['analysis:parsing:total_lines']).toBe(2)
  expect(await bytesAt(file.latest)).toBe(contentOf(3))
  expect((await list(versions))[0]).toMatchObject({
    ...{ number: 11, current: true, restored_from: 3, reason: 'Erreur dans les versions suivantes' },
    sha256: all[7].sha256,
  })

  const log = await list(`/api/1/datasets/${dataset.id}/changes/?page_size=50`)
  expect(log.total).toBe(11)
  expect(log.data.map(({ kind }: { kind: string }) => kind)).toEqual([
    'restored',
    ...Array.from({ length: 9 }, () => 'replaced'),
    'added',
  ])
  const feed = await fetch(`${app.url}/api/1/datasets/${dataset.id}/changes.atom`)
  expect(feed.headers.get('content-type')).toContain('application/atom+xml')
  expect((await feed.text()).match(/<entry>/g)).toHaveLength(11)
})

test('the same bytes are inspected once', async () => {
  const { versions } = await withVersions(2)
  const count = async () => (await app.database.pool.query('select count(*)::int as n from inspections')).rows[0].n
  const before = await count()
  await camille.call('POST', `${versions}1/restore/`, {})
  expect(await count()).toBe(before)
})

test('bytes that were withdrawn at the same moment are not published', async () => {
  const { file, base, versions } = await withVersions(1)
  for (const number of [901, 902]) await camille.upload(`${base}/upload/`, 'musees.csv', contentOf(number))
  const [, second] = await list(versions)
  // As a withdrawal leaves it, between the look at the version and its publication.
  await app.blobs.remove(second.sha256, new Date(Date.now() + 3_600_000))
  const refused = await camille.call('POST', `${versions}2/restore/`, {})
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('retirés')])
  expect(await list(versions)).toHaveLength(3)
  expect(await bytesAt(file.latest)).toBe(contentOf(902))
})

test('what can’t be restored says why', async () => {
  const { versions } = await withVersions(2)
  expect((await camille.call('POST', `${versions}2/restore/`, {})).status).toBe(409)
  expect((await camille.call('POST', `${versions}9/restore/`, {})).status).toBe(404)
  expect((await camille.call('POST', `${versions}x/restore/`, {})).status).toBe(404)
  expect((await outsider.call('POST', `${versions}1/restore/`, {})).status).toBe(403)
  expect((await anonymous(app.url).call('POST', `${versions}1/restore/`, {})).status).toBe(401)
})

test('a version has a name', async () => {
  const { versions } = await withVersions(2)
  const named = await camille.call('PUT', `${versions}1/`, { label: '  Avant la fusion  ' })
  expect([named.status, named.json.label]).toEqual([200, 'Avant la fusion'])
  expect((await list(`${versions}1/`)).label).toBe('Avant la fusion')
  expect((await camille.call('PUT', `${versions}1/`, { label: null })).json.label).toBeNull()
  expect((await camille.call('PUT', `${versions}1/`, { label: 'x'.repeat(121) })).status).toBe(400)
  expect((await outsider.call('PUT', `${versions}1/`, { label: 'x' })).status).toBe(403)
})

test('a version is withdrawn for a reason: its bytes go, its place and the reason stay', async () => {
  const { base, versions } = await withVersions(1)
  // Bytes that no other file of these tests has.
  for (const nir of ['1', '2']) await camille.upload(`${base}/upload/`, 'musees.csv', `id;nir\n1;18503750560${nir}\n`)
  const [, second] = await list(versions)
  const path = await app.blobs.localPath(second.sha256)
  expect((await camille.call('DELETE', `${versions}2/`)).status).toBe(400)
  expect((await outsider.call('DELETE', `${versions}2/?reason=RGPD`)).status).toBe(403)
  expect((await camille.call('DELETE', `${versions}3/?reason=RGPD`)).status).toBe(409)
  const reason = encodeURIComponent('Données personnelles')
  expect((await camille.call('DELETE', `${versions}2/?reason=${reason}`)).status).toBe(204)
  const gone = await fetch(second.url)
  expect([gone.status, await gone.text()]).toEqual([410, expect.stringContaining('Données personnelles')])
  const after = await list(`${versions}2/`)
  expect(after.purged).toMatchObject({ reason: 'Données personnelles' })
  expect((await camille.call('POST', `${versions}2/restore/`, {})).status).toBe(410)
  await expect(import('node:fs/promises').then(({ stat }) => stat(path))).rejects.toThrow()
})

test('a withdrawn version’s bytes stay while a deposit waits with them, and can still be published', async () => {
  const { dataset, base, versions } = await withVersions(1)
  const bytes = 'id;tel\n1;0612345678\n'
  await camille.upload(`${base}/upload/`, 'musees.csv', bytes)
  await camille.upload(`${base}/upload/`, 'musees.csv', contentOf(3))
  const deposit = (await camille.upload(`/api/1/datasets/${dataset.id}/deposits/`, 'tel.csv', bytes)).json
  expect((await camille.call('DELETE', `${versions}2/?reason=RGPD`)).status).toBe(204)
  const path = `/api/1/datasets/${dataset.id}/deposits/${deposit.id}/`
  const waiting = await fetch(`${app.url}${path}file`, { headers: { 'X-API-KEY': camille.key } })
  expect([waiting.status, await waiting.text()]).toEqual([200, bytes])
  const decision = { confirm: true, reason: 'Numéros publics' }
  const published = await camille.call('POST', `${path}publish/`, decision)
  expect(published.status).toBe(200)
  expect(await bytesAt(published.json.latest)).toBe(bytes)
})

test('If-Match on a restoration: 412 for who comes late', async () => {
  const { file, versions } = await withVersions(2)
  const tag = (await fetch(file.latest)).headers.get('etag') ?? ''
  const restore = (number: number, header: string) =>
    camille.call('POST', `${versions}${number}/restore/`, {}, { 'If-Match': header })
  expect((await restore(1, '"someone-else"')).status).toBe(412)
  expect((await restore(1, tag)).status).toBe(200)
  expect((await restore(2, tag)).status).toBe(412)
  expect(await bytesAt(file.latest)).toBe(contentOf(1))
  expect((await restore(2, '*')).status).toBe(200)
})

test('a version whose bytes another dataset has is withdrawn here only', async () => {
  const first = await withVersions(2)
  const second = await withVersions(1)
  const [, version] = await list(first.versions)
  expect((await camille.call('DELETE', `${first.versions}1/?reason=RGPD`)).status).toBe(204)
  expect((await fetch(version.url)).status).toBe(410)
  expect(await bytesAt(second.file.latest)).toBe(contentOf(1))
})

test('two versions are compared, and the whole difference downloaded', async () => {
  const { versions } = await withVersions(2)
  const { json } = await camille.call('GET', `${versions}1/compare/2/`)
  expect(json).toMatchObject({ from: 1, to: 2, same_bytes: false })
  expect(json.comparison.rows).toMatchObject({ before: 2, after: 2, key: ['id'], added: 0, removed: 0, changed: 2 })
  expect((await camille.call('GET', `${versions}1/compare/2/?key=nom`)).json.comparison.rows.key).toEqual(['nom'])
  expect((await camille.call('GET', `${versions}1/compare/2/?key=ville`)).status).toBe(400)
  const csv = await fetch(`${app.url}${versions}1/compare/2/diff.csv`)
  expect(csv.headers.get('content-disposition')).toContain('attachment')
  expect((await csv.text()).split('\n')[0]).toBe('_change,id,nom,n')
  const parquet = await fetch(`${app.url}${versions}1/compare/2/diff.parquet`)
  expect(Buffer.from(await parquet.arrayBuffer()).toString('latin1', 0, 4)).toBe('PAR1')
  expect((await camille.call('GET', `${versions}1/compare/9/`)).status).toBe(404)
})

test('private datasets keep their versions to themselves', async () => {
  const { dataset, base } = await withVersions(2, { private: true })
  for (const path of [
    `${base}/versions/`,
    `${base}/versions/1/`,
    `${base}/versions/1/compare/2/`,
    `${base}/versions/1/compare/2/diff.csv`,
    `/api/1/datasets/${dataset.id}/changes/`,
    `/api/1/datasets/${dataset.id}/changes.atom`,
  ]) {
    expect([path, (await anonymous(app.url).call('GET', path)).status]).toEqual([path, 404])
    expect([path, (await outsider.call('GET', path)).status]).toEqual([path, 404])
    expect([path, (await camille.call('GET', path)).status]).toEqual([path, 200])
  }
})

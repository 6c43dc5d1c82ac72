/** clients.md §2.4 to §2.6: what the back-office of data.gouv.fr (cdata) sends, in its order and its spelling. */
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, newDataset, newLink, rawCall, read, sendForm, worldOfFile } from './datasets.kit.ts'

const world = worldOfFile()
const FULL = { 'X-Get-Datasets-Full-Objects': 'True' }

/** As cdata: JSON on every call, `lang` on every address; redirects are followed, as in a browser. */
const cdata = (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  key = world.people.editor.key,
) =>
  rawCall(`${world.url}${path}${path.includes('?') ? '&' : '?'}lang=fr`, {
    method,
    redirect: 'follow',
    headers: { 'X-API-KEY': key, 'Content-Type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
const asAdmin = (method: string, path: string, body?: unknown) =>
  cdata(method, path, body, {}, world.people.siteAdmin.key)
const file = (path: string, name: string, content: string) =>
  bodyOf(
    sendForm(`${world.url}${path}?lang=fr`, world.people.editor.key, [
      ['uuid', randomUUID()],
      ['filename', name],
      ['file', { name, content }],
    ]),
    200,
    201,
  )

test('wizard: its lists of reference', async () => {
  const organization = `/api/1/organizations/${world.organization.id}`
  for (const path of [
    '/api/1/datasets/frequencies/',
    '/api/1/datasets/licenses/',
    '/api/1/datasets/extensions/',
    '/api/1/spatial/granularities/',
    '/api/1/access_type/reason_categories/',
    '/api/1/contacts/roles/',
  ])
    expect([path, (await bodyOf(cdata('GET', path))).length > 0]).toEqual([path, true])
  expect((await bodyOf(cdata('GET', `${organization}/contacts/`))).data).toEqual([])
  for (const path of [
    '/api/1/tags/suggest/?q=mus&size=5',
    '/api/1/spatial/zones/suggest/?q=france&size=5',
    `${organization}/contacts/suggest/?q=acc&size=10`,
  ])
    expect([path, Array.isArray(await bodyOf(cdata('GET', path)))]).toEqual([path, true])
})

test('wizard: a draft with its contact and its files, then published whole, without the final slash', async () => {
  const organization = world.organization.id
  const contact = { name: 'Accueil', email: 'accueil@example.org', contact_form: '', role: 'contact', organization }
  const { id: contactId } = await bodyOf(cdata('POST', '/api/1/contacts/', contact), 201)
  const made = await bodyOf(
    cdata('POST', '/api/1/datasets/', {
      organization,
      title: 'Jeu de l’assistant',
      private: true,
      description: 'Une description.',
      acronym: '',
      tags: ['musees'],
      license: 'lov2',
      access_type: 'open',
      access_audiences: [],
      authorization_request_url: null,
      access_type_reason_category: null,
      access_type_reason: null,
      contact_points: [contactId],
      frequency: 'annual',
      extras: { publish_source: 'Cimaise:new' },
      temporal_coverage: { start: '2023-12-31T23:00:00.000Z', end: '2024-12-30T23:00:00.000Z' },
      spatial: { zones: ['country:fr'], granularity: 'country' },
    }),
    201,
  )
  expect(made).toMatchObject({ private: true, acronym: null, extras: { publish_source: 'Cimaise:new' } })
  expect(made.contact_points.map(({ id }: { id: string }) => id)).toEqual([contactId])
  await Promise.all(
    ['un.csv', 'deux.csv', 'trois.csv'].map((name) =>
      file(`/api/1/datasets/${made.id}/upload/`, name, `nom\n${name}\n`),
    ),
  )
  const published = await bodyOf(cdata('PUT', `/api/1/datasets/${made.id}`, { ...made, private: false }))
  expect(published).toMatchObject({ id: made.id, private: false, tags: ['musees'], license: 'lov2' })
  // What was received at creation says that there is no file: those that came meanwhile stay.
  expect(published.resources).toHaveLength(3)
})

test('wizard: in one’s own name', async () => {
  const owner = world.people.editor.user.id
  const body = {
    owner,
    title: 'À moi',
    description: 'Seul.',
    private: true,
    license: '',
    contact_points: null,
    tags: [],
  }
  expect(await bodyOf(cdata('POST', '/api/1/datasets/', body), 201)).toMatchObject({
    organization: null,
    owner: { id: owner },
  })
})

let id: string
beforeAll(async () => {
  id = (
    await newDataset(world.as.editor, {
      title: 'Jeu à modifier',
      organization: world.organization.id,
      tags: ['musees'],
    })
  ).id
})

test('edit page: read with full objects, saved with ids, read again', async () => {
  const read1 = await bodyOf(cdata('GET', `/api/2/datasets/${id}/`, undefined, FULL))
  const body = {
    organization: read1.organization.id,
    title: read1.title,
    description: 'Autre description.',
    acronym: '',
    private: read1.private,
    tags: read1.tags,
    license: read1.license.id,
    frequency: read1.frequency.id,
    access_type: read1.access_type,
    access_audiences: read1.access_audiences,
    contact_points: null,
    extras: read1.extras,
    spatial: { zones: null, granularity: 'country' },
  }
  const saved = await bodyOf(cdata('PUT', `/api/1/datasets/${id}/`, body))
  expect(saved).toMatchObject({
    description: 'Autre description.',
    tags: ['musees'],
    spatial: { granularity: 'country' },
  })
  expect((await bodyOf(cdata('GET', `/api/2/datasets/${id}/`, undefined, FULL))).description).toBe('Autre description.')
})

test('edit page: what happened, badges given and taken', async () => {
  const activity = await bodyOf(cdata('GET', `/api/1/activity/?related_to=${id}&sort=-created_at`))
  expect(activity).toMatchObject({ data: expect.any(Array), page: 1 })
  expect((await asAdmin('POST', `/api/1/datasets/${id}/badges/`, { kind: 'hvd' })).status).toBe(201)
  expect((await asAdmin('DELETE', `/api/1/datasets/${id}/badges/hvd`)).status).toBe(204)
})

test('edit page: archive, restore and publish are whole PUTs', async () => {
  const put = async (change: object) =>
    bodyOf(
      cdata('PUT', `/api/1/datasets/${id}/`, { ...(await read(world.as.editor, `/api/1/datasets/${id}/`)), ...change }),
    )
  expect((await put({ archived: new Date().toISOString() })).archived).toEqual(expect.any(String))
  expect((await put({ archived: null })).archived).toBeNull()
  expect((await put({ private: true })).private).toBe(true)
  expect((await put({ private: false })).private).toBe(false)
  expect((await cdata('DELETE', `/api/1/datasets/${id}`)).status).toBe(204)
  expect((await put({ deleted: null })).deleted).toBeNull()
})

test('edit page: an administrator deletes with a notice, and features', async () => {
  const { id } = await newDataset(world.as.owner)
  expect((await bodyOf(asAdmin('POST', `/api/1/datasets/${id}/featured`))).featured).toBe(true)
  expect((await bodyOf(asAdmin('DELETE', `/api/1/datasets/${id}/featured`))).featured).toBe(false)
  expect((await asAdmin('DELETE', `/api/1/datasets/${id}?send_legal_notice=true`)).status).toBe(204)
})

test('edit page: a transfer is asked for', async () => {
  const subject = { class: 'Dataset', id: (await newDataset(world.as.editor)).id }
  const recipient = { class: 'User', id: world.people.outsider.user.id }
  const transfer = await bodyOf(cdata('POST', '/api/1/transfer/', { subject, recipient, comment: 'Pour vous.' }), 201)
  expect(transfer).toMatchObject({ status: 'pending', subject: { id: subject.id } })
})

test('files: their list, from the address that the dataset gives', async () => {
  const { resources } = await read(world.as.editor, `/api/2/datasets/${id}/`)
  const url = new URL(resources.href)
  url.searchParams.set('page_size', '20')
  expect(await bodyOf(cdata('GET', url.pathname + url.search))).toMatchObject({ page: 1, page_size: 20, total: 0 })
})

test('files: a link, with every key of its form', async () => {
  const body = {
    filetype: 'remote',
    title: 'Lien',
    type: 'main',
    description: '',
    schema: null,
    checksum: null,
    url: 'https://www.example.org/a.csv',
    format: 'csv',
    mime: null,
  }
  const made = await bodyOf(cdata('POST', `/api/1/datasets/${id}/resources/`, body), 201)
  expect(made).toMatchObject({ title: 'Lien', format: 'csv', schema: null, checksum: null })
})

test('files: added then described; replaced, then described with what was said before', async () => {
  const added = await file(`/api/1/datasets/${id}/upload/`, 'Fichier ajouté.csv', 'a;b\n1;2\n')
  const path = `/api/1/datasets/${id}/resources/${added.id}/`
  const form = {
    filetype: 'file',
    title: 'Mon fichier',
    type: 'documentation',
    description: 'Dit.',
    schema: null,
    checksum: added.checksum,
  }
  expect(await bodyOf(cdata('PUT', path, form))).toMatchObject({
    title: 'Mon fichier',
    type: 'documentation',
    description: 'Dit.',
  })
  const replaced = await file(`${path}upload/`, 'remplace.csv', 'a;b\n3;4\n5;6\n')
  expect(replaced.url).toContain('remplace.csv')
  const after = await bodyOf(cdata('PUT', path, form))
  expect(after).toMatchObject({
    title: 'Mon fichier',
    url: replaced.url,
    checksum: replaced.checksum,
    filesize: replaced.filesize,
  })
  expect(after.checksum).not.toEqual(form.checksum)
})

test('files: reordered by their ids, then deleted', async () => {
  const { id } = await newDataset(world.as.editor)
  const made = []
  for (const title of ['Un', 'Deux']) made.push(await newLink(world.as.editor, id, { title }))
  const order = made.map((link) => ({ id: link.id }))
  expect(
    (await bodyOf(cdata('PUT', `/api/1/datasets/${id}/resources/`, order))).map((r: { id: string }) => r.id),
  ).toEqual(order.map((r) => r.id))
  expect((await cdata('DELETE', `/api/1/datasets/${id}/resources/${made[0].id}/`)).status).toBe(204)
})

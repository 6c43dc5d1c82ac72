import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inTransaction } from '../../db/index.ts'
import { publish } from '../../events/index.ts'
import { registerSubjects, type Subject, type SubjectClass } from '../../subjects/index.ts'
import { anonymous, startTestApp, type Person, type TestApp } from '../../testing/test-app.ts'
import { join } from '../../../../conformance/world.ts'
import { purgeNotifications } from '../index.ts'
import type { Mail } from '../../mail/index.ts'

let app: TestApp
let camille: Person
let edith: Person
let sacha: Person
let admin: Person
let ministry: string
let mails: Mail[] = []
let forgotten = 0
beforeAll(async () => {
  app = await startTestApp()
  ;[camille, edith, sacha] = [
    await app.person('Camille Perrin'),
    await app.person('Edith Eau'),
    await app.person('Sacha Morel'),
  ]
  admin = await app.person('Ada Min', { siteAdmin: true })
  const organization = { name: 'Ministère', description: 'Un ministère.' }
  ministry = (await camille.call('POST', '/api/1/organizations/', organization)).json.id
  await join(ministry, camille, edith, 'editor')
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.database.pool.query('delete from notifications')
  await forgetMails()
})

const readMails = async (): Promise<void> => {
  mails = (await app.outbox()).slice(forgotten)
}
const forgetMails = async (): Promise<void> => {
  forgotten = (await app.outbox()).length
  mails = []
}

const newDataset = async (by = camille, body: object = { organization: ministry }) =>
  (await by.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Entrées.', ...body })).json
const told = async (person: Person, query = '') =>
  (await person.call('GET', `/api/1/notifications/?${query}`)).json.data
const details = async (person: Person, query = '') =>
  (await told(person, query)).map((it: { details: unknown }) => it.details)
const mailed = () => mails.map(({ to, subject }) => [to.split('.')[0], subject])

test('somebody asks to join: administrators are told, then whoever asked', async () => {
  const path = `/api/1/organizations/${ministry}/membership/`
  const { id } = (await sacha.call('POST', path, { comment: 'Je travaille ici.' })).json
  const [waiting] = await told(camille)
  expect(waiting).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    created_at: expect.stringMatching(/\+00:00$/),
    last_modified: expect.stringMatching(/\+00:00$/),
    handled_at: null,
    user: expect.objectContaining({ class: 'User', id: camille.user.id }),
    details: {
      class: 'MembershipRequestNotificationDetails',
      request_organization: expect.objectContaining({ class: 'Organization', id: ministry }),
      request_user: expect.objectContaining({ class: 'User', id: sacha.user.id }),
      kind: 'request',
    },
  })
  expect(await told(edith)).toEqual([])
  await readMails()
  expect(mails).toMatchObject([
    {
      to: 'camille.perrin@culture.example',
      text: expect.stringContaining(`${app.url}/admin/organisations/ministere/membres`),
    },
  ])
  await readMails()
  expect(mails[0]?.text).toContain('Je travaille ici.')
  await camille.call('POST', `${path}${id}/refuse/`, { comment: 'Qui êtes-vous ?' })
  expect((await told(camille))[0].handled_at).toMatch(/\+00:00$/)
  expect(await details(sacha)).toMatchObject([
    { class: 'MembershipRefusedNotificationDetails', organization: { id: ministry } },
  ])
  await readMails()
  expect(mails[1]?.text).toContain('Qui êtes-vous ?')
})

test('accepted: the newcomer is told, the request waits no more', async () => {
  const path = `/api/1/organizations/${ministry}/membership/`
  const lea = await app.person('Lea Neuve')
  const { id } = (await lea.call('POST', path, { comment: 'Bonjour' })).json
  await camille.call('POST', `${path}${id}/accept/`)
  expect(await details(camille, 'handled=false')).toEqual([])
  expect(await details(lea)).toMatchObject([
    { class: 'MembershipAcceptedNotificationDetails', organization: { id: ministry } },
  ])
  await readMails()
  expect(mailed()[1]).toEqual(['lea', 'Bienvenue dans Ministère'])
  await camille.call('DELETE', `/api/1/organizations/${ministry}/member/${lea.user.id}/`)
})

test('invited: the guest is told, then the administrators of the answer', async () => {
  const path = `/api/1/organizations/${ministry}/member/`
  const { id } = (await camille.call('POST', path, { user: sacha.user.id, comment: 'Venez' })).json
  const invited = {
    class: 'MembershipRequestNotificationDetails',
    kind: 'invitation',
    request_user: { id: sacha.user.id },
  }
  expect(await details(sacha)).toMatchObject([invited])
  await sacha.call('POST', `/api/1/me/org_invitations/${id}/refuse/`)
  expect(await details(sacha, 'handled=false')).toEqual([])
  await camille.call('POST', path, { email: 'personne@ailleurs.example' })
  await readMails()
  expect(mailed()).toEqual([
    ['sacha', 'Invitation à rejoindre Ministère'],
    ['camille', 'Sacha Morel ne rejoint pas Ministère'],
    ['personne@ailleurs', 'Invitation à rejoindre Ministère'],
  ])
})

test('an invitation taken back waits no more', async () => {
  const path = `/api/1/organizations/${ministry}`
  const { id } = (await camille.call('POST', `${path}/member/`, { user: sacha.user.id })).json
  await camille.call('POST', `${path}/membership/${id}/cancel/`)
  expect(await details(sacha, 'handled=false')).toEqual([])
  await readMails()
  expect(mailed()[1]).toEqual(['sacha', 'Invitation à rejoindre Ministère annulée'])
})

test('a badge is told to all members', async () => {
  await admin.call('POST', `/api/1/organizations/${ministry}/badges/`, { kind: 'certified' })
  for (const person of [camille, edith])
    expect(await details(person)).toMatchObject([
      { class: 'NewBadgeNotificationDetails', organization: { id: ministry }, kind: 'certified' },
    ])
  await readMails()
  expect(mails).toHaveLength(2)
  await readMails()
  expect(mails[0]?.text).toContain('Certifié')
})

test('a discussion: owners and participants are told, but whoever speaks', async () => {
  const { id: about } = await newDataset()
  const body = { title: 'Question', comment: 'Pourquoi ?', subject: { class: 'Dataset', id: about } }
  const talk = (await sacha.call('POST', '/api/1/discussions/', body)).json
  expect(await details(sacha)).toEqual([])
  for (const person of [camille, edith])
    expect(await details(person)).toEqual([
      {
        class: 'DiscussionNotificationDetails',
        status: 'new_discussion',
        message_id: talk.discussion[0].id,
        discussion: {
          ...{ class: 'Discussion', id: talk.id, title: 'Question', self_web_url: talk.self_web_url },
          subject: expect.objectContaining({ class: 'Dataset', id: about, title: 'Musées' }),
        },
      },
    ])
  await edith.call('POST', `/api/1/discussions/${talk.id}/`, { comment: 'Parce que.' })
  expect((await details(sacha))[0]).toMatchObject({ status: 'new_comment' })
  expect(await told(edith, 'handled=false')).toEqual([])
  expect(await told(camille, 'handled=false')).toHaveLength(2)
  await edith.call('POST', `/api/1/discussions/${talk.id}/`, { close: true })
  expect(await details(camille, 'handled=false')).toMatchObject([{ status: 'closed', message_id: null }])
  await readMails()
  expect(mails.map(({ to }) => to.split('.')[0]).sort()).toEqual([
    'camille',
    'camille',
    'camille',
    'edith',
    'sacha',
    'sacha',
  ])
  await readMails()
  expect(mails[0]?.text).toContain(`${app.url}/datasets/musees/discussions?discussion_id=${talk.id}`)
  expect(mails[0]?.text).toContain('Pourquoi ?')
})

test('made private: participants of another time are told nothing, and see no title any more', async () => {
  const dataset = await newDataset()
  const body = { title: 'Secret', comment: 'Pourquoi ?', subject: { class: 'Dataset', id: dataset.id } }
  const talk = (await sacha.call('POST', '/api/1/discussions/', body)).json
  await camille.call('POST', `/api/1/discussions/${talk.id}/`, { comment: 'Voyons' })
  await camille.call('PUT', `/api/1/datasets/${dataset.id}/`, { private: true })
  await forgetMails()
  await camille.call('POST', `/api/1/discussions/${talk.id}/`, { comment: 'Entre nous' })
  await readMails()
  expect(mailed().map(([to]) => to)).toEqual(['edith'])
  const seen = await details(sacha)
  expect(seen).toHaveLength(1)
  expect(seen[0].discussion).toEqual({ class: 'Discussion', id: talk.id })
})

test('a moderator who deletes may tell why; the author who deletes isn’t told', async () => {
  const { id: about } = await newDataset()
  const body = { title: 'Pub', comment: 'Achetez', subject: { class: 'Dataset', id: about } }
  const open = async () => (await sacha.call('POST', '/api/1/discussions/', body)).json.id
  const [one, two, three, four] = [await open(), await open(), await open(), await open()]
  await sacha.call('POST', `/api/1/discussions/${four}/`, { comment: 'Encore' })
  await forgetMails()
  await admin.call('DELETE', `/api/1/discussions/${one}/?send_legal_notice=true`)
  await admin.call('DELETE', `/api/1/discussions/${two}/`)
  await sacha.call('DELETE', `/api/1/discussions/${three}/?send_legal_notice=true`)
  await admin.call('DELETE', `/api/1/discussions/${four}/comments/1/?send_legal_notice=true`)
  await readMails()
  expect(mailed()).toEqual([
    ['sacha', 'Un de vos messages a été supprimé'],
    ['sacha', 'Un de vos messages a été supprimé'],
  ])
  expect((await details(camille)).map((it: { discussion: { id: string } }) => it.discussion.id)).not.toContain(one)
})

test('a transfer is told to whoever is to get it, until it is answered', async () => {
  const { id } = await newDataset(sacha, { private: true })
  const body = { subject: { class: 'Dataset', id }, recipient: { class: 'Organization', id: ministry }, comment: '' }
  const transfer = (await sacha.call('POST', '/api/1/transfer/', body)).json
  expect(await details(camille)).toMatchObject([
    {
      class: 'TransferRequestNotificationDetails',
      transfer_owner: { class: 'User', id: sacha.user.id },
      transfer_recipient: { class: 'Organization', id: ministry },
      transfer_subject: { class: 'Dataset', id, title: 'Musées' },
    },
  ])
  expect(await told(edith)).toEqual([])
  await camille.call('POST', `/api/1/transfer/${transfer.id}/`, { response: 'refuse' })
  expect(await told(camille, 'handled=false')).toEqual([])
  await readMails()
  expect(mails).toEqual([])
})

test('new uses of a dataset are told to its owner or its administrators', async () => {
  const [theirs, his] = [await newDataset(), await newDataset(sacha, {})]
  // Reuses are another module's: the registry is given one of each class.
  const use = (name: SubjectClass, id: string): Subject => ({
    ...{ class: name, id, title: 'Carte des musées', acronym: null, slug: 'carte' },
    ...{ organizationId: null, ownerId: edith.user.id, private: false, deletedAt: null },
  })
  registerSubjects(
    (['Reuse', 'Dataservice'] as const).map((name) => ({
      class: name,
      find: async (_db, ids) => ids.map((id) => use(name, id)),
    })),
  )
  for (const name of ['Reuse', 'Dataservice'])
    await inTransaction(app.database.db, (tx) =>
      publish(tx, {
        ...{ type: `${name.toLowerCase()}:created`, actorId: edith.user.id, organizationId: null },
        ...{ subject: { class: name, id: 'f'.repeat(24) }, extras: { datasets: [theirs.id, his.id, '0'.repeat(24)] } },
      }),
    )
  expect(await details(camille, 'sort=created')).toMatchObject([
    {
      class: 'ReuseCreatedNotificationDetails',
      reuse: { class: 'Reuse', title: 'Carte des musées' },
      dataset: { id: theirs.id },
    },
    {
      class: 'DataserviceCreatedNotificationDetails',
      dataservice: { class: 'Dataservice' },
      dataset: { id: theirs.id },
    },
  ])
  expect((await details(sacha)).map((it: { dataset: { id: string } }) => it.dataset.id)).toEqual([his.id, his.id])
  expect(await told(edith)).toEqual([])
  await readMails()
  expect(
    mailed()
      .map(([to]) => to)
      .sort(),
  ).toEqual(['camille', 'sacha'])
})

test('one reads one’s own, and marks them read', async () => {
  await admin.call('POST', `/api/1/organizations/${ministry}/badges/`, { kind: 'association' })
  const [mine] = await told(camille)
  const path = `/api/1/notifications/${mine.id}/read/`
  expect((await anonymous(app.url).call('GET', '/api/1/notifications/')).status).toBe(401)
  expect((await anonymous(app.url).call('POST', path)).status).toBe(401)
  for (const person of [edith, admin]) expect((await person.call('POST', path)).status).toBe(403)
  for (const unknown of ['00000000-0000-4000-8000-000000000000', 'x'])
    expect((await camille.call('POST', `/api/1/notifications/${unknown}/read/`)).status).toBe(404)
  const read = await camille.call('POST', path)
  expect([read.status, read.json.handled_at]).toEqual([200, expect.stringMatching(/\+00:00$/)])
  expect((await camille.call('POST', path)).json.handled_at).toBe(read.json.handled_at)
  expect(await told(camille, 'handled=false')).toEqual([])
  expect(await told(camille, `handled=true&user=${camille.user.id}`)).toHaveLength(1)
  expect(await told(camille, `user=${edith.user.id}`)).toEqual([])
  for (const query of ['handled=maybe', 'sort=title', 'user=x', 'page=0'])
    expect((await camille.call('GET', `/api/1/notifications/?${query}`)).status).toBe(400)
})

test('handled ones go after 90 days', async () => {
  for (const kind of ['company', 'local-authority', 'public-service'])
    await admin.call('POST', `/api/1/organizations/${ministry}/badges/`, { kind })
  const [one, two] = await told(camille)
  await camille.call('POST', `/api/1/notifications/${one.id}/read/`)
  await camille.call('POST', `/api/1/notifications/${two.id}/read/`)
  await app.database.pool.query(`update notifications set handled_at = now() - interval '91 days' where id = $1`, [
    one.id,
  ])
  await purgeNotifications(app.database.db)
  await purgeNotifications(app.database.db)
  expect((await told(camille)).map(({ id }: { id: string }) => id)).not.toContain(one.id)
  expect(await told(camille)).toHaveLength(2)
})

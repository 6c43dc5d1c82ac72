import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { join } from '../../../../conformance/world.ts'
import { inTransaction } from '../../db/index.ts'
import { publish } from '../../events/index.ts'
import type { Mail } from '../../mail/index.ts'
import { startTestApp, type Person, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
let camille: Person
let edith: Person
let sacha: Person
let admin: Person
let ministry: string
let forgotten = 0
beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
  edith = await app.person('Edith Eau')
  sacha = await app.person('Sacha Morel')
  admin = await app.person('Ada Min', { siteAdmin: true })
  const organization = { name: 'Ministère', description: 'Un ministère.' }
  ministry = (await camille.call('POST', '/api/1/organizations/', organization)).json.id
  await join(ministry, camille, edith, 'editor')
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.database.pool.query('delete from notifications')
  forgotten = (await app.outbox()).length
})

const flow = { id: 'f'.repeat(24), name: 'Musées de France', slug: 'musees' }
const run = '0b5b2a50-1a0c-4ad5-9f0e-5b7c3a5d1f00'
const admins = { people: 'admins', mails: [] as string[] }

const tell = (type: string, extras: object = {}, about: Partial<typeof flow> = {}): Promise<void> => {
  const { id, ...names } = { ...flow, ...about }
  return inTransaction(app.database.db, (tx) =>
    publish(tx, {
      ...{ type: `flow:${type}`, actorId: null, organizationId: ministry },
      ...{ subject: { class: 'Flow', id }, extras: { recipients: admins, ...names, ...extras } },
    }),
  )
}
const mails = async (): Promise<Mail[]> => (await app.outbox()).slice(forgotten)
const told = async (person: Person, query = 'handled=false') =>
  (await person.call('GET', `/api/1/notifications/?${query}`)).json.data.map((it: { details: unknown }) => it.details)
const statuses = async (person: Person, query?: string) =>
  (await told(person, query)).map((it: { status: string }) => it.status).sort()
const to = async () => (await mails()).map((mail) => mail.to).sort()

test('a flow that fails: administrators are told here and by mail, nobody else', async () => {
  await tell('failing', {
    message: { fr: 'Le seau refuse nos identifiants.', en: 'The bucket refuses us.' },
    code: 'denied',
    run,
  })
  expect(await told(camille)).toEqual([
    {
      class: 'FlowNotificationDetails',
      organization: expect.objectContaining({ class: 'Organization', id: ministry }),
      flow: { class: 'Flow', ...flow },
      status: 'failing',
      message: 'Le dernier passage a échoué. Le seau refuse nos identifiants.',
      run,
      held: [],
    },
  ])
  expect((await told(camille, 'lang=en'))[0].message).toBe('The last run failed. The bucket refuses us.')
  for (const other of [edith, sacha]) expect(await told(other, '')).toEqual([])
  const [mail, ...others] = await mails()
  expect(others).toEqual([])
  expect(mail).toMatchObject({
    to: 'camille.perrin@culture.example',
    subject: 'Flux « Musées de France » : échec',
  })
  expect(mail!.text.split('\n\n')).toEqual([
    'Flux « Musées de France » : le dernier passage a échoué. Le seau refuse nos identifiants.',
    expect.stringContaining('reste publiée'),
    `Voir sur le site :\n${app.url}/admin/flux/musees`,
    expect.stringMatching(/^Ne plus recevoir ces messages par e-mail :\n/),
  ])
})

test('all members, and other addresses, once each', async () => {
  const others = ['Astreinte@ailleurs.example', 'astreinte@ailleurs.example', 'EDITH.eau@culture.example']
  await tell('late', { days: 12, expected_days: 7, recipients: { people: 'all', mails: others } })
  for (const member of [camille, edith]) expect(await statuses(member)).toEqual(['late'])
  expect(await told(sacha, '')).toEqual([])
  expect(await to()).toEqual([
    'astreinte@ailleurs.example',
    'camille.perrin@culture.example',
    'edith.eau@culture.example',
  ])
  expect((await mails())[0]).toMatchObject({
    subject: 'Flux « Musées de France » : rien de nouveau depuis 12 jours',
    text: expect.stringContaining('au moins tous les 7 jours'),
  })
})

test('recovered: what told of the failure is handled, of this flow alone', async () => {
  const another = { id: 'e'.repeat(24), slug: 'festivals' }
  await tell('failing', { message: 'Non.' })
  await tell('failing', { message: 'Non.' }, another)
  await tell('late', { days: 12, expected_days: 7 })
  await tell('held', { key: 'a.csv', held: 'held-1', reasons: [] })
  await tell('recovered', { since: '2026-11-01T08:00:00Z', run })
  expect(await statuses(camille)).toEqual(['failing', 'held', 'recovered'])
  const mail = (await mails()).at(-1)
  expect(mail?.subject).toBe('Flux « Musées de France » : rétabli')
  expect(mail?.text).toContain('après un échec le 1er novembre 2026.')
})

test('said twice, it waits once', async () => {
  for (const type of ['failing', 'late', 'credentials_expiring', 'warned']) for (let i = 0; i < 2; i++) await tell(type)
  expect(await statuses(camille)).toEqual(['credentials_expiring', 'failing', 'late', 'warned', 'warned'])
})

test('what is settled waits no more, and nobody is told of it', async () => {
  for (const type of ['failing', 'late', 'credentials_expiring']) await tell(type)
  await tell('settled', { statuses: ['late', 'credentials_expiring', 'unknown'] })
  expect(await statuses(camille)).toEqual(['failing'])
  expect(await mails()).toHaveLength(3)
})

test('of many files the first may be named, all are counted', async () => {
  await tell('warned', { keys: ['a.csv', 'b.csv'], count: 1200, reasons: [] })
  expect((await mails())[0]!.text.replace(/[\u00a0\u202f]/g, ' ')).toContain(
    '1 200 fichiers ont été publiés avec un avertissement : a.csv, b.csv et 1 198 autres.',
  )
})

test('forty files held in one run are one notification and one mail, until the last one is decided', async () => {
  const keys = Array.from({ length: 40 }, (_, i) => `musees/liste_${i}.csv`)
  const held = keys.map((_, i) => `held-${i}`)
  const reasons = ['La colonne « code » a disparu.', 'La colonne « code » a disparu.', 'Trop de lignes en moins.']
  await tell('held', { keys, held, reasons, run })
  expect(await told(camille)).toMatchObject([{ status: 'held', held, run }])
  const [mail, ...others] = await mails()
  expect(others).toEqual([])
  expect(mail!.subject).toBe('Flux « Musées de France » : 40 fichiers retenus')
  expect(mail!.text).toContain('musees/liste_4.csv et 35 autres. La colonne « code » a disparu. Trop de lignes')
  expect(mail!.text).not.toContain('liste_5.csv')
  expect(mail!.text).toContain('La version précédente reste publiée.')

  await tell('held', { key: 'autre.csv', held: 'held-other', reasons: [] })
  await tell('decided', { held: held.slice(1) })
  expect(await told(camille)).toMatchObject([{ held: ['held-other'] }, { held: ['held-0'] }])
  await tell('decided', { held: 'held-0' }, { id: 'e'.repeat(24) })
  expect(await told(camille)).toHaveLength(2)
  await tell('decided', { held: 'held-0' })
  expect(await told(camille)).toMatchObject([{ held: ['held-other'] }])
  await tell('decided', { held: 'held-other' })
  expect(await told(camille)).toEqual([])
  expect(await mails()).toHaveLength(2)
})

test.each([
  [
    'held',
    { key: 'a.csv', held: 'held-1', reasons: ['Vide.'] },
    '1 fichier retenu',
    '1 fichier n’a pas été publié : a.csv. Vide.',
  ],
  [
    'warned',
    { key: 'a.csv', reasons: ['Deux doublons.'] },
    'publié, mais à regarder',
    '1 fichier a été publié avec un avertissement : a.csv. Deux doublons.',
  ],
  [
    'vanished',
    { keys: ['a.csv', 'b.csv'] },
    '2 fichiers disparus de la source',
    '2 fichiers ne sont plus dans la source : a.csv, b.csv.',
  ],
  ['late', { days: 1, expected_days: 1 }, 'rien de nouveau depuis 1 jour', 'tous les 1 jour.'],
  [
    'credentials_expiring',
    { expires_at: new Date('2026-12-03T10:00:00Z') },
    'identifiants à renouveler',
    'cesseront de marcher le 3 décembre 2026.',
  ],
])('%s says what happened and what is safe', async (type, extras, title, happened) => {
  await tell(type, extras)
  const [mail] = await mails()
  expect(mail!.subject).toBe(`Flux « Musées de France » : ${title}`)
  const [first, safe] = mail!.text.split('\n\n')
  expect(first).toContain(happened)
  expect(safe).toMatch(/reste publiée|en ligne|gardé/)
  expect((await told(camille))[0].message.toLowerCase()).toContain(happened.toLowerCase())
})

test('names and addresses write no header', async () => {
  const name = 'Musées\r\nBcc: pirate@ailleurs.example\u2028\r\n\r\n<b>Cliquez</b>'
  const wrong = ['a@b.example\r\nBcc: x@y.example', 'a@b.example, x@y.example', 'Nom <x@y.example>', 'personne', '']
  await tell('failing', { message: 'Non.', recipients: { people: 'admins', mails: wrong } }, { name })
  expect(await to()).toEqual(['camille.perrin@culture.example'])
  const [mail] = await mails()
  expect(mail!.subject).toBe('Flux « Musées Bcc: pirate@ailleurs.example <b>Cliquez</b> » : échec')
  expect(mail!.html).not.toContain('<b>')
})

test('who left is told no more, and reads no more of what they were told', async () => {
  const leaving = await app.person('Lea Depart')
  const closing = await app.person('Clara Close')
  const deactivated = await app.person('Ines Active')
  for (const person of [leaving, closing, deactivated]) await join(ministry, camille, person, 'admin')
  await tell('failing', { message: 'Non.' })
  expect(await statuses(leaving)).toEqual(['failing'])
  await camille.call('DELETE', `/api/1/organizations/${ministry}/member/${leaving.user.id}/`)
  expect(await told(leaving)).toMatchObject([
    { flow: { class: 'Flow', id: flow.id }, message: null, held: [], run: null },
  ])
  expect(JSON.stringify(await told(leaving))).not.toContain(flow.name)
  expect((await closing.call('DELETE', '/api/1/me/')).status).toBe(204)
  expect((await admin.call('PUT', `/api/1/users/${deactivated.user.id}/`, { active: false })).status).toBe(200)
  forgotten = (await app.outbox()).length
  await tell('recovered')
  expect(await to()).toEqual(['camille.perrin@culture.example'])
  const { rows } = await app.database.pool.query(
    `select user_id from notifications where details->>'status' = 'recovered'`,
  )
  expect(rows.map(({ user_id }) => user_id)).not.toContain(leaving.user.id)
  expect(rows.map(({ user_id }) => user_id)).not.toContain(closing.user.id)
})

test('a flow without an organization has nobody to tell; a deleted one nothing', async () => {
  await inTransaction(app.database.db, (tx) =>
    publish(tx, {
      ...{ type: 'flow:failing', actorId: null, organizationId: null, subject: { class: 'Flow', id: flow.id } },
      extras: { ...flow, recipients: { people: 'all', mails: ['x@ailleurs.example'] } },
    }),
  )
  expect(await mails()).toEqual([])
  await tell('failing')
  await tell('held', { key: 'a.csv', held: 'held-1', reasons: [] })
  await tell('failing', {}, { id: 'e'.repeat(24) })
  await tell('deleted')
  expect((await told(camille, '')).map((it: { flow: { id: string } }) => it.flow.id)).toEqual(['e'.repeat(24)])
})

test('a fact of a transaction that fails is told to nobody', async () => {
  const failing = inTransaction(app.database.db, async (tx) => {
    const fact = {
      type: 'flow:failing',
      actorId: null,
      organizationId: ministry,
      subject: { class: 'Flow', id: flow.id },
    }
    await publish(tx, { ...fact, extras: { ...flow, recipients: admins } })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect([await told(camille, ''), await mails()]).toEqual([[], []])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let camille: Person
let alix: Person
let sacha: Person
let organization: string
let here: string
let ids: string[]
beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
  alix = await app.person('Alix Moreau')
  sacha = await app.person('Sacha Roy')
  organization = (await camille.call('POST', '/api/1/organizations/', { name: 'Musées', description: 'x' })).json.id
  here = `/api/1/organizations/${organization}/bulk-edits/`
  ids = []
  for (const title of ['Un', 'Deux', 'Trois']) ids.push(await make({ title, tags: ['ancien', 'garde'] }))
  await join(alix, 'editor')
  await join(sacha, 'partial_editor')
  const assignments = `/api/1/organizations/${organization}/member/${sacha.user.id}/assignments/`
  await camille.call('PUT', assignments, [{ class: 'Dataset', id: ids[0] }])
})
afterAll(() => app.close())

const make = async (words: object): Promise<string> =>
  (await camille.call('POST', '/api/1/datasets/', { description: 'Une liste.', organization, ...words })).json.id
const join = ({ user }: Person, role: string) =>
  app.database.pool.query('insert into organization_members (organization_id, user_id, role) values ($1, $2, $3)', [
    ...[organization, user.id, role],
  ])
const read = async (id = ''): Promise<Record<string, unknown>> =>
  (await camille.call('GET', `/api/1/datasets/${id}/`)).json
const edit = async (person: Person, body: object) => {
  const { json } = await person.call('POST', here, body)
  await app.runTasks()
  return (await camille.call('GET', `${here}${json.id}/`)).json
}
const undo = async (person: Person, id: string) => {
  const { json } = await person.call('POST', `${here}${id}/undo/`)
  await app.runTasks()
  return (await camille.call('GET', `${here}${json.id}/`)).json
}
const entriesOf = async (id: string) => (await camille.call('GET', `${here}${id}/entries/`)).json.data

test('a preview says before and after, and why it can’t; nothing is written', async () => {
  const changes = { add_tags: ['Culture'], remove_tags: ['ancien'], license: 'lov2' }
  const preview = await sacha.call('POST', here, { ids, changes, dry_run: true })
  expect(preview.status).toBe(200)
  expect(preview.json).toMatchObject({ total: 3, counts: { changed: 1, refused: 2, unchanged: 0 } })
  expect(preview.json.entries[0]).toMatchObject({
    dataset: { id: ids[0], title: 'Un' },
    before: { tags: ['ancien', 'garde'], license: null },
    after: { tags: ['culture', 'garde'], license: 'lov2' },
  })
  expect(preview.json.entries[1].reason).toMatch(/pas le droit/)
  expect(await read(ids[0])).toMatchObject({ tags: ['ancien', 'garde'], license: 'notspecified' })
  expect((await camille.call('GET', here)).json.total).toBe(0)
})

test('an edit goes through the catalogue: rights, activity, a line a dataset in the ledger', async () => {
  const changes = { add_tags: ['culture'], license: 'lov2', frequency: 'annual' }
  const done = await edit(sacha, { ids, changes })
  expect(done).toMatchObject({ total: 3, done: 3, counts: { changed: 1, refused: 2 }, changes })
  expect(done.ended_at).not.toBeNull()
  expect(await read(ids[0])).toMatchObject({
    license: 'lov2',
    frequency: 'annual',
    tags: ['ancien', 'culture', 'garde'],
  })
  expect((await read(ids[1])).license).toBe('notspecified')
  const { data } = (await camille.call('GET', `/api/1/activity?related_to=${ids[0]}`)).json
  expect(data[0]).toMatchObject({ actor: { id: sacha.user.id }, changes: ['license', 'frequency', 'tags'] })
  // Back to where it was, for what follows.
  expect((await undo(camille, done.id)).counts).toMatchObject({ changed: 1 })
  expect((await read(ids[0])).tags).toEqual(['ancien', 'garde'])
})

test('an undo puts back what still says what was written, and says what somebody changed since', async () => {
  const done = await edit(alix, { ids, changes: { add_tags: ['culture'], license: 'lov2' } })
  expect(done.counts.changed).toBe(3)
  await camille.call('PUT', `/api/1/datasets/${ids[0]}/`, { license: 'fr-lo' })
  await camille.call('PUT', `/api/1/datasets/${ids[1]}/`, { license: 'fr-lo', tags: ['autre'] })
  const back = await undo(alix, done.id)
  expect(back).toMatchObject({ undoes: done.id, counts: { changed: 2, left: 1 } })
  expect(await entriesOf(back.id)).toMatchObject([
    { state: 'changed', kept: ['license'], after: { tags: ['ancien', 'garde'] } },
    { state: 'left', kept: ['tags', 'license'] },
    { state: 'changed', kept: [], after: { license: null } },
  ])
  expect(await read(ids[0])).toMatchObject({ license: 'fr-lo', tags: ['ancien', 'garde'] })
  expect(await read(ids[1])).toMatchObject({ license: 'fr-lo', tags: ['autre'] })
  expect(await read(ids[2])).toMatchObject({ license: 'notspecified', tags: ['ancien', 'garde'] })
  expect((await camille.call('GET', `${here}${done.id}/`)).json.undone_by).toBe(back.id)
  for (const id of [done.id, back.id]) expect((await alix.call('POST', `${here}${id}/undo/`)).status).toBe(409)
})

test('all that a filter finds is edited; what is so already is said', async () => {
  const filter = { q: 'deux' }
  const done = await edit(alix, { filter, changes: { archived: true, private: false } })
  expect(done).toMatchObject({ total: 1, counts: { changed: 1 } })
  const [line] = await entriesOf(done.id)
  expect(Object.keys(line.after)).toEqual(['archived'])
  expect((await read(ids[1])).archived).not.toBeNull()
  expect((await edit(alix, { ids: [ids[1]], changes: { archived: true } })).counts).toMatchObject({ unchanged: 1 })
  await undo(alix, done.id)
  expect((await read(ids[1])).archived).toBeNull()
})

test('a draft is published with its required tags, and by a second person where it takes one', async () => {
  const draft = await make({ title: 'Brouillon', private: true })
  const settings = `/api/1/organizations/${organization}/settings/`
  await camille.call('PUT', settings, { required_tags: ['culture'], four_eyes: true })
  const publish = { ids: [draft], changes: { private: false } }
  const reasonFor = async (person: Person, body: object) =>
    (await person.call('POST', here, { ...body, dry_run: true })).json.entries[0].reason
  expect(await reasonFor(alix, publish)).toMatch(/administrateur/)
  expect(await reasonFor(camille, publish)).toMatch(/culture/)
  expect(
    (await edit(alix, { ...publish, changes: { ...publish.changes, add_tags: ['culture'] } })).counts.refused,
  ).toBe(1)
  expect((await read(draft)).private).toBe(true)
  const done = await edit(camille, { ...publish, changes: { private: false, add_tags: ['culture'] } })
  expect(done.counts.changed).toBe(1)
  expect((await read(draft)).private).toBe(false)
  await camille.call('PUT', settings, { required_tags: [], four_eyes: false })
})

test('a transfer is asked for, by administrators only; an undo leaves it to who answers', async () => {
  const other = (await alix.call('POST', '/api/1/organizations/', { name: 'Archives', description: 'x' })).json.id
  const wanted = { ids: [ids[2]], changes: { organization: other } }
  expect((await edit(alix, wanted)).counts.refused).toBe(1)
  const done = await edit(camille, wanted)
  expect(done.counts.changed).toBe(1)
  const pending = (await alix.call('GET', `/api/1/transfer/?subject=${ids[2]}&status=pending`)).json
  expect(pending).toHaveLength(1)
  const back = await undo(camille, done.id)
  expect((await entriesOf(back.id))[0]).toMatchObject({ state: 'left', kept: ['organization'] })
  const own = await camille.call('POST', here, { ...wanted, changes: { organization: 'inconnue' }, dry_run: true })
  expect(own.json.counts.refused).toBe(1)
})

test('contact points must be the producer’s', async () => {
  const contact = { name: 'Aide', email: 'aide@musees.example', role: 'contact', organization }
  const { id } = (await camille.call('POST', '/api/1/contacts/', contact)).json
  expect((await edit(alix, { ids: [ids[0]], changes: { contact_points: [id] } })).counts.changed).toBe(1)
  const strange = { ids: [ids[0]], changes: { contact_points: ['0123456789abcdef01234567'] }, dry_run: true }
  expect((await alix.call('POST', here, strange)).json.counts.refused).toBe(1)
})

test('the task may run twice and be cut: what is written isn’t done again', async () => {
  const { json } = await alix.call('POST', here, { ids, changes: { add_tags: ['deux-fois'] } })
  const pool = app.database.pool
  await app.runTasks()
  const revision = (await read(ids[0])).last_modified
  // As after a cut: one line was left, and the end.
  await pool.query('update bulk_edits set ended_at = null where id = $1', [json.id])
  await pool.query(
    `update bulk_edit_entries set state = 'waiting', before = '{}', after = '{}' where edit_id = $1 and position = 2`,
    [json.id],
  )
  await pool.query(`select graphile_worker.add_job('run-bulk-edit', json_build_object('id', $1::text))`, [json.id])
  expect((await alix.call('POST', `${here}${json.id}/undo/`)).status).toBe(409)
  await app.runTasks()
  expect((await camille.call('GET', `${here}${json.id}/`)).json).toMatchObject({
    ...{ total: 3, done: 3, counts: { changed: 2, unchanged: 1, waiting: 0 } },
  })
  expect((await read(ids[0])).last_modified).toBe(revision)
})

test('who left in between changes nothing more', async () => {
  const { json } = await alix.call('POST', here, { ids: [ids[0]], changes: { add_tags: ['trop-tard'] } })
  await app.database.pool.query('delete from organization_members where user_id = $1 and organization_id = $2', [
    ...[alix.user.id, organization],
  ])
  await app.runTasks()
  expect((await camille.call('GET', `${here}${json.id}/`)).json.counts.refused).toBe(1)
  expect((await read(ids[0])).tags).not.toContain('trop-tard')
})

test('strangers see nothing of it, and what makes no sense is refused', async () => {
  const one = { ids: [ids[0]], changes: { license: 'lov2' } }
  for (const path of [here, `${here}0/`]) expect((await alix.call('GET', path)).status).toBe(403)
  expect((await alix.call('POST', here, one)).status).toBe(403)
  expect((await anonymous(app.url).call('POST', here, one)).status).toBe(401)
  expect((await camille.call('GET', `${here}0/`)).status).toBe(404)
  const foreign = (await alix.call('POST', '/api/1/datasets/', { title: 'A', description: 'b' })).json.id
  const bad = [
    { ids: [], changes: { license: 'lov2' } },
    { ids: [foreign], changes: { license: 'lov2' } },
    { ids: [ids[0]], changes: {} },
    { ids: [ids[0]], changes: { license: 'inconnue' } },
    { ids: [ids[0]], changes: { frequency: 'parfois' } },
    { ids: [ids[0]], changes: { private: 'non' } },
  ]
  for (const body of bad) expect((await camille.call('POST', here, body)).status).toBe(400)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let camille: Person
let alix: Person
let organization: string
let here: string
beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
  alix = await app.person('Alix Moreau')
  const words = { name: 'Musées nationaux', description: 'Les musées.' }
  organization = (await camille.call('POST', '/api/1/organizations/', words)).json.id
  here = `/api/1/organizations/${organization}/holdings/`
  await camille.call('PUT', `/api/1/organizations/${organization}/settings/`, { required_tags: ['culture'] })
  await makeDatasets()
})
afterAll(() => app.close())

const LONG = 'Une description assez longue pour que le critère de la qualité soit tenu, et même un peu plus que cela.'

/** Of every state and every fault that a list shows. */
const makeDatasets = async (): Promise<void> => {
  await make({ title: 'Écoles d’art', tags: ['culture', 'ecoles'], license: 'lov2', frequency: 'annual' })
  await make({ title: 'Affiches', tags: ['culture'], frequency: 'weekly', description: LONG })
  await make({ title: 'Brouillon', private: true, tags: ['ecoles'] })
  const archived = await make({ title: 'Cinémas', acronym: 'CIN', tags: ['culture'], license: 'lov2' })
  await camille.call('PUT', `/api/1/datasets/${archived}/`, { archived: new Date().toISOString() })
  const gone = await make({ title: 'Disparu', tags: ['culture'] })
  await camille.call('DELETE', `/api/1/datasets/${gone}/`)
  const linked = await make({
    title: 'Bibliothèques',
    tags: ['culture'],
    license: 'notspecified',
    frequency: 'unknown',
  })
  const link = { title: 'Catalogue des fonds', filetype: 'remote', type: 'main', url: 'https://fonds.example/a.csv' }
  const { id } = (await camille.call('POST', `/api/1/datasets/${linked}/resources/`, link)).json
  await app.database.pool.query(`update resources set extras = '{"check:available": false}' where id = $1`, [id])
  // Any write keeps what lists show of the files.
  await camille.call('PUT', `/api/1/datasets/${linked}/`, { description: LONG })
  const late = `update datasets set last_update = now() - interval '40 days' where title = 'Affiches'`
  await app.database.pool.query(late)
}

const make = async (words: object): Promise<string> => {
  const body = { description: 'Une liste.', organization, ...words }
  return (await camille.call('POST', '/api/1/datasets/', body)).json.id
}
const titles = async (query = '', caller: Pick<Person, 'call'> = camille): Promise<string[]> => {
  const { json } = await caller.call('GET', `${here}?sort=title${query}`)
  return json.data.map(({ title }: { title: string }) => title)
}

test('a member sees all that the organization has; what is deleted when it is asked for, with its purge', async () => {
  expect(await titles()).toEqual(['Affiches', 'Bibliothèques', 'Brouillon', 'Cinémas', 'Écoles d’art'])
  expect(await titles('&state=deleted')).toEqual(['Disparu'])
  expect(await titles('&state=draft')).toEqual(['Brouillon'])
  expect(await titles('&state=archived')).toEqual(['Cinémas'])
  const [deleted] = (await camille.call('GET', `${here}?state=deleted`)).json.data
  expect(Date.parse(deleted.purge_at) - Date.parse(deleted.deleted_at)).toBe(30 * 86_400_000)
})

test('words are found in the title, the acronym, the tags and the titles of the files, whatever their accents', async () => {
  expect(await titles('&q=ECOLE')).toEqual(['Brouillon', 'Écoles d’art'])
  expect(await titles('&q=cin')).toEqual(['Cinémas'])
  expect(await titles('&q=fonds+catalogue')).toEqual(['Bibliothèques'])
})

test('each fault has its filter; several narrow', async () => {
  expect(await titles('&late=true')).toEqual(['Affiches'])
  expect(await titles('&license=none')).toEqual(['Affiches', 'Bibliothèques', 'Brouillon'])
  expect(await titles('&license=lov2&state=public')).toEqual(['Écoles d’art'])
  expect(await titles('&frequency=none')).toEqual(['Bibliothèques', 'Brouillon', 'Cinémas'])
  expect(await titles('&untagged=true')).toEqual(['Brouillon'])
  expect(await titles('&broken=true')).toEqual(['Bibliothèques'])
  expect(await titles('&tag=culture&tag=ecoles')).toEqual(['Écoles d’art'])
  expect(await titles('&fed=true')).toEqual([])
  expect(await titles('&quality_below=1')).toEqual(['Brouillon'])
})

test('counts say what each value would leave, the other filters staying', async () => {
  const { counts, total } = (await camille.call('GET', `${here}?late=true&page_size=1`)).json
  expect(total).toBe(1)
  expect(counts.late).toEqual([{ value: 'true', count: 1 }])
  expect(counts.license).toEqual([{ value: 'none', count: 1 }])
  const all = (await camille.call('GET', here)).json.counts
  expect(all.state).toEqual([
    { value: 'public', count: 3 },
    { value: 'draft', count: 1 },
    { value: 'archived', count: 1 },
    { value: 'deleted', count: 1 },
  ])
  expect(all.tag[0]).toEqual({ value: 'culture', count: 4 })
  expect(all.quality.map(({ value }: { value: string }) => value)).toEqual(['33', '55', '77'])
})

test('pages follow each other; sorts go both ways', async () => {
  expect(await titles('&page=2&page_size=2')).toEqual(['Brouillon', 'Cinémas'])
  expect(await titles('&page=9')).toEqual([])
  const { json } = await camille.call('GET', `${here}?sort=-quality`)
  const scores: number[] = json.data.map(({ quality }: { quality: number }) => quality)
  expect(scores).toEqual(scores.toSorted((a, b) => b - a))
})

test('quality and lateness are those of the dataset’s own page, for every dataset', async () => {
  const { data } = (await camille.call('GET', `${here}?page_size=1000`)).json
  for (const { id, quality, up_to_date } of data) {
    const shown = (await camille.call('GET', `/api/1/datasets/${id}/`)).json.quality
    expect(quality).toBe(Math.round(shown.score * 100))
    expect(up_to_date ?? undefined).toBe(shown.update_fulfilled_in_time)
  }
})

test('what a flow feeds is said, and found', async () => {
  const resource = `select id from resources where title = 'Catalogue des fonds'`
  await app.database.pool.query(
    `with flow as (
       insert into flows (id, slug, name, organization_id, created_by, state, definition)
       values (gen_random_uuid(), 'fonds', 'Fonds', $1, $2, 'active', '{"kind": "mirror"}') returning id)
     insert into flow_targets (flow_id, identity, resource_id) select flow.id, 'fonds', (${resource}) from flow`,
    [organization, camille.user.id],
  )
  expect(await titles('&fed=true')).toEqual(['Bibliothèques'])
  expect(await titles('&fed=false&broken=true')).toEqual([])
})

test('a list is as many queries for a hundred datasets as for six', async () => {
  const asked = countQueries()
  await camille.call('GET', here)
  const few = asked()
  expect(few).toBeGreaterThan(0)
  for (let n = 0; n < 100; n++) await make({ title: `Jeu ${n}`, tags: ['culture'] })
  asked()
  expect((await camille.call('GET', `${here}?page_size=1000`)).json.total).toBe(105)
  expect(asked()).toBe(few)
  await app.database.pool.query(`delete from datasets where title like 'Jeu %'`)
})

/** How many queries were sent since it was last asked. */
const countQueries = (): (() => number) => {
  const { pool } = app.database
  let count = 0
  pool.on('acquire', (client) => {
    const { query } = client
    if ('counted' in client) return
    Object.assign(client, {
      counted: true,
      query: (...given: unknown[]) => {
        count += 1
        return (query as (...all: unknown[]) => unknown).apply(client, given)
      },
    })
  })
  return () => {
    const before = count
    count = 0
    return before
  }
}

test('the list is the members’; a partial editor sees all and edits what is theirs', async () => {
  expect((await anonymous(app.url).call('GET', here)).status).toBe(401)
  expect((await alix.call('GET', here)).status).toBe(403)
  expect((await camille.call('GET', '/api/1/organizations/inconnue/holdings/')).status).toBe(404)
  const member = { user: alix.user.id, role: 'partial_editor' }
  const [mine] = (await camille.call('GET', `${here}?q=affiches`)).json.data
  await app.database.pool.query(
    `insert into organization_members (organization_id, user_id, role) values ($1, $2, $3)`,
    [organization, member.user, member.role],
  )
  const assigned = [{ class: 'Dataset', id: mine.id }]
  const path = `/api/1/organizations/${organization}/member/${alix.user.id}/assignments/`
  expect((await camille.call('PUT', path, assigned)).status).toBe(200)
  const { data } = (await alix.call('GET', here)).json
  expect(data.filter(({ editable }: { editable: boolean }) => editable)).toHaveLength(1)
  expect((await alix.call('GET', '/api/1/me/holdings/')).json.data).toMatchObject([{ title: 'Affiches' }])
  expect((await anonymous(app.url).call('GET', '/api/1/me/holdings/')).status).toBe(401)
})

test('the same filters give a CSV', async () => {
  const csv = await camille.call('GET', `/api/1/organizations/${organization}/holdings.csv?license=none&sort=title`)
  expect(csv.headers.get('content-type')).toContain('text/csv')
  const lines = csv.text.trim().split('\n')
  expect(lines[0]).toMatch(/^"id";"title";"acronym";"url";"producer";"state"/)
  expect(lines).toHaveLength(4)
  expect(lines[1]).toContain('"Affiches"')
  expect((await alix.call('GET', '/api/1/me/holdings.csv')).text).toContain('Affiches')
  expect((await anonymous(app.url).call('GET', '/api/1/me/holdings.csv')).status).toBe(401)
})

test('what makes no sense is refused', async () => {
  for (const query of ['page_size=1001', 'state=perdu', 'late=peut-être', 'quality_below=101', 'sort=couleur'])
    expect((await camille.call('GET', `${here}?${query}`)).status).toBe(400)
})

test('views: one’s own, those that are shared; only who made one or an administrator changes it', async () => {
  const views = '/api/1/me/saved-views/'
  const late = { name: 'En retard', query: 'late=true', organization, shared: true }
  const { json: shared } = await camille.call('POST', views, late)
  const own = await camille.call('POST', views, { ...late, name: 'À moi', shared: false })
  expect((await camille.call('GET', `${views}?organization=${organization}`)).json).toHaveLength(2)
  expect((await alix.call('GET', `${views}?organization=${organization}`)).json).toMatchObject([
    { name: 'En retard', mine: false, query: 'late=true' },
  ])
  expect((await alix.call('PUT', `${views}${shared.id}/`, { name: 'Autre' })).status).toBe(403)
  expect((await alix.call('DELETE', `${views}${own.json.id}/`)).status).toBe(404)
  expect((await camille.call('PUT', `${views}${shared.id}/`, { name: ' ' })).status).toBe(400)
  const theirs = (await alix.call('POST', views, { ...late, name: 'D’Alix' })).json
  expect((await camille.call('PUT', `${views}${theirs.id}/`, { name: 'D’Alix, relue' })).json.name).toBe(
    'D’Alix, relue',
  )
  expect((await camille.call('DELETE', `${views}${theirs.id}/`)).status).toBe(204)
  // A personal list is shared with nobody.
  expect((await alix.call('POST', views, { name: 'Perso', query: '', shared: true })).json.shared).toBe(false)
  expect((await alix.call('GET', views)).json).toHaveLength(1)
  expect((await anonymous(app.url).call('GET', views)).status).toBe(401)
})

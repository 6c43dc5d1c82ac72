import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let camille: Person
let outsider: Person
let dataset: { id: string; slug: string }
let file: { id: string }

const rows = (count: number, extra = ''): string =>
  `annee;musee;visiteurs\n${Array.from({ length: count }, (_, n) => `2024;Musée ${n};${10 * n}\n`).join('')}${extra}`
const words = {
  title: 'Fréquentation des musées de France',
  description: 'Le nombre de visiteurs de chaque musée de France, par année.',
}

beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
  outsider = await app.person('Oscar Martin')
})
afterAll(() => app.close())
beforeEach(async () => {
  dataset = (await camille.call('POST', '/api/1/datasets/', words)).json
  file = (await camille.upload(`/api/1/datasets/${dataset.id}/upload/`, 'musees_2024.csv', rows(40))).json
})

const at = (path: string): string => `/api/1/datasets/${dataset.id}/${path}`
const findings = async () => (await camille.call('GET', at('findings/'))).json
const rulesOf = (found: { rule: string }[]): string[] => found.map(({ rule }) => rule)
const silence = (body: object, who: Person = camille) => who.call('POST', at('silenced/'), body)
/** How many queries a call makes. */
const queriesOf = async (call: () => Promise<unknown>): Promise<number> => {
  let queries = 0
  const { pool } = app.database
  const connect = pool.connect.bind(pool)
  pool.connect = (async () => {
    const client = await connect()
    const query = client.query.bind(client)
    client.query = ((...args: Parameters<typeof query>) => (queries++, query(...args))) as typeof client.query
    const release = client.release.bind(client)
    client.release = (...args) => {
      client.query = query
      client.release = release
      release(...args)
    }
    return client
  }) as typeof pool.connect
  await call()
  pool.connect = connect
  return queries
}
const NO_LICENCE = { kind: 'field', on: 'dataset', field: 'license' }
const REASON = 'Convention en cours de signature.'

describe('findings of what is published', () => {
  test('say what the words lack, the most serious first, in the reader’s language', async () => {
    const { counts, findings: found, silenced } = await findings()
    expect(found[0]).toMatchObject({ rule: 'licence-missing', severity: 'blocker', place: NO_LICENCE, resource: null })
    expect(counts).toMatchObject({ blocker: 1 })
    expect(silenced).toEqual([])
    expect(rulesOf(found)).toEqual(expect.arrayContaining(['temporal-coverage-missing', 'contact-missing']))
    const english = await camille.call('GET', at('findings/?lang=en'))
    expect(english.json.findings[0].message).toMatch(/^No licence/)
  })

  test('and what each file says of itself and beside the others', async () => {
    const again = await camille.upload(at('upload/'), 'musees_2023.csv', rows(40))
    const found = (await findings()).findings as { rule: string; resource: string | null }[]
    const of = (rule: string) => found.filter((finding) => finding.rule === rule).map(({ resource }) => resource)
    expect(of('file-name-year-vs-data')).toEqual([again.json.id])
    expect(of('duplicate-resource')).toEqual(expect.arrayContaining([file.id, again.json.id]))
  })

  test('a file that the producer published elsewhere is told with its dataset', async () => {
    const other = (await camille.call('POST', '/api/1/datasets/', { ...words, title: 'Une autre liste' })).json
    await camille.upload(`/api/1/datasets/${other.id}/upload/`, 'copie.csv', rows(40))
    const found = (await findings()).findings.find(({ rule }: { rule: string }) => rule === 'duplicate-resource')
    expect(found.message).toContain('est déjà dans «')
    const theirs = (await outsider.call('POST', '/api/1/datasets/', words)).json
    await outsider.upload(`/api/1/datasets/${theirs.id}/upload/`, 'musees_2024.csv', rows(40))
    const seen = (await outsider.call('GET', `/api/1/datasets/${theirs.id}/findings/`)).json.findings
    expect(rulesOf(seen)).not.toContain('duplicate-resource')
  })

  test('each fix of the metadata is what udata’s API takes, and settles its finding', async () => {
    const spatial = { zones: ['country:fr'], granularity: 'country' }
    const poor = { ...words, tags: ['csv', 'culture', 'musees'], spatial }
    expect((await camille.call('PUT', at(''), poor)).status).toBe(200)
    const departements = Array.from({ length: 95 }, (_, n) => String(n + 1).padStart(2, '0')).filter(
      (code) => code !== '20',
    )
    const lines = departements.map((code, n) => `2024;${code};Territoire ${n};${n};${n}`)
    await camille.upload(
      at('upload/'),
      'territoires.csv',
      `annee;code_departement;nom;entrees;prets\n${lines.join('\n')}\n`,
    )
    const rules = [
      'temporal-coverage-missing',
      'tags-technical',
      'tags-recommended',
      'granularity-vs-codes',
      'no-data-dictionary',
    ]
    for (const rule of rules) {
      const { fix } = (await findings()).findings.find((one: { rule: string }) => one.rule === rule) ?? {}
      expect([rule, fix?.action, fix?.on]).toEqual([rule, 'edit_metadata', 'dataset'])
      const { json } = await camille.call('GET', at(''))
      expect((await camille.call('PUT', at(''), { ...json, ...fix.changes })).status).toBe(200)
      expect(rulesOf((await findings()).findings)).not.toContain(rule)
    }
  })

  test('a link to the same address, however it is written, is told too', async () => {
    const other = (await camille.call('POST', '/api/1/datasets/', { ...words, title: 'Une autre liste' })).json
    const link = (url: string) => ({ title: 'Lien', type: 'main', filetype: 'remote', format: 'csv', url })
    await camille.call('POST', `/api/1/datasets/${other.id}/resources/`, link('https://musees.example.org/Entrees.csv'))
    const mine = await camille.call('POST', at('resources/'), link('http://www.musees.example.org/entrees.csv/#2024'))
    expect(mine.status).toBe(201)
    const told = (await findings()).findings.find((one: { resource: string }) => one.resource === mine.json.id)
    expect(told).toMatchObject({ rule: 'duplicate-resource', message: expect.stringContaining('Une autre liste') })
  })

  test('only those who may edit the dataset read them', async () => {
    expect((await anonymous(app.url).call('GET', at('findings/'))).status).toBe(401)
    expect((await outsider.call('GET', at('findings/'))).status).toBe(403)
    expect((await camille.call('GET', '/api/1/datasets/nowhere/findings/')).status).toBe(404)
  })

  test('take as many queries for twenty files as for one', async () => {
    const queries = await queriesOf(findings)
    for (const n of [1, 2, 3, 4, 5]) await camille.upload(at('upload/'), `musees_${n}.csv`, rows(20 + n))
    expect(await queriesOf(findings)).toBe(queries)
  })

  test('a summary of them is in the extras of the file, without what it has of people', async () => {
    const emails = rows(40)
      .replace(/visiteurs/, 'mel')
      .replaceAll(/;(\d+)\n/g, ';paul.durand$1@ville.fr\n')
    const { json } = await camille.upload(at('upload/'), 'contacts.csv', `${emails}`)
    expect(json.extras['cimaise:findings']).toEqual({ blocker: 0, warning: 0, advice: 0, rules: [] })
    const latin = await camille.upload(
      at('upload/'),
      'latin.csv',
      Buffer.from('nom;ville\nMus\xe9e;Cr\xe9cy\nCath;N\n', 'latin1'),
    )
    expect(latin.json.extras['cimaise:findings']).toMatchObject({ advice: 1, rules: ['not-utf8'] })
  })
})

describe('the report of a deposit', () => {
  const deposit = async (content: string | Uint8Array, name = 'musees_2024.csv') =>
    (await camille.upload(at(`resources/${file.id}/deposits/`), name, content)).json.report

  test('compares the new file with the words, and leaves out what the words alone lack', async () => {
    const report = await deposit(rows(41), 'musees_2019.csv')
    expect(rulesOf(report.findings)).toContain('file-name-year-vs-data')
    expect(rulesOf(report.findings)).not.toContain('licence-missing')
    expect(report).toMatchObject({ verdict: 'publish', sentence: expect.stringContaining('à regarder') })
    expect(report.findings.every(({ silenced }: { silenced: unknown }) => silenced === null)).toBe(true)
  })

  test('a file that could not be looked into is said to be so: no rule of its content ran', async () => {
    const damaged = gzipSync(rows(5_000)).subarray(0, 9_000)
    const report = await deposit(damaged, 'musees_2024.csv.gz')
    expect(report.inspection.outcome).toBe('failed')
    expect(report.findings.find((one: { rule: string }) => one.rule === 'analysis-error-present')).toMatchObject({
      ...{ severity: 'warning', message: expect.stringContaining('abîmée ou incomplète') },
    })
  })

  test('what was silenced is told last, and doesn’t count', async () => {
    const doubled = `${rows(40)}${rows(1).split('\n')[1]}\n`
    const first = await deposit(doubled)
    const { place } = first.findings.find((one: { rule: string }) => one.rule === 'duplicate-rows')
    await silence({ rule: 'duplicate-rows', place, reason: 'Une ligne par visite.' })
    const report = await deposit(doubled)
    expect(report.findings.at(-1)).toMatchObject({
      ...{ rule: 'duplicate-rows', can_silence: true },
      silenced: { reason: 'Une ligne par visite.', author: { first_name: 'Camille' } },
    })
  })

  test('an accident of one version is never silenced for the next ones', async () => {
    const collapsed = await deposit(rows(12))
    expect([collapsed.verdict, collapsed.findings[0]]).toMatchObject([
      'confirm',
      { rule: 'row-collapse', can_silence: false },
    ])
    const { rule, place } = collapsed.findings[0]
    const { status, json } = await silence({ rule, place, reason: 'Une édition par trimestre.' })
    expect([status, json.message]).toEqual([409, expect.stringContaining('une seule version')])
    expect((await deposit(rows(12))).verdict).toBe('confirm')
  })

  test('a column is the same wherever it is in the next version', async () => {
    const column = (content: string) =>
      deposit(content).then(({ findings: found }) =>
        found.find((one: { rule: string }) => one.rule === 'missing-codes'),
      )
    const before = await column(rows(40, '2024;Nouveau;NC\n2024;Ancien;NC\n'))
    await silence({ rule: 'missing-codes', place: before.place, reason: 'NC : non communiqué.' })
    const moved = `visiteurs;annee\n${Array.from({ length: 40 }, (_, n) => `${n};2024\n`).join('')}NC;2024\nNC;2024\n`
    const after = await column(moved)
    expect(after.place.column).not.toBe(before.place.column)
    expect(after.silenced.reason).toBe('NC : non communiqué.')
  })
})

describe('what is called normal', () => {
  test('is listed with its reason and its author, until somebody hears it again', async () => {
    const { status, json } = await silence({ rule: 'licence-missing', place: NO_LICENCE, reason: `  ${REASON} ` })
    expect([status, json]).toMatchObject([
      201,
      { rule: 'licence-missing', place: NO_LICENCE, reason: REASON, author: { last_name: 'Perrin' } },
    ])
    expect((await camille.call('GET', at('silenced/'))).json).toEqual([json])
    const { counts, findings: found, silenced } = await findings()
    expect(counts.blocker).toBe(0)
    expect(rulesOf(found)).not.toContain('licence-missing')
    expect(silenced).toMatchObject([{ rule: 'licence-missing', silenced: { id: json.id } }])

    expect((await camille.call('DELETE', at(`silenced/${json.id}/`))).status).toBe(204)
    expect((await findings()).counts.blocker).toBe(1)
    expect((await camille.call('DELETE', at(`silenced/${json.id}/`))).status).toBe(404)
  })

  test('the same again changes the reason', async () => {
    const first = await silence({ rule: 'licence-missing', place: NO_LICENCE, reason: REASON })
    const again = await silence({ rule: 'licence-missing', place: NO_LICENCE, reason: 'Autre raison.' })
    expect([again.status, again.json.id]).toEqual([201, first.json.id])
    expect((await camille.call('GET', at('silenced/'))).json.map(({ reason }: { reason: string }) => reason)).toEqual([
      'Autre raison.',
    ])
  })

  test.each<[string, object, string]>([
    ['a reason of two letters', { reason: 'ok' }, 'reason'],
    ['blanks for a reason', { reason: '      ' }, 'reason'],
    ['a novel', { reason: 'a'.repeat(2_001) }, 'reason'],
    ['no reason', { reason: undefined }, 'reason'],
    ['an unknown rule', { rule: 'no-such-rule' }, 'rule'],
    ['an unknown place', { place: { kind: 'galaxy' } }, 'place'],
    ['a place with more in it', { place: { kind: 'file', note: 'x' } }, 'place'],
    ['no place', { place: undefined }, 'place'],
  ])('%s is refused, and the field said', async (_, wrong, field) => {
    const { status, json } = await silence({ rule: 'licence-missing', place: NO_LICENCE, reason: REASON, ...wrong })
    expect(status).toBe(400)
    expect(Object.keys(json.errors)).toEqual([field])
    expect((await camille.call('GET', at('silenced/'))).json).toEqual([])
  })

  test.each(['no-table-any-more', 'distribution-break', 'cumulative-decrease', 'analysis-error-present'])(
    '%s isn’t, for it is about one version',
    async (rule) => {
      expect((await silence({ rule, place: { kind: 'file' }, reason: REASON })).status).toBe(409)
    },
  )

  test('nor are persons of the whole file: its next columns may tell others', async () => {
    const place = { kind: 'file' }
    expect((await silence({ rule: 'named-person-with-birth', place, reason: REASON })).status).toBe(409)
    expect((await camille.call('GET', at('silenced/'))).json).toEqual([])
  })

  test('numbers of social security never are', async () => {
    const place = { kind: 'column', column: 1, name: 'numero' }
    const { status, json } = await silence({ rule: 'nir', place, reason: REASON })
    expect([status, json.message]).toEqual([409, expect.stringContaining('ne sont jamais normaux')])
  })

  test('only those who may edit the dataset call anything normal, or hear it again', async () => {
    const body = { rule: 'licence-missing', place: NO_LICENCE, reason: REASON }
    const { id } = (await silence(body)).json
    for (const [who, status] of [
      [outsider, 403],
      [anonymous(app.url), 401],
    ] as const) {
      expect((await who.call('POST', at('silenced/'), body)).status).toBe(status)
      expect((await who.call('GET', at('silenced/'))).status).toBe(status)
      expect((await who.call('DELETE', at(`silenced/${id}/`))).status).toBe(status)
    }
    // What they send isn't looked at.
    expect((await outsider.call('POST', at('silenced/'), {})).status).toBe(403)
    const other = (await camille.call('POST', '/api/1/datasets/', { ...words, title: 'Une autre' })).json
    expect((await camille.call('DELETE', `/api/1/datasets/${other.id}/silenced/${id}/`)).status).toBe(404)
    expect((await camille.call('DELETE', at('silenced/not-an-id/'))).status).toBe(404)
  })
})

/** Files that somebody's server drops at an address, and messages that say that something changed. */
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { museums, startDesk, type Desk } from '../testing/flow-desk.ts'

let desk: Desk
let dataset: string
let slug: string
let inbox: string
beforeAll(async () => {
  desk = await startDesk({ maxUploadBytes: 1_000_000 })
  dataset = await desk.newDataset('Déposés')
  slug = await desk.newFlow('boite', {
    ...{ dataset, source: { kind: 'inbox' }, schedule: { kind: 'manual' } },
    ...{ selection: { pattern: '{objet}.csv' }, mapping: { identity: ['objet'], resource: {} } },
  })
  await desk.camille.call('POST', `/api/1/flows/${slug}/activate/`)
  inbox = (await desk.camille.call('POST', `/api/1/flows/${slug}/addresses/inbox/`)).json.url
})
afterAll(() => desk.close())

const drop = (name: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  fetch(`${inbox}${name}`, { method: 'PUT', body: body as BodyInit, headers })
const looked = async () => {
  await desk.app.runTasks()
  return desk.lastRun(slug)
}

test('a server drops a file with one command, and it is published', async () => {
  // Not in this process' own time: it is the server.
  const curl = spawn('curl', ['-sS', '-T', '-', `${inbox}${encodeURIComponent('liste é 2025.csv')}`])
  curl.stdin.end(museums(4))
  expect(JSON.parse(await text(curl.stdout))).toMatchObject({ size_bytes: Buffer.byteLength(museums(4)) })
  expect(await looked()).toMatchObject({ number: 1, trigger: 'event', state: 'done', counts: { published: 1 } })
  expect(await desk.filesOf(dataset)).toMatchObject([{ title: 'liste é 2025.csv' }])
})

test('the same bytes change nothing, others under the same name are the next version', async () => {
  expect((await drop('m.csv', museums(5))).status).toBe(201)
  expect(await looked()).toMatchObject({ counts: { published: 1 } })
  expect((await drop('m.csv', museums(5), { 'Content-Type': 'text/html' })).status).toBe(201)
  expect(await looked()).toMatchObject({ counts: { published: 0, unchanged: 2 } })
  expect((await drop('m.csv', museums(6))).status).toBe(201)
  expect(await looked()).toMatchObject({ counts: { published: 1 } })
})

test('what is no data, too large, empty or of no name that a file may have is refused in words, and nothing is kept', async () => {
  const count = async () => (await desk.app.database.pool.query('select count(*)::int as n from flow_drops')).rows[0].n
  const before = await count()
  const refused: [string, string | Uint8Array, number][] = [
    ['page.csv', '<!doctype html><html><body>Erreur</body></html>', 415],
    ['vide.csv', '', 400],
    ['grand.csv', 'a;b\n'.repeat(300_000), 413],
    ['%00.csv', museums(3), 400],
    [`${'x'.repeat(2_000)}.csv`, museums(3), 400],
    ['%2e%2e%2fetc%2fpasswd', museums(3), 400],
    ['programme.exe', 'MZ\0\0', 400],
  ]
  const got = []
  for (const [name, body] of refused) {
    const answer = await drop(name, body)
    expect((await answer.text()).length).toBeGreaterThan(10)
    got.push([name.slice(0, 30), answer.status])
  }
  expect(got).toEqual(refused.map(([name, , status]) => [name.slice(0, 30), status]))
  expect(await count()).toBe(before)
})

test('an odd name that a file may have is taken as it is', async () => {
  for (const name of ["l'été 2025.csv", 'a+b&c=d#e?.csv', '文件.csv'])
    expect([name, (await drop(encodeURIComponent(name), museums(7, `c${name.length}`))).status]).toEqual([name, 201])
  expect(await looked()).toMatchObject({ state: 'done', counts: { published: 3 } })
})

test('taken away, it has vanished from the source like any other', async () => {
  expect((await fetch(`${inbox}m.csv`, { method: 'DELETE' })).status).toBe(204)
  expect((await fetch(`${inbox}m.csv`, { method: 'DELETE' })).status).toBe(404)
})

/** As an S3 server notifies. */
const NOTICE = { Records: [{ eventName: 's3:ObjectCreated:Put', s3: { object: { key: 'liste_2025.csv' } } }] }

test('a bucket says that something changed: the flow looks at once; paused, it doesn’t', async () => {
  const folder = await desk.newFlow('crochet', {
    dataset,
    schedule: { kind: 'manual' },
    mapping: { resource: { title: 'C {annee}' } },
  })
  const { url } = (await desk.camille.call('POST', `/api/1/flows/${folder}/addresses/hook/`)).json
  const tell = (body: string, type = 'application/json') =>
    fetch(url, { method: 'POST', body, headers: { 'Content-Type': type } })
  desk.put('crochet/liste_2025.csv', museums(8))
  expect((await tell(JSON.stringify(NOTICE))).status).toBe(204)
  await desk.app.runTasks()
  expect(await desk.lastRun(folder)).toBeUndefined()
  await desk.camille.call('POST', `/api/1/flows/${folder}/activate/`)
  expect((await tell(JSON.stringify(NOTICE))).status).toBe(204)
  await desk.app.runTasks()
  expect(await desk.lastRun(folder)).toMatchObject({ trigger: 'event', state: 'done', counts: { published: 1 } })
  for (const body of ['', 'pas du JSON', '<xml/>']) expect((await tell(body, 'text/plain')).status).toBe(204)
  await desk.camille.call('POST', `/api/1/flows/${folder}/pause/`, {})
  await desk.app.runTasks()
  const { number } = await desk.lastRun(folder)
  expect((await tell(JSON.stringify(NOTICE))).status).toBe(204)
  await desk.app.runTasks()
  expect((await desk.lastRun(folder)).number).toBe(number)
})

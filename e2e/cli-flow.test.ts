/** `cimaise flow …` on a real flow: files of a folder, published by a real server. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { apiOf } from './api.ts'
import { runCimaise, sitDown, type Ended } from './run-cimaise.ts'

const desk = sitDown((folder) => ({ FLOW_FOLDERS: folder }))

const FLOW = `slug: musees
name: Listes des musées
kind: files
source: {kind: folder, path: musees}
selection: {pattern: 'liste_{annee}.csv', settle_seconds: 0}
mapping:
  identity: [annee]
  dataset: {kind: template, title: Musées, description: Les musées.}
  resource: {title: 'Musées {annee}'}
schedule: {kind: manual}
`
const table = (rows: number) =>
  `code;nom\n${Array.from({ length: rows }, (_, n) => `${n};Musée ${n} ${rows}\n`).join('')}`
const drop = (name: string, content: string) => writeFileSync(join(desk.folder, 'musees', name), content)

beforeAll(async () => {
  mkdirSync(join(desk.folder, 'musees'))
  await apiOf(() => desk.server.url, desk.key).call('POST', '/api/1/organizations/', {
    name: 'Culture',
    description: 'x',
  })
})

const run = (args: string[], input?: string): Promise<Ended> =>
  runCimaise(args, {
    env: { XDG_CONFIG_HOME: desk.folder, CIMAISE_URL: desk.server.url, CIMAISE_API_KEY: desk.key },
    ...{ cwd: desk.folder, input },
  })
const flow = (...args: string[]) => run(['flow', ...args])

test('mistakes of a definition have the lines of its file, and nothing is written', { timeout: 120_000 }, async () => {
  writeFileSync(join(desk.folder, 'faux.yaml'), FLOW.replace('pattern:', 'patern:'))
  const wrong = await flow('apply', '-f', 'faux.yaml')
  expect(wrong).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^faux\.yaml: Line 5 .*patern/m) })
  const checked = await run(['flow', 'apply', '-f', '-', '--dry-run'], FLOW)
  expect(checked).toMatchObject({ status: 0, stdout: 'musees\tcreated\n', stderr: expect.stringContaining('Nothing') })
  expect(await flow('list')).toMatchObject({ status: 0, stdout: '', stderr: 'No flow.\n' })
  expect(await flow('apply', '-f', 'absent.yaml')).toMatchObject({ status: 1 })
  expect(await flow('apply')).toMatchObject({ status: 2 })
  const unknown = await run(['flow', 'apply', '-f', '-', '--organization', 'zz'], FLOW)
  expect(unknown).toMatchObject({ status: 1, stderr: expect.stringContaining('no organization "zz"') })
})

test('a flow is applied as a draft, tried, activated, run: each decision is a line', { timeout: 120_000 }, async () => {
  drop('liste_2025.csv', table(9))
  drop('liste_2026.csv', table(10))
  drop('notice.txt', 'Notice')
  const made = await run(['flow', 'apply', '-f', '-', '--organization', 'culture'], FLOW)
  expect(made).toMatchObject({ status: 0, stdout: 'musees\tcreated\n', stderr: expect.stringContaining('activate') })
  expect(await flow('run', 'musees')).toMatchObject({ status: 1, stderr: expect.stringContaining('draft') })
  const tried = await flow('run', 'musees', '--dry-run')
  expect(tried).toMatchObject({ status: 0, stderr: expect.stringMatching(/^Run 1 \(dry\), done: 2 files would/) })
  expect((await run(['api', '-X', 'POST', 'flows/musees/activate/'])).status).toBe(0)
  const { status, stdout, stderr } = await flow('run', 'musees')
  expect([status, stderr]).toEqual([0, expect.stringMatching(/^Run 2, done: 2 files published/)])
  expect(stdout.trim().split('\n').toSorted()).toEqual(
    [2025, 2026].map((year) => expect.stringMatching(`^published\tliste_${year}\\.csv\t\\d+ B$`)),
  )
})

test('what a run holds is told, and the exit code says that somebody must decide', { timeout: 120_000 }, async () => {
  drop('liste_2026.csv', '<!doctype html><title>404</title>')
  const held = await flow('run', 'musees', '--all')
  expect(held).toMatchObject({ status: 3, stdout: expect.stringMatching(/^held\tliste_2026\.csv\t\d+ B\t.*web page/m) })
  expect(held.stdout).toMatch(/^unchanged\tliste_2025\.csv/m)
  const status = await run(['status'])
  expect(status).toMatchObject({ status: 3, stdout: expect.stringMatching(/^Flow +musees, held: /m) })
  expect((await flow('list')).stdout).toMatch(/^musees\tListes des musées\tCulture\theld\t-\t.*held/)
})

test('logs are of the last run, or of one by its number; followed until its end', { timeout: 120_000 }, async () => {
  expect((await flow('logs', 'musees', '--run', '2')).stdout.match(/^published/gm)).toHaveLength(2)
  expect(await flow('logs', 'musees', '--run', '99')).toMatchObject({ status: 1, stderr: 'musees has no run 99.\n' })
  expect(await flow('logs', 'musees', '--run', 'x')).toMatchObject({ status: 2 })
  drop('liste_2026.csv', table(11))
  const begun = await flow('run', 'musees', '--no-wait', '--json')
  const { number } = JSON.parse(begun.stdout) as { number: number }
  const followed = await flow('logs', 'musees', '--run', String(number), '--follow', '--json')
  expect(followed).toMatchObject({ status: 0 })
  expect(JSON.parse(followed.stdout)).toMatchObject({
    ...{ run: { number, state: 'done' }, decisions: [{ key: 'liste_2026.csv', outcome: 'published' }] },
  })
})

test('what is exported is what is applied', { timeout: 120_000 }, async () => {
  const { status, stdout: yaml } = await flow('export', 'musees')
  expect([status, yaml]).toEqual([0, expect.stringContaining('pattern: liste_{annee}.csv')])
  expect(await run(['flow', 'apply', '-f', '-'], yaml)).toMatchObject({ status: 0, stdout: 'musees\tunchanged\n' })
  const renamed = yaml.replace('Listes des musées', 'Les musées')
  expect(await run(['flow', 'apply', '-f', '-'], renamed)).toMatchObject({ status: 0, stdout: 'musees\tchanged\n' })
})

test('a flow that is not there is said so', async () => {
  for (const verb of ['run', 'logs', 'export'])
    expect(await flow(verb, 'nope')).toMatchObject({ status: 1, stderr: expect.stringContaining('does not exist') })
})

/** `cimaise dataset …`, `resource check`: as a person runs them, on a Cimaise. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCimaise, sitDown, type Ended } from './run-cimaise.ts'

const desk = sitDown()

const run = (
  args: string[],
  env: Record<string, string> = { CIMAISE_API_KEY: desk.key },
  input?: string,
): Promise<Ended> =>
  runCimaise(args, {
    env: { XDG_CONFIG_HOME: desk.folder, CIMAISE_URL: desk.server.url, ...env },
    ...{ cwd: desk.folder, input },
  })
const ok = async (...args: string[]): Promise<string> => {
  const ended = await run(args)
  expect(ended).toMatchObject({ status: 0 })
  return ended.stdout
}
const json = async (...args: string[]) => JSON.parse(await ok(...args, '--json'))

test(
  'a dataset is created, found, shown, changed; its id alone is on the standard output',
  { timeout: 120_000 },
  async () => {
    const words = ['--title', 'Ponts', '--description', 'Les ponts.', '--tags', 'ponts, routes', '--license', 'lov2']
    const id = (await ok('dataset', 'create', ...words)).trim()
    expect(id).toMatch(/^[0-9a-f]{24}$/)
    expect(await ok('dataset', 'list', '-q', 'ponts')).toMatch(new RegExp(`^${id}\tPonts\t-\tpublic\t[\\d-]{10}\t0\n$`))
    const fields =
      'title: Ponts de France\nfrequency: annual\ntemporal_coverage: {start: 2020-01-01, end: 2024-12-31}\n'
    writeFileSync(join(desk.folder, 'fiche.yaml'), fields)
    await ok('dataset', 'edit', 'ponts', '--from-file', 'fiche.yaml', '--frequency', 'monthly', '--private')
    // By its old slug too.
    expect(await json('dataset', 'show', 'ponts')).toMatchObject({
      ...{ id, title: 'Ponts de France', frequency: 'monthly', private: true, tags: ['ponts', 'routes'] },
      temporal_coverage: { start: '2020-01-01', end: '2024-12-31' },
    })
    expect(await ok('dataset', 'show', id)).toMatch(/Ponts de France\n[^]*state +private[^]*No file\./)
    expect((await json('dataset', 'list', '--mine')).map((one: { id: string }) => one.id)).toEqual([id])
    expect(await run(['dataset', 'list', '-q', 'ponts'], {})).toEqual({
      status: 0,
      stdout: '',
      stderr: 'No dataset.\n',
    })
  },
)

test('what is wrong of a dataset is said, and nothing is written', { timeout: 120_000 }, async () => {
  const before = await ok('dataset', 'list', '--mine')
  const refusals: [number, string, string[]][] = [
    [1, 'description', ['create', '--title', 'x']],
    [1, 'Known: lov2', ['create', '--title', 'x', '--description', 'x', '--license', 'lov9']],
    [1, 'no organization "zz"', ['create', '--title', 'x', '--description', 'x', '--organization', 'zz']],
    [1, 'no dataset "zz"', ['edit', 'zz', '--title', 'x']],
    [1, 'no dataset "zz"', ['show', 'zz']],
    [1, 'absent.yaml does not exist', ['edit', 'zz', '--from-file', 'absent.yaml']],
    [2, 'Say what to write', ['edit', 'ponts']],
    [2, 'not both', ['edit', 'ponts', '--private', '--public']],
    [2, 'neither YAML nor JSON', ['edit', 'ponts', '--from-file', '-']],
    [2, 'not a number', ['list', '--limit', 'x']],
    [2, 'cimaise dataset', ['destroy']],
  ]
  for (const [status, words, args] of refusals)
    expect(await run(['dataset', ...args], undefined, '{title')).toMatchObject({
      status,
      stderr: expect.stringContaining(words),
    })
  expect(await ok('dataset', 'list', '--mine')).toBe(before)
})

test('a check says what it thinks, publishes nothing, and ends by severity', { timeout: 120_000 }, async () => {
  const id = (await ok('dataset', 'create', '--title', 'Orgues', '--description', 'Les orgues.')).trim()
  const table = (rows: number) => `id;n\n${Array.from({ length: rows }, (_, row) => `${row};${row * 7}\n`).join('')}`
  writeFileSync(join(desk.folder, 'orgues.csv'), table(50))
  const check = ['resource', 'check', '--dataset', id, 'orgues.csv']
  expect(await run(check)).toMatchObject({ status: 0, stdout: expect.stringContaining('ready to be published') })
  const added = (await json('resource', 'add', '--dataset', id, 'orgues.csv')) as { published: { id: string } }
  expect(await run(check)).toMatchObject({ status: 5, stdout: expect.stringContaining('warning: ') })
  writeFileSync(join(desk.folder, 'orgues.csv'), table(3))
  const serious = await run([...check, '--resource', added.published.id, '--json'])
  expect(serious.status).toBe(3)
  expect(JSON.parse(serious.stdout)).toMatchObject({
    verdict: 'confirm',
    comparison: { rows: { before: 50, after: 3 } },
  })
  expect(await json('api', `datasets/${id}/deposits/`)).toEqual([])
  expect((await json('dataset', 'show', id)).resources).toHaveLength(1)
})

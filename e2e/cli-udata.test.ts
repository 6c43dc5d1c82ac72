/** `cimaise` on a plain server of udata's API: not ours, so played here. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCimaise } from './run-cimaise.ts'

const DATASET = {
  id: '1',
  slug: 'ponts',
  title: 'Ponts \x1b[2J',
  description: 'Les ponts.',
  tags: ['a'],
  resources: [],
}
const ANSWERS: Record<string, unknown> = {
  'GET /api/1/site/': { id: 'default', title: 'udata', version: '14.2.0' },
  'GET /api/1/me/': { id: 'u', first_name: 'Ada', last_name: 'Martin', organizations: [] },
  'GET /api/1/datasets/': { data: [DATASET], page: 1, page_size: 20, total: 1 },
  'GET /api/1/datasets/ponts/': DATASET,
  'GET /api/1/datasets/1/resources/r/': { id: 'r', title: 'Les ponts' },
  'POST /api/1/datasets/1/resources/r/upload/': { id: 'r', title: 'ponts.csv', latest: 'https://udata.example/r' },
  'PUT /api/1/datasets/1/resources/r/': { id: 'r', title: 'Les ponts', latest: 'https://udata.example/r' },
  'POST /api/1/datasets/': { ...DATASET, id: '2' },
  'PUT /api/1/datasets/1/': { ...DATASET, title: 'Ponts de France' },
}
const seen: { call: string; key: unknown; body: string }[] = []
const udata = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString()
  const call = `${request.method} ${request.url?.split('?')[0]}`
  seen.push({ call, key: request.headers['x-api-key'], body })
  const answer = ANSWERS[call]
  response.writeHead(answer ? 200 : 404, { 'Content-Type': answer ? 'application/json' : 'text/html' })
  response.end(answer ? JSON.stringify(answer) : '<h1>404</h1>')
})
beforeAll(() => new Promise<void>((done) => udata.listen(0, '127.0.0.1', done)))
afterAll(() => new Promise((done) => udata.close(done)))

const run = (...args: string[]) => {
  const url = `http://127.0.0.1:${(udata.address() as AddressInfo).port}`
  return runCimaise(args, { env: { XDG_CONFIG_HOME: '/nowhere', CIMAISE_URL: `${url}/api/1/`, CIMAISE_API_KEY: 'k' } })
}

test('datasets are listed, shown, created and changed', async () => {
  expect(await run('dataset', 'list')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^1\tPonts \t/) })
  expect(await run('dataset', 'show', 'ponts')).toMatchObject({ status: 0, stdout: expect.stringContaining('Ponts') })
  expect(await run('dataset', 'create', '--title', 'Ponts')).toMatchObject({ status: 0, stdout: '2\n' })
  expect(await run('dataset', 'edit', 'ponts', '--title', 'Ponts de France')).toMatchObject({
    status: 0,
    stdout: '1\n',
  })
  expect(seen.at(-1)).toEqual({ call: 'PUT /api/1/datasets/1/', key: 'k', body: '{"title":"Ponts de France"}' })
})

test('a file that is replaced keeps its title, which udata replaces by the name of the file', async () => {
  const sent = await run('resource', 'replace', '--dataset', '1', '--resource', 'r', import.meta.filename)
  expect(sent).toMatchObject({ status: 0, stdout: 'https://udata.example/r\n' })
  expect(seen.at(-1)).toMatchObject({ call: 'PUT /api/1/datasets/1/resources/r/', body: '{"title":"Les ponts"}' })
})

test('status says that it is udata, and who is there', async () => {
  const { status, stdout } = await run('status')
  expect([status, stdout]).toEqual([0, expect.stringMatching(/udata 14\.2\.0\), up\nYou +Ada Martin\n/)])
})

test('what it has not is said so', async () => {
  for (const args of [
    ['flow', 'list'],
    ['flow', 'run', 'x'],
    ['flow', 'export', 'x'],
  ])
    expect(await run(...args)).toMatchObject({ status: 1, stderr: expect.stringContaining('not a Cimaise') })
  expect(await run('resource', 'check', '--dataset', 'ponts', import.meta.filename)).toMatchObject({
    ...{ status: 1, stderr: expect.stringContaining("can't look at a file") },
  })
})

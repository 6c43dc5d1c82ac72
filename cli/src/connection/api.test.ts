import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createDataset } from '@cimaise/client'
import { patiently, speakTo } from './api.ts'
import { Refused } from './failures.ts'
import { openFile, sendResumable } from '../resource/send-file.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** Any server of udata's API: which one a person names is not ours to choose. */
const serve = async (answer: RequestListener) => {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const api = { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, key: 'secret' }
  speakTo(api)
  return api
}
const said: string[] = []
const say = (line: string) => void said.push(line)

test('a request that is still under way is asked again, and its answer comes', async () => {
  let tries = 0
  await serve((_, response) => {
    tries += 1
    if (tries > 1) response.end('{"id":"1"}')
    else response.writeHead(409, { 'Retry-After': '1' }).end('{"message":"It is under way."}')
  })
  expect(await patiently(() => createDataset({}), say)).toEqual({ id: '1' })
  expect(said.at(-1)).toContain('It is under way. Trying again')
})

test('a conflict that time does not mend is said at once', async () => {
  await serve((_, response) => response.writeHead(409).end('{"message":"Another body."}'))
  await expect(patiently(() => createDataset({}), say)).rejects.toThrow('Another body.')
})

test('a redirect is told with its address, and the key goes nowhere else', async () => {
  let visits = 0
  const elsewhere = await serve((_, response) => void (visits++, response.end('{}')))
  await serve((_, response) => response.writeHead(307, { Location: `${elsewhere.server}/x` }).end())
  const asking = createDataset({})
  await expect(asking).rejects.toThrow(`redirects to ${elsewhere.server}/x`)
  await expect(asking).rejects.toBeInstanceOf(Refused)
  expect(visits).toBe(0)
})

test('a file that shrinks while it is sent is refused, not waited for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cimaise-shrinking-'))
  const path = join(folder, 'a.csv')
  await writeFile(path, Buffer.alloc(20_000_000, 'a'))
  let offset = 0
  const api = await serve(async (request, response) => {
    for await (const chunk of request) offset += (chunk as Buffer).length
    if (request.method === 'GET') response.end('[]')
    else if (request.method === 'POST') response.writeHead(201, { Location: '/api/1/uploads/1/' }).end()
    else {
      if (request.method === 'PATCH') await truncate(path, 1_000)
      response.writeHead(request.method === 'HEAD' ? 200 : 204, { 'Upload-Offset': String(offset) }).end()
    }
  })
  await expect(sendResumable(api, { dataset: 'd' }, await openFile(path), say)).rejects.toThrow('has changed')
  await rm(folder, { recursive: true })
})

test('what answers with a web page is no server of the API', async () => {
  await serve((_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Hello</h1>'))
  await expect(createDataset({})).rejects.toThrow('web page')
})

test('the key goes with a request, the words are asked for in English, the fields at fault are named', async () => {
  const seen: unknown[] = []
  await serve((request, response) => {
    seen.push(request.url, request.headers['x-api-key'])
    response
      .writeHead(400)
      .end('{"message": "No.", "errors": {"title": ["It is required."], "gates": {"rows": ["Odd."]}}}')
  })
  await expect(createDataset({})).rejects.toThrow('No.\ntitle: It is required.\ngates.rows: Odd.')
  expect(seen).toEqual(['/api/1/datasets/?lang=en', 'secret'])
})

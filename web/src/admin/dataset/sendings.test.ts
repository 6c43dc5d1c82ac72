import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setOrigin, type Dataset, type Deposit, type DepositReport, type Feeding } from '@cimaise/client'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { ref } from 'vue'
import { createSendings } from './sendings.ts'
import type { DatasetStore } from './store.ts'

type Answer = { status: number; body?: object }
let server: Server
let seen: string[] = []
let answer: (call: string) => Answer | Promise<Answer>

const report = { verdict: 'publish', findings: [], overtaken_by: null } as unknown as DepositReport
const LOOKING = { id: 'p', dataset: 'd', sha256: 'abc', state: 'looking', report: null } as unknown as Deposit
const READY = { ...LOOKING, state: 'ready', report } as Deposit
const WARNED = { ...READY, report: { ...report, findings: [{ severity: 'warning', silenced: null }] } }

/** What browsers have and Node lacks: sends without telling how far it is. */
class Requests {
  upload = {}
  status = 0
  responseText = ''
  onload = (): void => {}
  onloadend = (): void => {}
  private url = ''
  open(_: string, url: string): void {
    this.url = url
  }
  setRequestHeader(): void {}
  abort(): void {}
  send(): void {
    void fetch(this.url, { method: 'POST' }).then(async (response) => {
      Object.assign(this, { status: response.status, responseText: await response.text() })
      this.onload()
      this.onloadend()
    })
  }
}

beforeAll(async () => {
  vi.stubGlobal('XMLHttpRequest', Requests)
  server = createServer((request, response) => {
    const call = `${request.method} ${request.url}`
    if (call.includes('/deposits/')) seen.push(call)
    void Promise.resolve(call.includes('/deposits/') ? answer(call) : { status: 404 }).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body && JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  setOrigin(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
afterAll(() => {
  setOrigin('')
  vi.unstubAllGlobals()
  server.close()
})
beforeEach(() => {
  seen = []
})

const ROOT = '/api/1/datasets/d/deposits/'
const FILE = new File(['a;b\n1;2\n'], 'a.csv')
const sendings = (resources: object[] = [], feedingOf: (id: string) => Feeding | undefined = () => undefined) =>
  createSendings(
    {
      ...{ dataset: ref({ id: 'd', resources } as unknown as Dataset), refresh: () => Promise.resolve() },
    } as unknown as DatasetStore,
    feedingOf,
  )

test('what nothing is wrong with is published at once', async () => {
  answer = (call) => ({ status: 200, body: call.endsWith('publish/') ? { id: 'f', title: 'a', extras: {} } : READY })
  const { add, list } = sendings()
  await add([FILE])
  await vi.waitFor(() => expect(list.value).toEqual([]))
  expect(seen).toEqual([`POST ${ROOT}`, `POST ${ROOT}p/publish/`])
})

test('what was left waiting is shown again, and asks even when nothing is wrong with it', async () => {
  answer = (call) => ({ status: 200, body: call === `GET ${ROOT}` ? [{ ...READY, file_name: 'a.csv' }] : READY })
  const { findWaiting, list } = sendings()
  await findWaiting()
  await vi.waitFor(() => expect(list.value.map(({ state }) => state)).toEqual(['asking']))
  await findWaiting()
  expect(list.value).toHaveLength(1)
  expect(seen).toEqual([`GET ${ROOT}`, `GET ${ROOT}p/`, `GET ${ROOT}`])
})

test('stopped while it is looked at, it is given up and never published', async () => {
  const { add, list, cancel } = sendings()
  answer = (call) => {
    if (call === `GET ${ROOT}p/`) list.value.forEach(cancel)
    return { status: 200, body: call.startsWith('GET') ? READY : LOOKING }
  }
  await add([FILE])
  await vi.waitFor(() => expect(list.value).toEqual([]))
  expect(seen).toEqual([`POST ${ROOT}`, `GET ${ROOT}p/`, `DELETE ${ROOT}p/`])
})

test('a report whose deposit is gone can be left; any other refusal stays', async () => {
  const { add, list, discard } = sendings()
  answer = () => ({ status: 200, body: WARNED })
  await add([FILE])
  await vi.waitFor(() => expect(list.value[0]?.state).toBe('asking'))
  const [one] = list.value
  if (!one) throw new Error('Nothing is asked.')
  answer = () => ({ status: 403, body: { message: 'Non.' } })
  await expect(discard(one)).rejects.toThrow('Non.')
  expect(list.value).toHaveLength(1)
  answer = () => ({ status: 404 })
  await discard(one)
  expect(list.value).toEqual([])
})

test('three leave at a time, the next when one has ended', async () => {
  let under = 0
  let most = 0
  answer = async (call) => {
    if (call.endsWith('publish/')) return { status: 200, body: { id: 'f', title: 'a', extras: {} } }
    most = Math.max(most, ++under)
    await new Promise((resolve) => setTimeout(resolve, 20))
    under -= 1
    return { status: 200, body: READY }
  }
  const { add, list } = sendings()
  await add(Array.from({ length: 8 }, (_, index) => new File(['a;b\n1;2\n'], `${'abcdefgh'[index]}.csv`)))
  await vi.waitFor(() => expect(list.value).toEqual([]))
  expect(most).toBe(3)
})

test('next year’s file waits for a choice; a file that a flow feeds is asked about once more', async () => {
  const museums = { id: 'm', title: 'Musées', filetype: 'file', url: 'https://x/files/m/1/musees_2025.csv' }
  const feeding = { flow: { name: 'Nuit', slug: 'nuit' }, next_run_at: null } as unknown as Feeding
  answer = (call) => ({ status: 200, body: call.endsWith('publish/') ? { id: 'm', title: 'a', extras: {} } : READY })
  const { add, list, settle, active } = sendings([museums], () => feeding)
  await add([new File(['a;b\n1;2\n'], 'musees_2026.csv')])
  const [one] = list.value
  if (!one) throw new Error('Nothing is asked.')
  expect([one.state, one.question?.kind, seen, active.value]).toEqual(['choosing', 'twin', [], true])
  settle(one, { id: 'm', title: 'Musées' })
  expect([one.state, one.question?.kind, seen]).toEqual(['choosing', 'fed', []])
  settle(one, { id: 'm', title: 'Musées' })
  await vi.waitFor(() => expect(list.value).toEqual([]))
  expect(seen[0]).toBe('POST /api/1/datasets/d/resources/m/deposits/')
})

test('where somebody else must agree, the report is kept to be submitted', async () => {
  const refused = { status: 403, body: { code: 'second_person_needed', message: 'Non.' } }
  answer = (call) => (call.endsWith('publish/') ? refused : { status: 200, body: READY })
  const { add, list } = sendings()
  await add([FILE])
  await vi.waitFor(() => expect(list.value.map(({ state }) => state)).toEqual(['asking']))
})

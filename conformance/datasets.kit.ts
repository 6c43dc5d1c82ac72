/** What the checks about datasets make and look at again and again, over HTTP like everything here. */
import { afterAll, beforeAll } from 'vitest'
import { startWorld, type Answer, type Caller, type World } from './world.ts'

/** A date-time of the wire (udata-api.md §1.7). */
export const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/
export const OBJECT_ID = /^[0-9a-f]{24}$/
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const UNKNOWN_ID = '0123456789abcdef01234567'
export const UNKNOWN_UUID = '6a1de0ba-8c6f-4f0e-9a52-0f7f5f3c1d2e'

/** The world of one file of checks: ready before its first check, closed after its last. */
export const worldOfFile = (): World => {
  const world = {} as World
  beforeAll(async () => void Object.assign(world, await startWorld()))
  afterAll(() => world.close?.())
  return world
}

/** The body of an answer whose status is the expected one: a check that fails on the way says why. */
// What the wire holds is what a check looks into, whatever its shape.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const bodyOf = async (sent: Promise<Answer>, ...expected: number[]): Promise<any> => {
  const answer = await sent
  const statuses = expected.length > 0 ? expected : [200]
  if (!statuses.includes(answer.status))
    throw new Error(`expected ${statuses.join(' or ')}, got ${answer.status}: ${answer.text.slice(0, 300)}`)
  return answer.json
}

export const WORDS = { title: 'Liste des musées', description: 'Les musées de France.' }
export const LINK = { filetype: 'remote', title: 'Un lien', url: 'https://www.example.org/musees.csv' }

export const newDataset = (caller: Caller, changes: object = {}) =>
  bodyOf(caller.call('POST', '/api/1/datasets/', { ...WORDS, ...changes }), 201)

/** A remote resource, added by its own route. */
export const newLink = (caller: Caller, dataset: string, changes: object = {}) =>
  bodyOf(caller.call('POST', `/api/1/datasets/${dataset}/resources/`, { ...LINK, ...changes }), 201)

export const deleteDataset = (caller: Caller, dataset: string) =>
  bodyOf(caller.call('DELETE', `/api/1/datasets/${dataset}/`), 204)

/** A GET, its headers last. */
export const get = (caller: Caller, path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  caller.call('GET', path, undefined, headers)

/** A GET that must succeed. */
export const read = (caller: Caller, path: string, headers: Record<string, string> = {}) =>
  bodyOf(get(caller, path, headers))

export const titlesOf = (page: { data: { title: string }[] }): string[] => page.data.map(({ title }) => title)
export const idsOf = (page: { data: { id: string }[] }): string[] => page.data.map(({ id }) => id)

/** A request as it is: bodies that are no JSON, redirects that are followed. */
export const rawCall = async (url: string, init: RequestInit): Promise<Answer> => {
  const response = await fetch(url, { redirect: 'manual', ...init })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') && text !== ''
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  }
}

export interface FilePart {
  name: string
  content: string | Uint8Array
}

/** A multipart form whose parts come in the order they are given: some clients send the file before its fields. */
export const sendForm = (
  url: string,
  key: string,
  parts: [name: string, value: string | FilePart][],
): Promise<Answer> => {
  const form = new FormData()
  for (const [name, value] of parts) {
    if (typeof value === 'string') form.append(name, value)
    else form.append(name, new Blob([value.content as BlobPart]), value.name)
  }
  return rawCall(url, { method: 'POST', headers: { 'X-API-KEY': key }, body: form })
}

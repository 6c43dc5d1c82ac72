/** A flow over a bucket, seen by the API alone. */
import { setTimeout as wait } from 'node:timers/promises'
import { startS3, type TestS3 } from '../server/src/sources/testing/start-s3.ts'
import type { FlowDecision, FlowRun } from '../client/src/flow-types.ts'
import type { Api } from './api.ts'

/** For a server that reads a bucket of this machine. */
export const ALLOWED = { OUTGOING_ALLOW: '127.0.0.1' }

export interface FlowUnderTest {
  id: string
  /** Address of the dataset that it feeds. */
  dataset: string
  /** Asks for a run. */
  start(): Promise<unknown>
  /** Newest first. */
  runs(): Promise<FlowRun[]>
  /** Waits until nothing waits or runs; the last run. */
  settled(): Promise<FlowRun>
  /** Waits until the run that is under way took so many files. */
  reached(files: number): Promise<void>
  /** What every run so far says that it published. */
  published(): Promise<FlowDecision[]>
  /** What waits in quarantine. */
  held(): Promise<unknown[]>
}

export interface Bucket extends FlowUnderTest {
  s3: TestS3
}

/** A bucket of its own, and a flow over it. */
export const startBucket = async (api: Api): Promise<Bucket> => {
  const s3 = await startS3()
  const { endpoint, region, bucket } = s3.spec
  return { s3, ...(await startFlow(api, { kind: 's3', endpoint, region, bucket }, s3.secrets)) }
}

/** A dataset, and the active flow that feeds it from a source, which runs when it is asked to. */
export const startFlow = async (
  api: Api,
  source: object,
  credentials: Record<string, string> = {},
  pattern = 'fonds-{numero}.csv',
): Promise<FlowUnderTest> => {
  const organization = await api.call('POST', '/api/1/organizations/', { name: 'Archives', description: 'Des fonds.' })
  const words = { title: 'Fonds', description: 'Des fonds d’archives.', organization: organization.id }
  const { id } = await api.call('POST', '/api/1/datasets/', words)
  const definition = {
    kind: 'files',
    source,
    selection: { pattern, settle_seconds: 0 },
    mapping: { identity: ['numero'], dataset: { kind: 'existing', id }, resource: { title: 'Fonds {numero}' } },
    schedule: { kind: 'manual' },
    // What is under test is how files come, not what is in them.
    gates: { blocker: 'publish', warning: 'publish', rules: {} },
  }
  const input = { name: 'Fonds', organization: organization.id, definition, credentials }
  const { id: flow, slug } = await api.call('POST', '/api/1/flows/', input)
  const path = `/api/1/flows/${slug}`
  await api.call('POST', `${path}/activate/`)

  const all = async <T>(address: string): Promise<T[]> => {
    const found: T[] = []
    for (let page = 1; ; page += 1) {
      const answer = (await api.call('GET', `${address}page=${page}&page_size=100`)) as { data: T[]; total: number }
      found.push(...answer.data)
      if (answer.data.length === 0 || found.length >= answer.total) return found
    }
  }
  const runs = () => all<FlowRun>(`${path}/runs/?`)
  const lastRun = async (): Promise<FlowRun | undefined> =>
    (await api.call('GET', `${path}/runs/?page_size=1`).catch(() => ({ data: [] }))).data[0]
  return {
    id: flow,
    dataset: `/api/1/datasets/${id}`,
    start: () => api.call('POST', `${path}/runs/`, {}),
    runs,
    settled: () => until(lastRun, ({ state }) => state === 'done' || state === 'failed'),
    reached: async (files) => void (await until(lastRun, ({ progress }) => progress.done >= files)),
    published: async () => {
      const found: FlowDecision[] = []
      for (const { number } of await runs())
        found.push(...(await all<FlowDecision>(`${path}/runs/${number}/decisions/?outcome=published&`)))
      return found
    },
    held: () => all(`/api/1/flows/held/?flow=${slug}&`),
  }
}

/** What `look` says once it is as wanted; a server that is away is asked again. */
const until = async <T>(look: () => Promise<T | undefined>, isWanted: (found: T) => boolean): Promise<T> => {
  for (let tries = 0; tries < 3_000; tries += 1) {
    const found = await look()
    if (found !== undefined && isWanted(found)) return found
    await wait(100)
  }
  throw new Error('It never comes')
}

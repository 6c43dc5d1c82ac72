/**
 * A flow that looks at what did not change: 1,000 objects, a million keys that are nobody's, a million of which 100,000
 * are the flow's; and one that publishes 100 changed files of 1 MB, while somebody reads the portal.
 */
import { readFileSync } from 'node:fs'
import { apiOf } from '../e2e/api.ts'
import { ALLOWED, startBucket, startFlow, type FlowUnderTest } from '../e2e/flow-kit.ts'
import { newDataDir, newKey, removeDataDir, runServer } from '../e2e/run-server.ts'
import { readConfig } from '../server/src/config.ts'
import { saltOf } from '../server/src/flows/runs/fingerprint.rules.ts'
import type { FilesDefinition } from '../server/src/flows/model.ts'
import { selectFlow } from '../server/src/flows/store.flows.ts'
import { openPlatform } from '../server/src/platform.ts'
import { etagOf, keyOf, SIZE, startListingServer } from './listing-server.ts'
import { HEADER, row } from './tables.ts'

const CHANGED = 100
const MATCHING = 100_000
const MILLION = 1_000_000

const dataDir = newDataDir()
const server = await runServer(dataDir, ALLOWED)
const api = apiOf(() => server.url, newKey(dataDir))
const listing = await startListingServer()
const round = (value: number): number => Number(value.toFixed(2))

/** How long a run takes, from the question to its end. */
const secondsOfRun = async (flow: FlowUnderTest): Promise<number> => {
  const started = performance.now()
  await flow.start()
  const { state, failure } = await flow.settled()
  if (state !== 'done') throw new Error(`The run failed: ${failure?.message}`)
  return (performance.now() - started) / 1000
}

/** Highest memory of the server's own process so far. */
const peakMb = (): number =>
  Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)

/** Says that the flow published these files already: publishing them is another figure. */
const settle = async (flowId: string, count: number): Promise<void> => {
  const platform = await openPlatform({ ...readConfig({}), dataDir }, () => {}, { exclusive: false })
  const flow = await selectFlow(platform.db, flowId)
  const salt = saltOf(flow?.definition as FilesDefinition)
  const numbers = Array.from({ length: count }, (_, number) => number)
  await platform.pool.query(
    `insert into flow_objects (flow_id, key, identity, fingerprint, size_bytes, state, seen_run)
     select $1, key, 'numero=' || number, $2 || ' ' || etag || ' ${SIZE}', ${SIZE}, 'published', 0
     from unnest($3::text[], $4::int[], $5::text[]) as o (key, number, etag)`,
    [flowId, salt, numbers.map(keyOf), numbers, numbers.map(etagOf)],
  )
  await platform.close()
}

/** A listing of so many keys, of which the first ones are the flow's and did not change. */
const walked = async (keys: number, ours: number) => {
  listing.hold(keys, ours)
  const source = { kind: 's3', endpoint: listing.endpoint, bucket: 'fonds' }
  const flow = await startFlow(api, source, { access_key_id: 'a', secret_access_key: 'b' })
  await settle(flow.id, ours)
  const before = peakMb()
  const seconds = await secondsOfRun(flow)
  const { counts } = await flow.settled()
  if (counts.unchanged !== ours || counts.ignored !== keys - ours) throw new Error(JSON.stringify(counts))
  return { keys, ours, seconds: round(seconds), peakMb: { before, after: peakMb() } }
}

/** One page after the other until it is told to stop. */
const reader = async (signal: AbortSignal) => {
  const started = performance.now()
  let [pages, slowest] = [0, 0]
  while (!signal.aborted) {
    const asked = performance.now()
    const response = await fetch(`${server.url}${pages % 2 ? '/datasets' : '/'}`)
    if (response.status !== 200) throw new Error(`The portal answers ${response.status}`)
    await response.text()
    slowest = Math.max(slowest, performance.now() - asked)
    pages += 1
  }
  return { perSecond: pages / ((performance.now() - started) / 1000), slowestMs: slowest }
}

const published = async () => {
  const bucket = await startBucket(api)
  const put = async (state: number): Promise<void> => {
    const rows = (file: number) => Array.from({ length: 7_900 }, (_, id) => row(id + file + state)).join('\n')
    for (let file = 0; file < CHANGED; file += 1) await bucket.s3.put(keyOf(file), `${HEADER}${rows(file)}\n`)
  }
  await put(0)
  const firstSeconds = await secondsOfRun(bucket)
  const idle = await reader(AbortSignal.timeout(5_000))
  await put(1)
  const ended = new AbortController()
  const reading = reader(ended.signal)
  const seconds = await secondsOfRun(bucket).finally(() => ended.abort())
  const during = await reading
  const { counts } = await bucket.settled()
  await bucket.s3.close()
  return {
    ...{ files: CHANGED, published: counts.published + counts.warned, firstSeconds: round(firstSeconds) },
    seconds: round(seconds),
    pagesPerSecond: { idle: round(idle.perSecond), during: round(during.perSecond) },
    slowestPageMs: { idle: Math.round(idle.slowestMs), during: Math.round(during.slowestMs) },
    shareOfIdleRate: round(during.perSecond / idle.perSecond),
  }
}

try {
  const results = {
    thousand: await walked(1_000, 1_000),
    million: await walked(MILLION, 0),
    matching: await walked(MILLION, MATCHING),
    published: await published(),
  }
  console.log(JSON.stringify(results))
} finally {
  await server.end('SIGTERM')
  await listing.close()
  removeDataDir(dataDir)
}

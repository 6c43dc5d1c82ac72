/**
 * With 10,000 datasets and 60,000 resources: a dataset read against a bare JSON route of the same size, and the search
 * with its counters, both with 4 clients.
 */
import { fork } from 'node:child_process'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { DATASETS, RESOURCES_EACH } from './seed-catalogue.ts'

const SECONDS = 5
const CLIENTS = 4

const child = fork(join(import.meta.dirname, 'catalogue-server.ts'))
const { url, slug } = await new Promise<{ url: string; slug: string }>((resolve, reject) => {
  child.once('message', (message) => resolve(message as { url: string; slug: string }))
  child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
})

const paths = {
  bare: '/bare/',
  dataset: `/api/1/datasets/${slug}/`,
  everyDataset: (n: number) => `/api/1/datasets/jeu-${1 + (n % DATASETS)}/`,
  datasetV2: `/api/2/datasets/${slug}/`,
  search: `/api/2/datasets/search/?q=${encodeURIComponent('musée')}&page_size=20`,
  // Spaces make it another question, so that no answer is kept.
  everySearch: (n: number) =>
    `/api/2/datasets/search/?q=${encodeURIComponent(`musée${' '.repeat(n % 900)}`)}&page_size=20`,
  list: '/api/2/datasets/?page_size=20',
}
const results: Record<string, { perSecond: number; p50: number; p95: number; bytes: number }> = {}
for (const [name, path] of Object.entries(paths)) {
  await load(path, 1)
  results[name] = await load(path, SECONDS)
}
const share = (name: string) => Number(((results[name]?.perSecond ?? 0) / (results.bare?.perSecond ?? 1)).toFixed(2))
child.send('stop')
await new Promise((resolve) => child.once('exit', resolve))
console.log(
  JSON.stringify({
    datasets: DATASETS,
    resources: DATASETS * RESOURCES_EACH,
    clients: CLIENTS,
    ...results,
    shareOfBareRoute: { dataset: share('dataset'), everyDataset: share('everyDataset'), datasetV2: share('datasetV2') },
  }),
)

/** Requests of 4 clients, each waiting for its answer: rate, and milliseconds at the median and the 95th percentile. */
async function load(path: string | ((n: number) => string), seconds: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
  const end = performance.now() + seconds * 1000
  const times: number[] = []
  let bytes = 0
  let n = 0
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      const started = performance.now()
      bytes = await once(url + (typeof path === 'string' ? path : path(n++)), agent)
      times.push(performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number) => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(1))
  return { perSecond: Math.round(times.length / seconds), p50: at(0.5), p95: at(0.95), bytes }
}

function once(address: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    get(address, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${address} answered ${response.statusCode}`))
      let size = 0
      response.on('data', (chunk: Buffer) => (size += chunk.length)).on('end', () => resolve(size))
    }).on('error', reject)
  })
}

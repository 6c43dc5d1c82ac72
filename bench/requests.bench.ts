/** Requests per second of a dataset as JSON and as a page, against a bare JSON route of the same server. */
import { Agent, get } from 'node:http'
import { withDemo } from './with-demo.ts'

const SECONDS = 4
const CLIENTS = 4

await withDemo(async ({ url }) => {
  const slug = 'liste-des-musees-de-france'
  const paths = {
    bare: '/api/cimaise/limits/',
    json: `/api/1/datasets/${slug}/`,
    page: `/datasets/${slug}`,
    list: '/datasets',
  }
  const rates: Record<string, number> = {}
  for (const [name, path] of Object.entries(paths)) {
    await requestsPerSecond(url + path, 1)
    rates[name] = Math.round(await requestsPerSecond(url + path, SECONDS))
  }
  const ratios = Object.fromEntries(
    Object.entries(rates).map(([name, rate]) => [name, Number((rate / (rates.bare ?? 1)).toFixed(3))]),
  )
  return { requestsPerSecond: rates, shareOfBareRoute: ratios }
})

async function requestsPerSecond(url: string, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
  const end = performance.now() + seconds * 1000
  let count = 0
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      await once(url, agent)
      count++
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  agent.destroy()
  return count / seconds
}

function once(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`))
      response.resume().on('end', resolve)
    }).on('error', reject)
  })
}

/** What a flow waits for before it decides: a bucket listed and looked at, and one of a million keys walked. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createOutgoing } from '../server/src/outgoing/index.ts'
import { openSource, type S3Spec, type Secrets } from '../server/src/sources/index.ts'
import { startS3 } from '../server/src/sources/testing/start-s3.ts'

const OBJECTS = 1_000
const KEYS = 1_000_000

const outgoing = createOutgoing({ allow: ['127.0.0.1'], userAgent: 'Cimaise/bench' })
const secrets: Secrets = { access_key_id: 'AKIABENCH', secret_access_key: 'bench' }

const listed = await listThousand()
const walked = await walkMillion()
await outgoing.close()
console.log(JSON.stringify({ ...listed, ...walked }))

/** Against a real S3 server: the listing, then a look at each object, eight at a time. */
async function listThousand() {
  const s3 = await startS3()
  for (let i = 0; i < OBJECTS; i++) await s3.put(`musees/liste_${i}.csv`, `${i};a\n`)
  const source = await openSource(s3.spec, s3.secrets, { outgoing, folderRoot: null })
  const start = performance.now()
  const keys: string[] = []
  for await (const { key } of source.list()) keys.push(key)
  const listSeconds = secondsSince(start)
  const waiting = keys.values()
  const looker = async () => {
    for (const key of waiting) await source.look(key)
  }
  await Promise.all(Array.from({ length: 8 }, looker))
  await source.close()
  await s3.close()
  return { objects: keys.length, listSeconds, listAndLookSeconds: secondsSince(start) }
}

/** Pages made as they are asked for: no test server holds so many. */
async function walkMillion() {
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://s3').searchParams
    if (asked.has('versioning')) return response.end('<VersioningConfiguration/>')
    response.setHeader('content-type', 'application/xml').end(pageFrom(Number(asked.get('continuation-token') ?? 0)))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const spec: S3Spec = { kind: 's3', endpoint, region: 'fr', bucket: 'grand', prefix: '', pathStyle: true }
  const source = await openSource(spec, secrets, { outgoing, folderRoot: null })
  const start = performance.now()
  let mostHeap = 0
  let keys = 0
  for await (const _object of source.list()) {
    if (++keys % 10_000 === 0) mostHeap = Math.max(mostHeap, process.memoryUsage().heapUsed)
  }
  await source.close()
  server.close()
  return { walkedKeys: keys, walkSeconds: secondsSince(start), walkHeapMb: Math.round(mostHeap / 1_048_576) }
}

function pageFrom(first: number): string {
  const entries = Array.from({ length: 1_000 }, (_, i) => {
    const key = `musees/2026/liste_${String(first + i).padStart(9, '0')}.csv`
    return `<Contents><Key>${key}</Key><LastModified>2026-11-28T02:00:00.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>1048576</Size><StorageClass>STANDARD</StorageClass></Contents>`
  })
  const next = first + 1_000
  const more = next < KEYS ? `<NextContinuationToken>${next}</NextContinuationToken>` : ''
  return `<ListBucketResult><Name>grand</Name><IsTruncated>${next < KEYS}</IsTruncated>${more}${entries.join('')}</ListBucketResult>`
}

function secondsSince(start: number): number {
  return Number(((performance.now() - start) / 1000).toFixed(2))
}

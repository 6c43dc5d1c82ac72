import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const PAGE = 1_000
export const SIZE = 1_000

/** Of a file that the flow takes. */
export const keyOf = (number: number): string => `fonds-${number}.csv`
export const etagOf = (number: number): string => createHash('md5').update(keyOf(number)).digest('hex')

export interface ListingServer {
  endpoint: string
  /** So many keys from now on, of which the first ones are the flow's and the others nobody's. */
  hold(keys: number, ours: number): void
  close(): Promise<void>
}

/** A bucket that answers listings alone, made as they are asked for: a million keys take no room. */
export const startListingServer = async (): Promise<ListingServer> => {
  let holding = { keys: 0, ours: 0 }
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://bucket').searchParams
    response.setHeader('content-type', 'application/xml')
    if (asked.has('versioning')) return void response.end('<VersioningConfiguration></VersioningConfiguration>')
    const from = Number(asked.get('continuation-token') ?? 0)
    const to = Math.min(holding.keys, from + PAGE)
    const more = to < holding.keys
    const entries = Array.from({ length: to - from }, (_, at) => entryOf(from + at, holding.ours)).join('')
    const next = more ? `<NextContinuationToken>${to}</NextContinuationToken>` : ''
    response.end(`<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${entries}</ListBucketResult>`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: (keys, ours) => void (holding = { keys, ours }),
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

const entryOf = (number: number, ours: number): string => {
  const key = number < ours ? keyOf(number) : `numerisations/${number}.tif`
  return `<Contents><Key>${key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;${etagOf(number)}&quot;</ETag><Size>${SIZE}</Size></Contents>`
}

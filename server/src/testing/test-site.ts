/** A web site of somebody else's, on the loopback: what it answers is said test by test. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TestSite {
  port: number
  /** `GET /a.csv`, in order. */
  seen: string[]
  requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[]
  /** What it answers from now on. */
  answers(how: (request: IncomingMessage, response: ServerResponse) => void): void
  close(): Promise<void>
}

export const startTestSite = async (host = '127.0.0.1'): Promise<TestSite> => {
  let answer = (_request: IncomingMessage, response: ServerResponse): void => void response.writeHead(404).end()
  const seen: string[] = []
  const requests: TestSite['requests'] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const { method = '', url = '', headers } = request
    seen.push(`${method} ${url}`)
    requests.push({ method, url, headers, body })
    answer(request, response)
  })
  await new Promise<void>((done) => server.listen(0, host, done))
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    requests,
    answers: (how) => {
      seen.length = 0
      requests.length = 0
      answer = how
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

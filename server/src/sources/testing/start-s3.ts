import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
// Speaks S3 well (ranges, conditions, pages) and lets anybody in: keys and versions are looked after here.
import { buildApp } from 'fauxqs'
import type { S3Spec, Secrets } from '../model.ts'
import { openLine, type Line } from './line.ts'
import { signatureProblem } from './s3-signature.ts'
import { createVersions } from './s3-versions.ts'

export interface TestS3 {
  endpoint: string
  bucket: string
  spec: S3Spec
  secrets: Secrets
  /** Of the bucket, without its prefix. */
  put(key: string, body: string | Uint8Array): Promise<void>
  remove(key: string): Promise<void>
  /** From now on each state of an object is kept. */
  keepVersions(): void
  /** The key that was good isn't any more; the new secrets are. */
  rotateKey(): Secrets
  /** Every request is answered so; null: as usual. */
  answerWith(refusal: { status: number; code: string } | null): void
  /** Requests without a key are answered as well. */
  openToAll(isOpen: boolean): void
  /** Method and path of the requests so far. */
  requests: string[]
  line: Line
  close(): Promise<void>
}

/** A real S3 server on 127.0.0.1, with one bucket and one key. Allow it in `createOutgoing`: `127.0.0.1`. */
export const startS3 = async ({ bucket = 'donnees', prefix = '' } = {}): Promise<TestS3> => {
  const back = buildApp({ logger: false })
  await back.listen({ host: '127.0.0.1', port: 0 })
  const backPort = (back.server.address() as AddressInfo).port
  const toBack = (method: string, path: string, body: string | Uint8Array = ''): Promise<void> =>
    new Promise((done, fail) => {
      const headers = { 'content-type': 'text/csv', 'content-length': Buffer.byteLength(body) }
      const sent = ask({ host: '127.0.0.1', port: backPort, method, path, headers }, (answer) => {
        answer.resume().on('end', () => done())
        if ((answer.statusCode ?? 0) >= 300) fail(new Error(`${method} ${path}: ${answer.statusCode}`))
      })
      sent.on('error', fail).end(body)
    })
  for (const name of [bucket, `${bucket}-versions`]) await toBack('PUT', `/${name}`)

  const versions = createVersions(bucket)
  const state = {
    secrets: { access_key_id: 'AKIATEST0001', secret_access_key: 'secret-0001' },
    refusal: null as { status: number; code: string } | null,
    isOpen: false,
  }
  const requests: string[] = []
  const front = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    const problem = problemOf(request, state)
    if (problem) return refuse(response, problem)
    const answer = versions.answer(request.url ?? '/')
    if (answer !== undefined) return void response.setHeader('content-type', 'application/xml').end(answer)
    forward(request, response, backPort, versions.rewrite(request.url ?? '/'))
  })
  await new Promise<void>((done) => front.listen(0, '127.0.0.1', done))
  const line = await openLine((front.address() as AddressInfo).port)
  const endpoint = `http://127.0.0.1:${line.port}`

  let keys = 1
  return {
    endpoint,
    bucket,
    spec: { kind: 's3', endpoint, region: 'eu-west-3', bucket, prefix, pathStyle: true },
    secrets: { ...state.secrets },
    put: async (key, body) => {
      await toBack('PUT', `/${bucket}/${pathOf(key)}`, body)
      const id = versions.add(key, body)
      if (id) await toBack('PUT', `/${bucket}-versions/${id}`, body)
    },
    remove: async (key) => {
      await toBack('DELETE', `/${bucket}/${pathOf(key)}`)
      versions.remove(key)
    },
    keepVersions: () => versions.start(),
    rotateKey: () => {
      const number = String(++keys).padStart(4, '0')
      state.secrets = { access_key_id: `AKIATEST${number}`, secret_access_key: `secret-${number}` }
      return { ...state.secrets }
    },
    answerWith: (refusal) => (state.refusal = refusal),
    openToAll: (isOpen) => (state.isOpen = isOpen),
    requests,
    line,
    close: async () => {
      await line.close()
      front.closeAllConnections()
      await new Promise((done) => front.close(done))
      await back.close()
    },
  }
}

const pathOf = (key: string): string => key.split('/').map(encodeURIComponent).join('/')

interface Guard {
  secrets: { access_key_id: string; secret_access_key: string }
  refusal: { status: number; code: string } | null
  isOpen: boolean
}

const problemOf = (request: IncomingMessage, { secrets, refusal, isOpen }: Guard) => {
  if (refusal) return refusal
  if (isOpen && request.headers.authorization === undefined) return undefined
  const code = signatureProblem(request, secrets.access_key_id, secrets.secret_access_key)
  return code ? { status: 403, code } : undefined
}

const refuse = (response: ServerResponse, { status, code }: { status: number; code: string }): void => {
  response.writeHead(status, { 'content-type': 'application/xml' })
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>refused</Message></Error>`)
}

const forward = (request: IncomingMessage, response: ServerResponse, port: number, path: string): void => {
  const { method, headers } = request
  // The bucket is in the path there: a name with dots would be taken for one that has it in front.
  const sent = ask({ host: '127.0.0.1', port, method, path, headers: { ...headers, host: `127.0.0.1:${port}` } })
  sent.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  sent.on('error', () => response.destroy())
  response.on('close', () => sent.destroy())
  request.pipe(sent)
}

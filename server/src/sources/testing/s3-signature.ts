import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What is wrong with a request's signature (AWS Signature Version 4, in its header), as S3 names it. */
export const signatureProblem = (request: IncomingMessage, keyId: string, secret: string): string | undefined => {
  const found = /Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})/.exec(
    request.headers.authorization ?? '',
  )
  if (!found) return 'AccessDenied'
  const [, id, scope = '', signed = '', signature = ''] = found
  if (id !== keyId) return 'InvalidAccessKeyId'
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
  const url = request.url ?? '/'
  const [path = '', query = ''] = url.split(/\?(.*)/s)
  const questions = query.split('&').filter((part) => part !== '')
  const canonical = [
    request.method,
    path,
    questions
      .map((part) => (part.includes('=') ? part : `${part}=`))
      .sort()
      .join('&'),
    headers.join(''),
    signed,
    request.headers['x-amz-content-sha256'],
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const key = scope.split('/').reduce<string | Buffer>((key, part) => hmac(key, part), `AWS4${secret}`)
  const expected = hmac(key, toSign)
  return timingSafeEqual(expected, Buffer.from(signature, 'hex')) ? undefined : 'SignatureDoesNotMatch'
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

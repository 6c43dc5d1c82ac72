import { Readable } from 'node:stream'
import type { S3Client } from '@aws-sdk/client-s3'
import { networkFailure, placeOf } from '../failures.ts'
import type { S3Spec } from '../model.ts'
import { OutgoingFailure } from '../../outgoing/index.ts'

/** A page of a thousand keys, of a thousand bytes each, takes a quarter of it. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024

/** The client holds in memory whatever it must understand, however much a service sends: all but files is bounded. */
export const boundAnswers = (client: S3Client, spec: S3Spec): void => {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args)
        const response = result.response as { statusCode: number; body?: unknown }
        const isFile = commandName === 'GetObjectCommand' && response.statusCode < 300
        if (!isFile && response.body instanceof Readable) response.body = Readable.from(atMost(response.body, spec))
        return result
      },
    { step: 'deserialize', priority: 'low' },
  )
}

async function* atMost(body: Readable, { endpoint }: S3Spec): AsyncGenerator<Uint8Array> {
  let read = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    read += chunk.length
    if (read > MAX_ANSWER_BYTES) throw networkFailure(new OutgoingFailure('too_large'), placeOf(new URL(endpoint)))
    yield chunk
  }
}

import { GetBucketVersioningCommand, GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { Readable } from 'node:stream'
import { patienceOf, type Patience, type SourceDeps } from '../deps.ts'
import { changedFailure, missingFailure, placeOf } from '../failures.ts'
import { SourceFailure, type S3Spec, type Secrets, type SeenObject, type Source } from '../model.ts'
import { isAnother } from '../same-state.rules.ts'
import { watchedBody } from '../watched-body.ts'
import { s3Failure } from './failure.ts'
import { ask, listObjects, listVersions, seenOf } from './list-objects.ts'
import { openClient } from './open-client.ts'

/** A bucket, or what is below a prefix of it. */
export const openS3 = async (spec: S3Spec, secrets: Secrets, deps: SourceDeps): Promise<Source> => {
  const client = openClient(spec, secrets, deps)
  const patience = patienceOf(deps)
  try {
    const keepsVersions = await hasVersions(client, spec, patience)
    return {
      list: () => listObjects(client, spec, patience.answerMs),
      look: (key) => look(client, spec, key, patience),
      read: (seen, offset) => read(client, spec, seen, offset, patience),
      ...(keepsVersions && { versions: (key: string) => listVersions(client, spec, key, patience.answerMs) }),
      close: async () => client.destroy(),
    }
  } catch (error) {
    client.destroy()
    throw error
  }
}

/** Many keys may read files and not know this, and many services have no versions: neither is a failure. */
const hasVersions = async (
  client: S3Client,
  spec: S3Spec,
  { answerMs }: Pick<Patience, 'answerMs'>,
): Promise<boolean> => {
  try {
    const answer = await ask(spec, answerMs, (abortSignal) =>
      client.send(new GetBucketVersioningCommand({ Bucket: spec.bucket }), { abortSignal }),
    )
    return answer.Status === 'Enabled' || answer.Status === 'Suspended'
  } catch (error) {
    if (error instanceof SourceFailure && !['forbidden', 'protocol'].includes(error.reason)) {
      if (statusOf(error.cause) !== 501) throw error
    } else if (!(error instanceof SourceFailure)) throw error
    return false
  }
}

const look = async (client: S3Client, spec: S3Spec, key: string, { answerMs }: Patience) => {
  try {
    const answer = await ask(spec, answerMs, (abortSignal) =>
      client.send(new HeadObjectCommand({ Bucket: spec.bucket, Key: spec.prefix + key }), { abortSignal }),
    )
    return seenOf(key, answer)
  } catch (error) {
    // The answer to HEAD has no body: a bucket that is missing looks the same, and was told when it was opened.
    if (error instanceof SourceFailure && statusOf(error.cause) === 404) return undefined
    // Nor does it say why: a question that is answered with words tells a key that is unknown from a right that is missing.
    if (error instanceof SourceFailure && error.reason === 'forbidden') await hasVersions(client, spec, { answerMs })
    throw error
  }
}

const read = async (client: S3Client, spec: S3Spec, seen: SeenObject, offset: number, patience: Patience) => {
  const place = placeOf(new URL(spec.endpoint))
  const { key } = seen
  const answer = await open(client, spec, seen, offset, patience)
  const body = answer.Body as Readable
  const found = seenOf(key, { ...answer, ContentLength: totalOf(answer, offset) })
  // A service that doesn't know ranges or conditions answers as if it had not been asked.
  const isThere = offset === 0 || answer.ContentRange !== undefined
  if (!isThere || isAnother(found, seen)) {
    body.destroy()
    throw changedFailure(key)
  }
  const stop = () => void body.destroy()
  return watchedBody({ key, place, chunks: body, stop, offset, total: found.sizeBytes, quietMs: patience.quietMs })
}

const open = async (client: S3Client, spec: S3Spec, seen: SeenObject, offset: number, { answerMs }: Patience) => {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), answerMs)
  try {
    const command = new GetObjectCommand({
      Bucket: spec.bucket,
      Key: spec.prefix + seen.key,
      ...(offset > 0 && { Range: `bytes=${offset}-` }),
      ...(seen.etag !== null && { IfMatch: `"${seen.etag}"` }),
      ...(seen.versionId !== null && { VersionId: seen.versionId }),
    })
    return await client.send(command, { abortSignal: late.signal })
  } catch (error) {
    const status = statusOf(error)
    if (status === 412 || status === 416) throw changedFailure(seen.key, error)
    if ((error as Error).name === 'NoSuchKey' || (error as Error).name === 'NoSuchVersion')
      throw missingFailure(seen.key, error)
    throw s3Failure(late.signal.aborted ? new DOMException('Too late', 'TimeoutError') : error, spec)
  } finally {
    clearTimeout(timer)
  }
}

const totalOf = (answer: { ContentRange?: string; ContentLength?: number }, offset: number): number | undefined => {
  const total = /\/(\d+)$/.exec(answer.ContentRange ?? '')?.[1]
  if (total !== undefined) return Number(total)
  return answer.ContentLength === undefined ? undefined : answer.ContentLength + offset
}

const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode

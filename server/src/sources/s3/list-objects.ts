import { ListObjectsV2Command, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3'
import { placeOf, protocolFailure } from '../failures.ts'
import type { S3Spec, SeenObject } from '../model.ts'
import { s3Failure } from './failure.ts'

/** A page of nothing that says there is more: a few are usual after many deletions. */
const MAX_EMPTY_PAGES = 1_000

/** Every object below the prefix, a page at a time. */
export async function* listObjects(client: S3Client, spec: S3Spec, answerMs: number): AsyncGenerator<SeenObject> {
  const place = placeOf(new URL(spec.endpoint))
  let token: string | undefined
  for (let empty = 0; ;) {
    const page = await ask(spec, answerMs, (abortSignal) =>
      client.send(
        new ListObjectsV2Command({
          Bucket: spec.bucket,
          Prefix: spec.prefix,
          ContinuationToken: token,
          // XML can't hold every character that a key may have.
          EncodingType: 'url',
        }),
        { abortSignal },
      ),
    )
    // A page of the web is no empty bucket: whoever reads it would find that every file has gone.
    if (page.IsTruncated === undefined) throw protocolFailure(place)
    const decode = page.EncodingType === 'url' ? decodeKey : (key: string) => key
    for (const object of page.Contents ?? []) {
      const key = keyBelow(spec.prefix, decode(object.Key ?? ''))
      if (key !== undefined) yield seenOf(key, { ...object, ContentLength: object.Size })
    }
    empty = page.Contents?.length ? 0 : empty + 1
    if (!page.IsTruncated) return
    const next = page.NextContinuationToken
    if (next === undefined || next === token || empty > MAX_EMPTY_PAGES) throw protocolFailure(place)
    token = next
  }
}

/** Every state of one object that the bucket kept, oldest first. */
export async function* listVersions(client: S3Client, spec: S3Spec, key: string, answerMs: number) {
  const wanted = spec.prefix + key
  const newestFirst: SeenObject[] = []
  let marker: { KeyMarker?: string; VersionIdMarker?: string } = {}
  for (;;) {
    const page = await ask(spec, answerMs, (abortSignal) =>
      client.send(
        new ListObjectVersionsCommand({ Bucket: spec.bucket, Prefix: wanted, EncodingType: 'url', ...marker }),
        { abortSignal },
      ),
    )
    const decode = page.EncodingType === 'url' ? decodeKey : (text: string) => text
    const states = (page.Versions ?? []).map((one) => ({ ...one, Key: decode(one.Key ?? '') }))
    for (const state of states.filter(({ Key }) => Key === wanted))
      newestFirst.push(seenOf(key, { ...state, ContentLength: state.Size }))
    // Keys come in order: after the wanted one, only longer ones are left.
    if (!page.IsTruncated || !page.NextKeyMarker || states.some(({ Key }) => Key !== wanted)) break
    const next = { KeyMarker: decode(page.NextKeyMarker), VersionIdMarker: page.NextVersionIdMarker }
    const isSame = next.KeyMarker === marker.KeyMarker && next.VersionIdMarker === marker.VersionIdMarker
    if (isSame) throw protocolFailure(placeOf(new URL(spec.endpoint)))
    marker = next
  }
  yield* newestFirst.reverse()
}

/** One request, answered in time. */
export const ask = async <T>(spec: S3Spec, answerMs: number, send: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const signal = AbortSignal.timeout(answerMs)
  try {
    return await send(signal)
  } catch (error) {
    throw s3Failure(signal.aborted ? signal.reason : error, spec)
  }
}

/** Relative to the prefix; nothing for the empty objects that stand for folders. */
const keyBelow = (prefix: string, key: string): string | undefined =>
  key.startsWith(prefix) && key !== prefix && !key.endsWith('/') ? key.slice(prefix.length) : undefined

/** A service that says so without doing it is taken at its letters. */
const decodeKey = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

interface Described {
  ContentLength?: number
  LastModified?: Date
  ETag?: string
  VersionId?: string
}

/** Listings say milliseconds and headers seconds, with and without quotes: the same state must look the same. */
export const seenOf = (key: string, { ContentLength, LastModified, ETag, VersionId }: Described): SeenObject => ({
  key,
  sizeBytes: ContentLength ?? null,
  modifiedAt: LastModified ? new Date(Math.floor(LastModified.getTime() / 1000) * 1000) : null,
  etag: ETag?.replace(/^"|"$/g, '') || null,
  versionId: VersionId && VersionId !== 'null' ? VersionId : null,
})

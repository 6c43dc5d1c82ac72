import { changedFailure, missingFailure, placeOf } from '../failures.ts'
import type { SeenObject } from '../model.ts'
import type { OutgoingAnswer } from '../../outgoing/index.ts'
import { isAnother } from '../same-state.rules.ts'
import { watchedBody } from '../watched-body.ts'
import { askSite, isPacked, seenOf, type Site } from './ask-site.ts'
import { statusFailure } from './failure.ts'

/**
 * The bytes of the file that was seen. A site that doesn't know ranges, or packs what it sends, gives the whole again,
 * and what was read already is passed over.
 */
export const readFile = async (site: Site, url: URL, seen: SeenObject, offset: number) => {
  const { key } = seen
  let answer = await askForBytes(site, url, seen, offset)
  if (answer.status === 206 && (isPacked(answer.headers) || !startsAt(answer, offset))) {
    answer.discard()
    answer = await askForBytes(site, url, seen, 0)
  }
  const start = answer.status === 206 ? offset : 0
  const found = seenOf(key, answer, start)
  try {
    refuse(answer, url, seen)
    if (isAnother(found, seen)) throw changedFailure(key)
  } catch (error) {
    answer.discard()
    throw error
  }
  const whole = watchedBody({
    key,
    place: placeOf(url),
    chunks: answer.body,
    stop: answer.discard,
    offset: start,
    total: found.sizeBytes,
    quietMs: site.patience.quietMs,
    check: () => checkAgain(site, url, found),
  })
  return start === offset ? whole : without(whole, offset)
}

const askForBytes = (site: Site, url: URL, { etag }: SeenObject, offset: number): Promise<OutgoingAnswer> => {
  // Only a strong one may be sent (RFC 9110 §13.1.5); we compare the answer's with what was seen all the same.
  const validator: Record<string, string> = etag?.startsWith('"') ? { 'if-range': etag } : {}
  return askSite(site, url, {
    headers: offset > 0 ? { range: `bytes=${offset}-`, ...validator } : {},
    isFile: true,
  })
}

const startsAt = ({ headers }: OutgoingAnswer, offset: number): boolean =>
  new RegExp(`^bytes ${offset}-`, 'i').test(headers['content-range'] ?? '')

const refuse = ({ status }: OutgoingAnswer, url: URL, { key }: SeenObject): void => {
  if (status === 200 || status === 206) return
  if (status === 404 || status === 410) throw missingFailure(key)
  // Less bytes than we have already, or another file than asked for.
  if (status === 412 || status === 416) throw changedFailure(key)
  throw statusFailure(status, url)
}

/** A site that sends from the file itself, written over meanwhile, sent half of each. */
const checkAgain = async (site: Site, url: URL, found: SeenObject): Promise<void> => {
  const answer = await askSite(site, url, { method: 'HEAD' })
  answer.discard()
  if (answer.status === 200 && isAnother(seenOf(found.key, answer), found)) throw changedFailure(found.key)
}

async function* without(chunks: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count
  for await (const chunk of chunks) {
    const rest = chunk.subarray(Math.min(left, chunk.length))
    left -= chunk.length - rest.length
    if (rest.length > 0) yield rest
  }
}

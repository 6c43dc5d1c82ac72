import { SourceFailure } from './model.ts'
import { changedFailure, networkFailure, timeoutFailure, truncatedFailure, type Place } from './failures.ts'

export interface Body {
  key: string
  place: Place
  chunks: AsyncIterable<Uint8Array>
  /** Ends the transfer at once, whatever is under way. */
  stop(): void
  /** Where the first byte is in the file, and how many the file has. */
  offset: number
  total: number | null
  quietMs: number
  /** Once all was read: whether it is still what was seen. */
  check?(): Promise<void>
}

/** Bytes that come in time and in the announced number, or a failure in words. Stopping it ends the transfer. */
export const watchedBody = (body: Body): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: () => {
    const stop = once(body.stop)
    const bytes = bytesOf({ ...body, stop })
    return {
      next: () => bytes.next(),
      // A generator that waits for a byte would only learn it after that byte.
      return: async () => {
        stop()
        await bytes.return(undefined).catch(() => {})
        return { done: true, value: undefined }
      },
    }
  },
})

/** A connection that was given back may serve somebody else by now. */
const once = (work: () => void): (() => void) => {
  let isDone = false
  return () => {
    if (!isDone) work()
    isDone = true
  }
}

async function* bytesOf({ key, place, chunks, stop, offset, total, quietMs, check }: Body) {
  const iterator = chunks[Symbol.asyncIterator]()
  let position = offset
  try {
    for (;;) {
      const next = await inTime(iterator.next(), quietMs, place)
      if (next.done) break
      position += next.value.length
      if (total !== null && position > total) throw changedFailure(key)
      yield next.value
    }
    if (total !== null && position < total) throw truncatedFailure(key, position, total)
    await check?.()
  } catch (error) {
    const failure = networkFailure(error, place)
    const wasCut = failure instanceof SourceFailure && failure.reason === 'unreachable'
    throw wasCut ? truncatedFailure(key, position, total, error) : failure
  } finally {
    stop()
  }
}

/** What is waited for, unless it takes too long. */
export const inTime = async <T>(work: Promise<T>, ms: number, place: Place): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timeoutFailure(place)), ms)
  })
  // What comes after its time is nobody's error any more.
  work.catch(() => {})
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/**
 * The first `size` bytes of a stream (fewer when it is shorter), and the whole stream again, from the beginning.
 * Nothing is read beyond the chunk that completes them until `all` is read. Whoever read
 * it or gave it up calls `end`: what `source` holds open is closed.
 */
export const peek = async (
  source: AsyncIterable<Uint8Array>,
  size: number,
): Promise<{ head: Buffer; all: AsyncIterable<Uint8Array>; end: () => Promise<unknown> }> => {
  const iterator = source[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  let length = 0
  while (length < size) {
    const { value, done } = await iterator.next()
    if (done) break
    chunks.push(value)
    length += value.length
  }
  const end = async (): Promise<unknown> => iterator.return?.()
  return { head: Buffer.concat(chunks).subarray(0, size), all: again(chunks, iterator), end }
}

async function* again(chunks: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  yield* chunks
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

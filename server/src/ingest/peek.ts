/**
 * The first `size` bytes of a stream (fewer when it is shorter), and the whole stream again, from the beginning.
 * Nothing is read beyond the chunk that completes them until `all` is read. Whoever stops in the middle ends `source`.
 */
export const peek = async (
  source: AsyncIterable<Uint8Array>,
  size: number,
): Promise<{ head: Buffer; all: AsyncIterable<Uint8Array> }> => {
  const iterator = source[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  let length = 0
  while (length < size) {
    const { value, done } = await iterator.next()
    if (done) break
    chunks.push(value)
    length += value.length
  }
  return { head: Buffer.concat(chunks).subarray(0, size), all: again(chunks, iterator) }
}

async function* again(chunks: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  yield* chunks
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

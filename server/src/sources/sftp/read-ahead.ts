import type { SftpSession } from './session.ts'

/** Servers give this much at once, some no more. */
const PIECE_BYTES = 32 * 1024
/** Asked for before the first one came: the way there and back would cost more than the bytes. */
const PIECES_AHEAD = 32

/** The bytes of an open file in their order, up to `size` or its end; the file is closed after them. */
export async function* bytesFrom(
  session: SftpSession,
  handle: Buffer,
  offset: number,
  size: number,
): AsyncGenerator<Uint8Array> {
  const ahead: Promise<Buffer>[] = []
  for (let next = offset; ;) {
    for (; ahead.length < PIECES_AHEAD && next < size; next += PIECE_BYTES) {
      const piece = wholePiece(session, handle, next, Math.min(PIECE_BYTES, size - next))
      // Those behind a failed one fail as well, and nobody waits for them.
      piece.catch(() => {})
      ahead.push(piece)
    }
    const bytes = await ahead.shift()
    if (!bytes || bytes.length === 0) break
    yield bytes
  }
  await session.close(handle)
}

/** A server may give less than it was asked for, without being at the end. */
const wholePiece = async (session: SftpSession, handle: Buffer, offset: number, length: number): Promise<Buffer> => {
  const parts: Buffer[] = []
  let got = 0
  while (got < length) {
    const part = await session.read(handle, offset + got, length - got)
    if (part.length === 0) break
    parts.push(part)
    got += part.length
  }
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
}

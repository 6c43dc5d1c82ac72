import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** A line of ours between a source and a real server: it can be cut, or slow, and knows who is on it. */
export interface Line {
  port: number
  /** Connections that are open now. */
  open(): number
  /** Connections ever made. */
  made(): number
  /** Each connection is cut once so many more bytes came from the server; null: never. */
  cutAfter(bytes: number | null): void
  /** What comes from the server stops after so many more bytes, and the connection stays; null: never. */
  stallAfter(bytes: number | null): void
  /** Milliseconds between two pieces of what comes from the server. */
  slowBy(ms: number): void
  close(): Promise<void>
}

export const openLine = async (serverPort: number): Promise<Line> => {
  const sockets = new Set<Socket>()
  const state = { made: 0, delayMs: 0, cut: null as number | null, stall: null as number | null }
  const server = createServer({ noDelay: true }, (near) => {
    state.made++
    const far = connect({ port: serverPort, host: '127.0.0.1', noDelay: true })
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => (sockets.delete(socket), near.destroy(), far.destroy()))
    }
    near.pipe(far)
    void carry(far, near, state)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    open: () => Math.ceil(sockets.size / 2),
    made: () => state.made,
    cutAfter: (bytes) => (state.cut = bytes),
    stallAfter: (bytes) => (state.stall = bytes),
    slowBy: (ms) => (state.delayMs = ms),
    close: () => closeServer(server, sockets),
  }
}

interface State {
  delayMs: number
  cut: number | null
  stall: number | null
}

const carry = async (far: Socket, near: Socket, state: State): Promise<void> => {
  try {
    for await (const chunk of far as AsyncIterable<Buffer>) {
      const limit = state.cut ?? state.stall ?? Infinity
      const piece = chunk.subarray(0, limit)
      if (state.cut !== null) state.cut -= piece.length
      if (state.stall !== null) state.stall -= piece.length
      if (piece.length > 0 && !near.write(piece))
        await new Promise((done) => near.once('drain', done).once('close', done))
      if (piece.length < chunk.length && state.cut !== null) return void near.destroy()
      if (state.delayMs > 0) await wait(state.delayMs)
    }
    near.end()
  } catch {
    near.destroy()
  }
}

/** Stops listening and ends what is open. */
export const closeServer = (server: Server, sockets: Iterable<Socket>): Promise<void> => {
  for (const socket of sockets) socket.destroy()
  return new Promise((done) => server.close(() => done()))
}

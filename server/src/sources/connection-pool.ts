import type { Body } from './watched-body.ts'

/** Connections that serve one reader at a time: one that is stopped in the middle is ended, and the next gets another. */
export interface Pool<T> {
  /** One for this work; it serves again if the work succeeds: nobody knows what a failed one still waits for. */
  use<R>(work: (one: T) => Promise<R>): Promise<R>
  /** One until `giveBack` or `drop`. */
  take(): Promise<T>
  giveBack(one: T): void
  drop(one: T): void
  close(): void
}

export interface Opening<T> {
  open(): Promise<T>
  isAlive(one: T): boolean
  end(one: T): void
}

export const createPool = <T>({ open, isAlive, end }: Opening<T>): Pool<T> => {
  const all = new Set<T>()
  const idle: T[] = []
  let isClosed = false
  const drop = (one: T): void => {
    all.delete(one)
    end(one)
  }
  const take = async (): Promise<T> => {
    for (let one = idle.pop(); one; one = idle.pop()) {
      if (isAlive(one)) return one
      drop(one)
    }
    const one = await open()
    all.add(one)
    if (isClosed) drop(one)
    return one
  }
  const giveBack = (one: T): void => {
    if (isAlive(one) && all.has(one)) idle.push(one)
    else drop(one)
  }
  return {
    use: async (work) => {
      const one = await take()
      try {
        const result = await work(one)
        giveBack(one)
        return result
      } catch (error) {
        drop(one)
        throw error
      }
    },
    take,
    giveBack,
    drop,
    close: () => {
      isClosed = true
      all.forEach(drop)
    },
  }
}

/** Values of a connection of its own; it serves again when all were taken. */
export async function* lent<T, V>(pool: Pool<T>, values: (one: T) => AsyncIterable<V>): AsyncGenerator<V> {
  const one = await pool.take()
  let isWhole = false
  try {
    yield* values(one)
    isWhole = true
  } finally {
    if (isWhole) pool.giveBack(one)
    else pool.drop(one)
  }
}

/** The bytes that a connection brings, and its end as the way to stop them. */
export const lentBytes = <T>(
  pool: Pool<T>,
  one: T,
  bytes: AsyncIterable<Uint8Array>,
): Pick<Body, 'chunks' | 'stop'> => {
  let isWhole = false
  const chunks = (async function* () {
    yield* bytes
    isWhole = true
  })()
  return { chunks, stop: () => (isWhole ? pool.giveBack(one) : pool.drop(one)) }
}

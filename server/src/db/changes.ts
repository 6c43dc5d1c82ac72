import pg from 'pg'

/** The channel on which the tables tell that something shown to everybody changed (migration 0004). */
const CHANNEL = 'cimaise_changes'
const RETRY_MS = 1_000

/**
 * Whether anything may have changed in the database: a number that grows with every commit of this process and with
 * every change that another one tells. What was read under a number is still true while the number is the same. Null
 * while nobody can tell, the listening connection being down.
 */
export interface Changes {
  generation(): number | null
  /** To be called when a transaction of this process ends, whatever its end. */
  committed(): void
  close(): Promise<void>
}

/** Listens on a connection of its own, again and again when it breaks. */
export const listenToChanges = (config: pg.PoolConfig): Changes => {
  let count = 0
  let listening = false
  let closed = false
  let client: pg.Client | undefined

  const listen = async (): Promise<void> => {
    const fresh = new pg.Client({ ...config, application_name: 'cimaise changes' })
    client = fresh
    const lose = () => {
      if (client !== fresh) return
      client = undefined
      listening = false
      void fresh.end().catch(() => undefined)
      if (!closed) setTimeout(() => void listen(), RETRY_MS).unref()
    }
    fresh.on('error', lose)
    fresh.on('end', lose)
    fresh.on('notification', () => count++)
    try {
      await fresh.connect()
      await fresh.query(`listen ${CHANNEL}`)
      // What changed before was not heard.
      count++
      listening = client === fresh
    } catch {
      lose()
    }
  }
  const first = listen()

  return {
    generation: () => (listening ? count : null),
    committed: () => void count++,
    close: async () => {
      closed = true
      await first
      const last = client
      client = undefined
      listening = false
      await last?.end().catch(() => undefined)
    },
  }
}

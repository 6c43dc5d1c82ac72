import type pg from 'pg'

/** How many queries are made meanwhile, whatever connection they go through. */
export const countQueries = async (pool: pg.Pool, during: () => Promise<unknown>): Promise<number> => {
  let queries = 0
  const connect = pool.connect.bind(pool)
  pool.connect = (async () => {
    const client = await connect()
    const query = client.query.bind(client)
    client.query = ((...args: Parameters<typeof query>) => (queries++, query(...args))) as typeof client.query
    const release = client.release.bind(client)
    client.release = () => ((client.query = query), release())
    return client
  }) as typeof connect
  try {
    await during()
  } finally {
    pool.connect = connect
  }
  return queries
}

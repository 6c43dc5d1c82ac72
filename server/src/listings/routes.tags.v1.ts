import type { FastifyInstance } from 'fastify'
import type { Db } from '../db/index.ts'
import { sendTable, type Column } from '../http/index.ts'
import { countFacetValues } from '../search/index.ts'

interface TagRow {
  name: string
  datasets: number
  reuses: number
}

const COLUMNS: Column<TagRow>[] = [
  ['name', ({ name }) => name],
  ['datasets', ({ datasets }) => datasets],
  ['reuses', ({ reuses }) => reuses],
  ['total', ({ datasets, reuses }) => datasets + reuses],
]

/** The table of tags of what everybody can find: the 1,000 most used of each (udata-api.md §12.3). */
export const tagTableRoutes =
  ({ db }: { db: Db }) =>
  async (app: FastifyInstance) => {
    app.get('/site/tags.csv', async (_request, reply) => sendTable(reply, 'tags', COLUMNS, rowsOf(db)))
  }

async function* rowsOf(db: Db): AsyncGenerator<TagRow> {
  const count = (kind: string) => countFacetValues(db, { kinds: [kind], facet: 'tag', audiences: ['public'] })
  const [datasets, reuses] = [await count('dataset'), await count('reuse')]
  const names = [...new Set([...datasets.keys(), ...reuses.keys()])].sort()
  for (const name of names) yield { name, datasets: datasets.get(name) ?? 0, reuses: reuses.get(name) ?? 0 }
}

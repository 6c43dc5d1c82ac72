/** The server with 10,000 datasets and 60,000 resources, and a bare JSON route of a dataset's size beside the real ones. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Render } from '@cimaise/web/props'
import { createApp } from '../server/src/app.ts'
import { reindexDatasets } from '../server/src/catalog/index.ts'
import { readConfig } from '../server/src/config.ts'
import { openPlatform } from '../server/src/platform.ts'
import { seedCatalogue } from './seed-catalogue.ts'

const dataDir = await mkdtemp(join(tmpdir(), 'cimaise-bench-'))
const config = { ...readConfig({}), dataDir, port: 0 }
const platform = await openPlatform(config, () => {}, { exclusive: true })
const slug = await seedCatalogue(platform.pool)
await reindexDatasets(platform.db)
await platform.pool.query('vacuum analyze')

const site = { baseUrl: '' }
const path = '@cimaise/web/dist'
const { render } = (await import(path)) as { render: Render }
const app = await createApp(
  { ...config, ...platform, render, site, secure: false, isDatabaseUp: async () => true },
  'silent',
)
let bare: object = {}
app.get('/bare/', async () => bare)
site.baseUrl = await app.listen({ host: '127.0.0.1', port: 0 })
bare = (await (await fetch(`${site.baseUrl}/api/1/datasets/${slug}/`)).json()) as object
process.send?.({ url: site.baseUrl, slug })

process.on('message', async () => {
  await app.close()
  await platform.close()
  await rm(dataDir, { recursive: true, force: true })
  process.exit(0)
})

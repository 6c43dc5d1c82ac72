import type { HostedResource, Resource } from '../catalog/index.ts'
import { findResource } from '../catalog/index.ts'
import type { Db, Tx } from '../db/index.ts'
import type { Fact } from '../events/index.ts'
import { enqueue, type Task } from '../jobs/index.ts'
import { createOutgoing, type Outgoing } from '../outgoing/index.ts'

/** Somebody else's hydra, which checks links and looks at files for us. */
export interface Crawler {
  url: string
  token: string | null
  outgoing: Outgoing
  close(): Promise<void>
}

/** Only that crawler is reached this way, wherever it is: the operator chose it, nobody else can write its address. */
export const openCrawler = (settings: { url: string; token: string | null }, userAgent: string): Crawler => {
  const { hostname, port, protocol } = new URL(settings.url)
  const outgoing = createOutgoing({ allow: [`${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`], userAgent })
  return { ...settings, outgoing, close: () => outgoing.close() }
}

let work = { check: true, tell: false }

/** Who looks at links, said once for a process: this one (`check`), or a crawler that is told of them (`tell`). */
export const shareWork = (shared: typeof work): void => {
  work = shared
}

/** Whether links are checked here. */
export const checksHere = (): boolean => work.check

const TASK = 'tell-crawler'
const PATIENCE_MS = 10_000

interface Told {
  what: 'added' | 'updated' | 'deleted'
  dataset_id: string
  resource_id: string
}

/** What happened to a file or a link is told to the crawler once it is true (udata-api.md §10.1). */
export const tellCrawler = async (tx: Tx, { type, subject, extras }: Fact): Promise<void> => {
  if (!work.tell) return
  const what = type.split(':').at(-1) as Told['what']
  const told: Told = { what, dataset_id: subject.id, resource_id: String(extras?.resource_id) }
  await enqueue(tx, TASK, told)
}

/** A dataset goes for good, with what was still in it. */
export const tellCrawlerOfPurge = async (tx: Tx, { subject, extras }: Fact): Promise<void> => {
  if (!work.tell) return
  for (const resource_id of (extras?.resource_ids ?? []) as string[])
    await enqueue(tx, TASK, { what: 'deleted', dataset_id: subject.id, resource_id } satisfies Told)
}

interface Deps {
  db: Db
  site: { baseUrl: string }
  crawler: Crawler | null
}

/**
 * Tells the crawler, and tries again with more and more patience when it doesn't answer. Twice is harmless: it is told
 * the state of now, not of then, and takes a second creation for an update.
 */
export const tellCrawlerTask = ({ db, site, crawler }: Deps): Task => ({
  name: TASK,
  run: async (payload) => {
    // Not configured any more.
    if (!crawler) return
    const { what, dataset_id, resource_id } = payload as Told
    if (what === 'deleted') return send(crawler, 'DELETE', `/api/resources/${resource_id}`)
    const resource = await findResource(db, resource_id)
    // Deleted meanwhile: its own message follows.
    if (!resource) return
    const message = { resource_id, dataset_id, document: documentOf(resource, site.baseUrl) }
    if (what === 'added') return send(crawler, 'POST', '/api/resources/', message)
    return send(crawler, 'PUT', `/api/resources/${resource_id}`, message)
  },
})

const send = async (
  crawler: Crawler,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  message?: object,
): Promise<void> => {
  const headers = {
    ...(crawler.token && { authorization: `Bearer ${crawler.token}` }),
    ...(message && { 'content-type': 'application/json' }),
  }
  const answer = await crawler.outgoing.ask(crawler.url + path, {
    ...{ method, headers, body: message && JSON.stringify(message) },
    ...{ timeoutMs: PATIENCE_MS, maxBytes: 1_024, maxRedirects: 0 },
  })
  answer.discard()
  const isGone = method === 'DELETE' && answer.status === 404
  if (answer.status >= 300 && !isGone) throw new Error(`The crawler answered ${answer.status} to ${method} ${path}`)
}

/** hydra's document: other keys are refused there. */
const documentOf = (resource: Resource, baseUrl: string) => ({
  id: resource.id,
  // Of a file, the address that always leads to the current version.
  url: resource.filetype === 'remote' ? resource.url : `${baseUrl}/api/1/datasets/r/${resource.id}`,
  format: resource.format,
  title: resource.title,
  schema: resource.schema,
  description: resource.description,
  filetype: resource.filetype,
  type: resource.type,
  mime: resource.mime,
  filesize: resource.filesize,
  checksum_type: resource.checksum?.type ?? null,
  checksum_value: resource.checksum?.value ?? null,
  created_at: secondsOf(resource.createdAt),
  last_modified: secondsOf(resource.lastModified),
  extras: { ...resource.extras, ...analysedOf(resource) },
  ...(resource.harvest && { harvest: resource.harvest }),
})

const analysedOf = (resource: Resource): HostedResource['analysisExtras'] =>
  resource.filetype === 'file' ? resource.analysisExtras : {}

/** `2026-01-31T12:00:00`, as udata writes it here and nowhere else. */
const secondsOf = (date: Date): string => date.toISOString().slice(0, 19)

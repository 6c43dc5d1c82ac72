import { parseDate } from '../lib/dates.ts'
import { findResource, recordLinkExtras, type Resource } from '../catalog/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { Outgoing } from '../outgoing/index.ts'
import { askCors, askLink, readContent } from './ask-link.ts'
import {
  availabilityOf,
  isChanged,
  modificationByChecksum,
  modificationByHeaders,
  type Modification,
} from './changes.rules.ts'
import { extrasOfCheck } from './extras.rules.ts'
import type { Link, LinkAnswer, LinkCheck, LinkContent } from './model.ts'
import { nextCheckAfter, restUntil } from './schedule.rules.ts'
import { insertCheck, selectDomainFacts, selectLastCheck, setLinkStatus, settleLink } from './store.ts'

export interface CheckDeps {
  db: Db
  outgoing: Outgoing
  /** Filled in by whoever listens. */
  site: { baseUrl: string }
}

/**
 * Looks at a link that was taken up (`claimLinks`): does it answer, did what is behind it change? The outcome is
 * recorded, whatever it is, with what its resource says of it, and the link let go. A site that must rest isn't asked.
 */
export const checkLink = async (deps: CheckDeps, link: Link): Promise<void> => {
  const { db, outgoing } = deps
  const domain = domainOf(link.url)
  const resource = await findResource(db, link.resourceId)
  if (resource?.filetype !== 'remote' || resource.url !== link.url) return settleLink(db, link, { status: null })
  const rest = domain === null ? null : restUntil(await selectDomainFacts(db, domain), new Date())
  if (rest) return settleLink(db, link, { status: 'BACKOFF', nextCheckAt: rest })

  const [previous, previousAnswer] = [
    await selectLastCheck(db, link),
    await selectLastCheck(db, link, { answered: true }),
  ]
  const answer = await askLink(outgoing, link.url)
  const cors = answer.status === null ? null : await askCors(outgoing, link.url, new URL(deps.site.baseUrl).origin)
  const available = availabilityOf(answer.status)
  const inside = available ? await lookInside(deps, link, resource, answer, previousAnswer) : null
  const now = new Date()
  const changed = isChanged(previous, { ...answer, cors }) || inside?.modification.outcome === 'changed'
  const check: Omit<LinkCheck, 'id'> = {
    resourceId: link.resourceId,
    url: link.url,
    domain,
    createdAt: now,
    ...answer,
    cors,
    content: inside?.content ?? NOT_READ,
    lastModifiedAt: inside?.modification.at ?? null,
    detection: inside?.modification.detection ?? null,
    nextCheckAt: nextCheckAfter(now, answer, { available, changed, previousAt: previous?.createdAt ?? null }),
  }
  await record(db, link, check, { looked: inside !== null })
}

/** Whether the data changed, reading it when its headers don't say. */
const lookInside = async (
  { db, outgoing }: CheckDeps,
  link: Link,
  resource: Resource,
  answer: LinkAnswer,
  previous: LinkCheck | undefined,
): Promise<{ modification: Modification; content: LinkContent }> => {
  await setLinkStatus(db, link, 'ANALYSING_RESOURCE_HEAD')
  const modified = resource.harvest?.modified_at
  const harvestedAt = modified ? (parseDate(modified) ?? null) : null
  const byHeaders = modificationByHeaders(previous, answer, harvestedAt, new Date())
  if (previous && byHeaders.outcome === 'unchanged') return { modification: byHeaders, content: previous.content }
  await setLinkStatus(db, link, 'DOWNLOADING_RESOURCE')
  const content = await readContent(outgoing, link.url, answer)
  if (byHeaders.outcome !== 'unknown') return { modification: byHeaders, content }
  return { modification: modificationByChecksum(previous, content.checksum, new Date()), content }
}

const NOT_READ: LinkContent = { checksum: null, filesize: null, mimeType: null, error: null }

const record = (db: Db, link: Link, check: Omit<LinkCheck, 'id'>, { looked }: { looked: boolean }): Promise<void> =>
  inTransaction(db, async (tx) => {
    const unavailableSince = downSince(link, check)
    const id = await insertCheck(tx, check)
    await recordLinkExtras(tx, link, extrasOfCheck({ ...check, id }, unavailableSince, looked))
    await settleLink(tx, link, { status: null, nextCheckAt: check.nextCheckAt, unavailableSince })
  })

/** Unchanged while nobody knows. */
const downSince = ({ unavailableSince }: Link, { status, createdAt }: Omit<LinkCheck, 'id'>): Date | null => {
  const available = availabilityOf(status)
  if (available === null) return unavailableSince
  return available ? null : (unavailableSince ?? createdAt)
}

const domainOf = (url: string): string | null => URL.parse(url.trim().replace(/^\/\//, 'https://'))?.hostname || null

import type { Actor } from '../../lib/actor.ts'
import { Conflict, NotFound } from '../../lib/errors.ts'
import { hashSecret, newSecret } from '../../lib/ids.ts'
import type { Text } from '../../lib/text.ts'
import { demandRoom, receiveFile } from '../../ingest/index.ts'
import type { Db } from '../../db/index.ts'
import { clockOf, type FlowDeps } from '../deps.ts'
import { getManagedFlow } from '../flows.ts'
import type { Flow } from '../model.ts'
import { startForEvent } from '../runs/start-runs.ts'
import { selectFlowByAddress, updateAddress } from '../store.flows.ts'
import { deleteDrop, saveDrop } from './store.drops.ts'

/** `inbox`: where somebody's server drops files. `hook`: where a bucket tells that something changed. */
export type AddressKind = 'inbox' | 'hook'

/** A new secret for one of the flow's addresses, shown once; the former one is worth nothing from now on. */
export const renewAddress = async (db: Db, actor: Actor, idOrSlug: string, which: AddressKind): Promise<string> => {
  const flow = await getManagedFlow(db, actor, idOrSlug)
  const { definition } = flow
  const isInbox = definition.kind === 'files' && definition.source.kind === 'inbox'
  if (which === 'inbox' && !isInbox) throw new Conflict(NO_INBOX)
  const secret = newSecret(24)
  await updateAddress(db, flow.id, which, hashSecret(secret))
  return secret
}

/** Whoever has the address drops files, and can do nothing else. Throws `NotFound`. */
export const findByAddress = async (db: Db, which: AddressKind, secret: string): Promise<Flow> => {
  const flow = await selectFlowByAddress(db, which, hashSecret(secret))
  if (!flow) throw new NotFound(NO_ADDRESS)
  return flow
}

/**
 * Receives a file at a flow's address: whole or not at all, and looked at soon after. A file of the same name takes the
 * place of the one before. Throws `NotFound`, `Invalid`, `Unsupported`, `TooLarge`, `StorageFull`.
 */
export const dropFile = async (
  deps: FlowDeps,
  secret: string,
  { key, body, sizeBytes }: { key: string; body: AsyncIterable<Uint8Array>; sizeBytes: number | null },
): Promise<{ sha256: string; sizeBytes: number }> => {
  const flow = await findByAddress(deps.db, 'inbox', secret)
  await demandRoom(deps, { organizationId: flow.organizationId, ownerId: null }, sizeBytes ?? 0)
  const { blob } = await receiveFile(deps, { fileName: key, body })
  const now = clockOf(deps)
  await saveDrop(deps.db, flow.id, { key, ...blob, droppedAt: now })
  await startForEvent(deps.db, flow, now)
  return { sha256: blob.sha256, sizeBytes: blob.sizeBytes }
}

/** Takes a dropped file away, as its owner would from any source. Throws `NotFound`. */
export const removeDrop = async (db: Db, secret: string, key: string): Promise<void> => {
  const flow = await findByAddress(db, 'inbox', secret)
  if (!(await deleteDrop(db, flow.id, key))) throw new NotFound()
}

/** A bucket, or any program, says that something changed. Throws `NotFound`. */
export const receiveEvent = async (deps: Pick<FlowDeps, 'db' | 'now'>, secret: string): Promise<void> =>
  startForEvent(deps.db, await findByAddress(deps.db, 'hook', secret), clockOf(deps))

const NO_INBOX: Text = {
  fr: 'Ce flux lit une autre source : il n’a pas de boîte de dépôt.',
  en: 'This flow reads another source: it has no inbox.',
}
const NO_ADDRESS: Text = {
  fr: 'Cette adresse n’existe pas, ou a été renouvelée. Demandez la nouvelle à qui gère le flux.',
  en: 'This address does not exist, or was renewed. Ask whoever manages the flow for the new one.',
}

import type { Tx } from '../db/index.ts'

/** Something that happened, told inside the transaction that made it true. */
export interface Fact {
  /** `dataset:updated`, `discussion:opened`…: udata's activity keys where there is one (udata-api.md §2.12). */
  type: string
  /** Whose doing; null: the platform's own. */
  actorId: string | null
  subject: { class: string; id: string }
  /** The organization that the subject belongs to, when it does. */
  organizationId: string | null
  /** Names of the fields that changed. */
  changes?: string[]
  extras?: Record<string, unknown>
}

export type Reaction = (tx: Tx, fact: Fact) => Promise<void>

/** By type of fact; `reactions.ts` is the only list of them. */
export type Reactions = Record<string, Reaction[]>

let reactions: Reactions = {}

/** Says who hears what, once for a process. */
export const listen = (all: Reactions): void => {
  reactions = all
}

/**
 * Says that something happened. What follows from it in the database is written in the same transaction; what leaves
 * the machine (mails, webhooks) is enqueued there by its reaction.
 */
export const publish = async (tx: Tx, fact: Fact): Promise<void> => {
  for (const react of reactions[fact.type] ?? []) await react(tx, fact)
}

import { demandSiteAdmin, idsOfUsersNamed } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import type { Actor } from '../lib/actor.ts'
import type { Text } from '../lib/text.ts'
import { operationsSaying } from '../openapi/index.ts'
import type { AuditEntry, AuditQuery } from './model.ts'
import { deleteEntries, selectEntries, streamEntries, type Filter } from './store.ts'

/** A page of what was done, newest first, and how much there is. Throws `Unauthorized`, `Forbidden`. */
export const listEntries = async (
  db: Db,
  actor: Actor,
  query: AuditQuery,
  page: Page,
): Promise<[AuditEntry[], number]> => {
  demandSiteAdmin(actor)
  return selectEntries(db, filterOf(query), page)
}

/** All of it, a batch at a time. Throws `Unauthorized`, `Forbidden` before the first. */
export const exportEntries = (db: Db, actor: Actor, query: AuditQuery): AsyncGenerator<AuditEntry[]> => {
  demandSiteAdmin(actor)
  return streamEntries(db, filterOf(query))
}

/** Forgets what is older than so many days: a job, that may run twice. */
export const purgeAudit = (db: Db, days: number): Promise<void> => deleteEntries(db, days)

const filterOf = (query: AuditQuery): Filter => {
  const people = query.person === undefined ? null : idsOfUsersNamed(query.person.split(/\s+/).slice(0, 8))
  const words = plain(query.q ?? '').split(/\s+/)
  const says = ({ fr, en }: Text): boolean =>
    [fr, en].some((sentence) => words.every((word) => plain(sentence).includes(word)))
  return { ...query, people, operations: query.q === undefined ? [] : operationsSaying(says) }
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

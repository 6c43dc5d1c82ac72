import { demandPerson, type Actor, type UserActor } from '../lib/actor.ts'
import { idsOfEditedBy, listMyLatest, type Dataset } from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import { countFailedRuns } from '../flows/index.ts'
import { dayAfter, listUsageOf, parisDay } from '../usage/index.ts'
import { countPublished } from '../versions/index.ts'
import { KINDS, type Pile, type Task, type Week } from './model.ts'
import { listPiles } from './piles.ts'

export interface Desk {
  piles: Pile[]
  total: number
  /** At most as many as were asked for. */
  tasks: Task[]
  week: Week
  /** Theirs, the ten whose data came last. */
  latest: Dataset[]
  datasetsTotal: number
  /** What may still be restored. */
  deleted: Dataset[]
}

const LATEST = { page: 1, pageSize: 10 }

/** What waits for the caller, and their week. A number of queries that depends on nothing. Throws `Unauthorized`, `Forbidden`. */
export const getDesk = async (db: Db, actor: Actor, limit: number, now = new Date()): Promise<Desk> => {
  // Who administers the site isn't asked to do everybody's work.
  const person: UserActor = { ...demandPerson(actor), siteAdmin: false }
  const piles = await listPiles(db, person, limit, now)
  const [latest, datasetsTotal] = await listMyLatest(db, person, LATEST)
  const [deleted] = await listMyLatest(db, person, LATEST, { deleted: true })
  return {
    piles,
    total: piles.reduce((sum, { total }) => sum + total, 0),
    tasks: inTurn(piles, limit),
    week: await weekOf(db, person, now),
    ...{ latest, datasetsTotal, deleted },
  }
}

/** One of each kind first, then a second of each: twenty late datasets hide nothing. */
const inTurn = (piles: Pile[], limit: number): Task[] => {
  const ordered = KINDS.flatMap((kind) => piles.find((pile) => pile.kind === kind)?.tasks ?? [])
  const rank = new Map<string, number>()
  const turns = ordered.map((task) => {
    const turn = rank.get(task.kind) ?? 0
    rank.set(task.kind, turn + 1)
    return { task, turn }
  })
  return turns
    .sort((a, b) => a.turn - b.turn)
    .slice(0, limit)
    .map(({ task }) => task)
}

const weekOf = async (db: Db, actor: UserActor, now: Date): Promise<Week> => {
  const today = parisDay(now)
  const from = dayAfter(today, -6)
  const owners = {
    ownerId: actor.userId,
    organizationIds: actor.memberships.map(({ organizationId }) => organizationId),
  }
  const usage = await listUsageOf(db, owners, { from, to: today, by: 'day' })
  const days = usage.map(({ period }) => period)
  const published = await countPublished(db, idsOfEditedBy(actor), from)
  const failed = await countFailedRuns(db, actor, from)
  return {
    days,
    published: days.map((day) => published.get(day) ?? 0),
    failed: days.map((day) => failed.get(day) ?? 0),
    viewed: usage.map(({ views }) => views),
    downloaded: usage.map(({ downloads }) => downloads),
  }
}

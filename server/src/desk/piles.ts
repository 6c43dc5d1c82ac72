import type { UserActor } from '../lib/actor.ts'
import { daysAfter } from '../lib/dates.ts'
import { findUsers, fullNameOf, listMyApiKeys } from '../accounts/index.ts'
import { idsOfEditedBy, listLateDatasets } from '../catalog/index.ts'
import { listTransfersToAnswer, listUnanswered } from '../community/index.ts'
import type { Db } from '../db/index.ts'
import { listHeld, listTroubles } from '../flows/index.ts'
import { listWaitingDeposits } from '../ingest/index.ts'
import { listBrokenLinks } from '../links/index.ts'
import { listMyInvitations, listRequestsToAnswer } from '../organizations/index.ts'
import { listWaitingFor } from '../publications/index.ts'
import type { Kind, Pile, Task } from './model.ts'

/** Days before a key ends. */
const WARNED_DAYS = 30

/** Everything that waits for somebody, by kind: exact counts, at most `limit` of each, a constant number of queries. */
export const listPiles = async (db: Db, actor: UserActor, limit: number, now: Date): Promise<Pile[]> => [
  ...(await flowPiles(db, actor, now)),
  ...(await filePiles(db, actor, limit)),
  ...(await peoplePiles(db, actor, limit)),
  ...(await datasetPiles(db, actor, limit, now)),
  await publicationPile(db, actor),
  await keyPile(db, actor, now),
]

const flowPiles = async (db: Db, actor: UserActor, now: Date): Promise<Pile[]> => {
  const tasks = (await listTroubles(db, decider(actor), now)).map(({ flow, kind, since }) =>
    task(`flow_${kind}`, flow.id, { title: flow.name, since, organizationId: flow.organizationId, flow }),
  )
  return [pileOf('flow_failing', tasks), pileOf('flow_late', tasks)]
}

const filePiles = async (db: Db, actor: UserActor, limit: number): Promise<Pile[]> => {
  const [held, heldTotal, flows] = await listHeld(
    db,
    decider(actor),
    { state: 'waiting' },
    { page: 1, pageSize: limit },
  )
  const kept = held.map(({ id, fileName, createdAt, datasetId, flowId }) => {
    const flow = flows.get(flowId) ?? null
    const around = { organizationId: flow?.organizationId ?? null, flow }
    return task('held', id, { title: fileName, since: createdAt, datasetId, ...around })
  })
  const [deposits, total] = await listWaitingDeposits(db, idsOfEditedBy(actor), limit)
  const waiting = deposits.map(({ id, fileName, createdAt, datasetId }) =>
    task('deposit', id, { title: fileName, since: createdAt, datasetId }),
  )
  return [
    { kind: 'held', total: heldTotal, tasks: kept },
    { kind: 'deposit', total, tasks: waiting },
  ]
}

/** What editors submitted, and an administrator agrees to. */
const publicationPile = async (db: Db, actor: UserActor): Promise<Pile> => {
  const submitted = (await listWaitingFor(db, actor)).map(({ publication }) => {
    const { id, askedAt, datasetId, organizationId } = publication
    const title = publication.kind === 'deposit' ? publication.fileName : null
    return task('publication', id, { title, since: askedAt, datasetId, organizationId })
  })
  return pileOf('publication', submitted)
}

const peoplePiles = async (db: Db, actor: UserActor, limit: number): Promise<Pile[]> => {
  const requests = await listRequestsToAnswer(db, actor)
  const people = await findUsers(
    db,
    requests.slice(0, limit).flatMap(({ userId }) => userId ?? []),
  )
  const asked = requests.map(({ id, userId, createdAt, organizationId }) => {
    const person = people.get(userId ?? '')
    return task('request', id, { title: person ? fullNameOf(person) : null, since: createdAt, organizationId })
  })
  const invited = (await listMyInvitations(db, actor)).map(({ id, createdAt, organizationId }) =>
    task('invitation', id, { since: createdAt, organizationId }),
  )
  const offered = (await listTransfersToAnswer(db, actor)).map(({ id, createdAt, subject, recipient }) =>
    task('transfer', id, {
      ...{ since: createdAt, about: subject },
      organizationId: recipient.class === 'Organization' ? recipient.id : null,
    }),
  )
  const [talks, total] = await listUnanswered(db, actor, limit)
  const open = talks.map(({ discussion: { id, title, messages, createdAt }, subject }) =>
    task('discussion', id, {
      ...{ title, since: messages.at(-1)?.postedAt ?? createdAt, organizationId: subject.organizationId },
      ...{ about: { class: subject.class, id: subject.id } },
      datasetId: subject.class === 'Dataset' ? subject.id : null,
    }),
  )
  return [
    pileOf('request', asked),
    pileOf('invitation', invited),
    pileOf('transfer', offered),
    { kind: 'discussion', total, tasks: open },
  ]
}

const datasetPiles = async (db: Db, actor: UserActor, limit: number, now: Date): Promise<Pile[]> => {
  const late = (await listLateDatasets(db, actor, now)).map(({ id, title, since, organizationId }) =>
    task('dataset_late', id, { title, since, datasetId: id, organizationId }),
  )
  const [links, total] = await listBrokenLinks(db, idsOfEditedBy(actor), limit)
  const broken = links.map(({ resourceId, datasetId, url, since }) =>
    task('link_broken', resourceId, { title: url, since, datasetId }),
  )
  return [pileOf('dataset_late', late), { kind: 'link_broken', total, tasks: broken }]
}

const keyPile = async (db: Db, actor: UserActor, now: Date): Promise<Pile> => {
  const limit = daysAfter(now, WARNED_DAYS)
  const ending = (await listMyApiKeys(db, actor)).flatMap(({ id, name, keyPrefix, expiresAt, createdAt }) =>
    expiresAt && expiresAt > now && expiresAt <= limit
      ? task('key_expiring', id, { title: name ?? `${keyPrefix}…`, since: createdAt, until: expiresAt })
      : [],
  )
  return pileOf('key_expiring', ending)
}

/** Who decides about flows and what they hold: their partial editors only look on. */
const decider = (actor: UserActor): UserActor => ({
  ...actor,
  memberships: actor.memberships.filter(({ role }) => role !== 'partial_editor'),
})

const pileOf = (kind: Kind, all: Task[]): Pile => {
  const tasks = all.filter((one) => one.kind === kind)
  return { kind, total: tasks.length, tasks }
}

const task = (kind: Kind, id: string, more: Partial<Task> & Pick<Task, 'since'>): Task => ({
  ...{ kind, id, title: null, until: null, datasetId: null, organizationId: null, flow: null, about: null },
  ...more,
})

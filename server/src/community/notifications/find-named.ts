import type { Actor } from '../../lib/actor.ts'
import type { Db } from '../../db/index.ts'
import { canReadOwned } from '../../organizations/index.ts'
import { findSubjects, type Subject, type SubjectRef } from '../../subjects/index.ts'
import { selectDiscussions } from '../discussions/store.discussions.ts'
import type { Talk } from '../discussions/model.ts'
import { findPeople, type People } from '../people.ts'
import type { Details, Notification } from './model.ts'

/** What notifications name, as far as their reader may still see it. */
export interface Named {
  people: People
  subjects: Map<string, Subject>
  talks: Map<string, Talk>
}

/** All that a page of notifications names, in a number of queries that doesn't depend on its size. */
export const findNamed = async (db: Db, actor: Actor, notifications: Notification[]): Promise<Named> => {
  const details = notifications.map((notification) => notification.details)
  const discussions = await selectDiscussions(
    db,
    details.flatMap((item) => (item.class === 'Discussion' ? item.discussion : [])),
  )
  const refs = [...details.flatMap(subjectsIn), ...discussions.map(({ subject }) => subject)]
  // Who is offered a private object may know what it is.
  const offered = new Set(details.flatMap((item) => (item.class === 'TransferRequest' ? item.subject.id : [])))
  const subjects = new Map(
    [...(await findSubjects(db, refs))].filter(([, it]) => offered.has(it.id) || canReadOwned(actor, it)),
  )
  const talks = discussions.flatMap((discussion): [string, Talk][] => {
    const subject = subjects.get(`${discussion.subject.class}:${discussion.subject.id}`)
    return subject ? [[discussion.id, { discussion, subject }]] : []
  })
  const users = [...notifications.map(({ userId }) => userId), ...details.flatMap((item) => peopleIn(item, 'User'))]
  const people = await findPeople(
    db,
    users,
    details.flatMap((item) => peopleIn(item, 'Organization')),
  )
  return { people, subjects, talks: new Map(talks) }
}

const subjectsIn = (details: Details): SubjectRef[] => {
  if (details.class === 'ReuseCreated')
    return [
      { class: 'Reuse', id: details.reuse },
      { class: 'Dataset', id: details.dataset },
    ]
  if (details.class === 'DataserviceCreated')
    return [
      { class: 'Dataservice', id: details.dataservice },
      { class: 'Dataset', id: details.dataset },
    ]
  if (details.class === 'Publication') return [{ class: 'Dataset', id: details.dataset }]
  return details.class === 'TransferRequest' ? [details.subject] : []
}

const peopleIn = (details: Details, name: 'User' | 'Organization'): string[] => {
  if (details.class === 'TransferRequest')
    return [details.owner, details.recipient].flatMap((party) => (party?.class === name ? party.id : []))
  if (name === 'User') return details.class === 'MembershipRequest' ? [details.user] : []
  return 'organization' in details && details.organization ? [details.organization] : []
}

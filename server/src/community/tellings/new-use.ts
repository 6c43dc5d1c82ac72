import { findUsers, fullNameOf, type User } from '../../accounts/index.ts'
import type { Tx } from '../../db/index.ts'
import type { Fact, Reaction } from '../../events/index.ts'
import { findSubject, findSubjects, type Subject, type SubjectRef } from '../../subjects/index.ts'
import { discussionMails } from '../mails/discussion-mails.ts'
import { tellByMail } from '../mails/tell-by-mail.ts'
import { insertNotifications } from '../notifications/store.notifications.ts'
import { accountsOf, holdersOf } from './recipients.ts'

/** A reuse uses datasets (`extras.datasets`, ids): their owners and administrators are told, by one mail each. */
export const tellReuse: Reaction = async (tx, fact) => {
  const reuse = await findPublic(tx, fact)
  if (!reuse) return
  const uses = await usesOf(tx, fact)
  const told = uses.map(({ dataset, person }) => ({
    userId: person.id,
    details: { class: 'ReuseCreated', reuse: reuse.id, dataset: dataset.id } as const,
  }))
  await insertNotifications(tx, `reuse:${reuse.id}`, told)
  const author = fact.actorId ? (await findUsers(tx, [fact.actorId])).get(fact.actorId) : undefined
  const firsts = new Map([...uses].reverse().map((use) => [use.person.id, use]))
  for (const { dataset, person } of firsts.values()) {
    const words = { person: author ? fullNameOf(author) : '', reuse: reuse.title, dataset: dataset.title }
    const mail = discussionMails.reused({ ...words, link: `/reuses/${reuse.slug ?? reuse.id}` })
    await tellByMail(tx, [person], mail, { kind: 'uses', topic: `reuse:${reuse.id}` })
  }
}

/** The same of an API that serves datasets, without mail (udata-api.md §11). */
export const tellDataservice: Reaction = async (tx, fact) => {
  const dataservice = await findPublic(tx, fact)
  if (!dataservice) return
  const told = (await usesOf(tx, fact)).map(({ dataset, person }) => ({
    userId: person.id,
    details: { class: 'DataserviceCreated', dataservice: dataservice.id, dataset: dataset.id } as const,
  }))
  await insertNotifications(tx, `dataservice:${dataservice.id}`, told)
}

/** A private one is nobody's business yet. */
const findPublic = async (tx: Tx, fact: Fact): Promise<Subject | undefined> => {
  const subject = await findSubject(tx, fact.subject)
  return subject?.private ? undefined : subject
}

const usesOf = async (tx: Tx, fact: Fact): Promise<{ dataset: Subject; person: User }[]> => {
  const ids = Array.isArray(fact.extras?.datasets) ? (fact.extras.datasets as string[]) : []
  const refs = ids.map((id): SubjectRef => ({ class: 'Dataset', id }))
  const uses: { dataset: Subject; person: User }[] = []
  const known = new Map<string, User[]>()
  for (const dataset of (await findSubjects(tx, refs)).values()) {
    const holder = dataset.organizationId ?? dataset.ownerId ?? ''
    const people = known.get(holder) ?? (await accountsOf(tx, await holdersOf(tx, dataset, 'admins'), fact.actorId))
    known.set(holder, people)
    uses.push(...people.map((person) => ({ dataset, person })))
  }
  return uses
}

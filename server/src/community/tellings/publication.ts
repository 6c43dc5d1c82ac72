import { fullNameOf, findUsers } from '../../accounts/index.ts'
import type { Tx } from '../../db/index.ts'
import type { Fact, Reaction } from '../../events/index.ts'
import { findOrganizations } from '../../organizations/index.ts'
import type { Text } from '../../lib/text.ts'
import { publicationMail, publicationWords, type PublicationNews } from '../mails/publication-mails.ts'
import { tellByMail } from '../mails/tell-by-mail.ts'
import { PUBLICATION_STATUSES } from '../notifications/model.ts'
import { handleTopic } from '../notifications/store.notifications.ts'
import { notify } from './notify.ts'
import { accountsOf, membersOf } from './recipients.ts'

/**
 * A publication that isn't done at once goes on: administrators are told of what waits for them, whoever asked of what
 * became of it. What went as planned is told here and not by mail.
 */
export const tellPublication: Reaction = async (tx, fact) => {
  const status = PUBLICATION_STATUSES.find((one) => fact.type === `publication:${one}`)
  const { publication, askedBy, decidedBy } = fact.extras ?? {}
  if (!status) return
  const topic = topicOf(fact)
  await handleTopic(tx, topic)
  const asker = [String(askedBy), ...(status === 'failed' && decidedBy ? [String(decidedBy)] : [])]
  const { organizationId } = fact
  const ids = status === 'submitted' && organizationId ? await membersOf(tx, organizationId, 'admins') : asker
  const people = await accountsOf(tx, ids, fact.actorId)
  const news = await newsOf(tx, fact, status)
  const details = { class: 'Publication', organization: organizationId, dataset: fact.subject.id } as const
  const message = publicationWords(news).happened
  await notify(tx, topic, people, { ...details, publication: String(publication), status, message })
  if (status !== 'done') await tellByMail(tx, people, publicationMail(news), { kind: 'publications', topic })
}

/** It waits for nobody any more, and there is nothing to say. */
export const settlePublication: Reaction = (tx, fact) => handleTopic(tx, topicOf(fact))

const topicOf = ({ extras }: Fact): string => `publication:${String(extras?.publication)}`

const newsOf = async (tx: Tx, fact: Fact, status: PublicationNews['status']): Promise<PublicationNews> => {
  const extras = fact.extras as {
    title: string
    fileName: string | null
    publishAt: Date | null
    error: Text | null
    reason: string | null
    decisionReason: string | null
  }
  const person = fact.actorId ? (await findUsers(tx, [fact.actorId])).get(fact.actorId) : undefined
  const organization = fact.organizationId
    ? (await findOrganizations(tx, [fact.organizationId])).get(fact.organizationId)
    : undefined
  return {
    ...{ status, title: extras.title, fileName: extras.fileName, publishAt: extras.publishAt, error: extras.error },
    ...{ person: person ? fullNameOf(person) : null, datasetId: fact.subject.id },
    organizationSlug: organization?.slug ?? null,
    comment: status === 'submitted' ? extras.reason : extras.decisionReason,
  }
}

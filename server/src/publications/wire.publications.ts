import type { Actor } from '../lib/actor.ts'
import { presentDate } from '../lib/dates.ts'
import type { Language } from '../lib/text.ts'
import type { User } from '../accounts/index.ts'
import { presentUserRef } from '../accounts/wire.v1.ts'
import { canEditDataset } from '../catalog/index.ts'
import { canAdministerOrganization } from '../organizations/index.ts'
import { isOpen } from './model.ts'
import type { Shown } from './publications.ts'

export interface Around {
  actor: Actor
  language: Language
  baseUrl: string
  users: Map<string, User>
}

/** A publication, as its dataset's editors read it. */
export const presentPublication = ({ publication, dataset }: Shown, { actor, language, baseUrl, users }: Around) => {
  const person = (id: string | null) => {
    const user = id ? users.get(id) : undefined
    return user ? presentUserRef(user, baseUrl) : null
  }
  const { organizationId } = publication
  const isAdmin = organizationId !== null && canAdministerOrganization(actor, { id: organizationId })
  return {
    ...{ id: publication.id, kind: publication.kind, state: publication.state, organization: organizationId },
    dataset: { class: 'Dataset', id: dataset.id, title: dataset.title, slug: dataset.slug, private: dataset.private },
    deposit:
      publication.kind === 'deposit'
        ? { id: publication.depositId, file_name: publication.fileName, resource: publication.resourceId }
        : null,
    ...{ publish_at: presentDate(publication.publishAt), reason: publication.reason },
    ...{ asked_by: person(publication.askedBy), asked_at: presentDate(publication.askedAt) },
    ...{ decided_by: person(publication.decidedBy), decided_at: presentDate(publication.decidedAt) },
    ...{ decision_reason: publication.decisionReason, ended_at: presentDate(publication.endedAt) },
    error: publication.error && publication.error[language],
    permissions: {
      decide: publication.state === 'submitted' && isAdmin,
      cancel: isOpen(publication) && canEditDataset(actor, dataset),
    },
  }
}

import { presentDate } from '../../lib/dates.ts'
import type { Language } from '../../lib/text.ts'
import { subjectPage } from '../../subjects/wire.ts'
import { NOBODY, type Refs } from '../wire.refs.v1.ts'
import type { Deed } from './activity.ts'
import { ACTIVITIES } from './labels.ts'

/** One thing that happened (udata-api.md §2.12). */
export const presentDeed = ({ activity, subject }: Deed, refs: Refs, baseUrl: string, language: Language) => {
  const kind = ACTIVITIES[activity.key]
  return {
    actor: refs.user(activity.actorId) ?? NOBODY,
    organization: refs.organization(activity.organizationId),
    related_to: subject.title,
    related_to_id: subject.id,
    related_to_kind: subject.class,
    related_to_url: subjectPage(subject, baseUrl),
    created_at: presentDate(activity.createdAt),
    label: kind?.label[language] ?? activity.key,
    key: activity.key,
    icon: kind?.icon ?? null,
    changes: activity.changes,
    extras: activity.extras,
  }
}

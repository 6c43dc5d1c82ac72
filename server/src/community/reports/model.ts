import type { Text } from '../../lib/text.ts'
import type { SubjectClass, SubjectRef } from '../../subjects/index.ts'

/** Classes that can be reported (udata-api.md §2.17). */
export const REPORTABLE = [
  'Dataset',
  'Reuse',
  'Discussion',
  'Organization',
  'Dataservice',
  'User',
] as const satisfies SubjectClass[]

export const REASONS: Record<string, Text> = {
  auto_spam: { fr: 'Indésirable détecté automatiquement', en: 'Spam detected automatically' },
  explicit_content: { fr: 'Contenu explicite', en: 'Explicit content' },
  illegal_content: { fr: 'Contenu illégal', en: 'Illegal content' },
  others: { fr: 'Autre', en: 'Others' },
  personal_data: { fr: 'Données personnelles', en: 'Personal data' },
  security: { fr: 'Sécurité', en: 'Security' },
  spam: { fr: 'Indésirable', en: 'Spam' },
}

export interface Report {
  id: string
  /** Null: a visitor. */
  reporterId: string | null
  subject: SubjectRef
  /** Its title when it was reported. */
  subjectLabel: string | null
  /** A part of it: a message of a discussion. */
  subjectEmbedId: string | null
  subjectDeletedAt: Date | null
  subjectDeletedBy: string | null
  reason: string
  message: string
  reportedAt: Date
  dismissedAt: Date | null
  dismissedBy: string | null
  /** Why, for the next moderator. */
  dismissalNote: string | null
}

export interface NewReport {
  subject: { class: string; id: string }
  embedId: string | null
  reason: string
  message: string
}

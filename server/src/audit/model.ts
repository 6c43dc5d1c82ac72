/** One thing that somebody did, or was refused, as it is kept. */
export interface AuditEntry extends NewEntry {
  id: number
}

export interface NewEntry {
  at: Date
  method: string
  /** Its id in the API's documents; null: none of them. */
  operation: string | null
  path: string
  status: number
  userId: string | null
  /** The address that somebody gave who tried to sign in. */
  account: string | null
  via: Via
  /** The beginning of the key, or of the session's hash: enough to tell two of them apart. */
  credential: string | null
  /** Where the request came from. */
  address: string
}

export const VIAS = ['session', 'key', 'program', 'none'] as const
export type Via = (typeof VIAS)[number]

export const OUTCOMES = ['done', 'refused'] as const

export interface AuditQuery {
  /** Words of a name or an address of somebody. */
  person?: string
  /** Words of what was done, or a part of its path. */
  q?: string
  operation?: string
  /** A part of the path: the id or the slug of what it was done to. */
  object?: string
  from?: Date
  to?: Date
  outcome?: (typeof OUTCOMES)[number]
}

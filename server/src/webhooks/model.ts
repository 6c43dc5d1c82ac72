import type { FailureReason } from '../outgoing/index.ts'

/** What a webhook is about: `Flow` and its id. */
export interface About {
  class: string
  id: string
}

/** One message to one address, and what became of it. */
export interface Delivery {
  /** The receiver's `webhook-id`: the same however often it is tried. */
  id: string
  url: string
  type: string
  about: About
  state: DeliveryState
  /** Oldest first. */
  attempts: Attempt[]
  createdAt: Date
}

/** `waiting`: to be tried, maybe again. `gone`: the receiver wants no more of it (410). */
export type DeliveryState = 'waiting' | 'delivered' | 'failed' | 'gone'

export interface Attempt {
  at: Date
  /** Null: there was no answer. */
  status: number | null
  /** Why it isn't delivered; null when it is. */
  reason: AttemptReason | null
}

/** `secret`: what it is signed with can't be read any more. The network's reasons are those of `outgoing`. */
export type AttemptReason = FailureReason | 'redirect' | 'refused' | 'gone' | 'secret'

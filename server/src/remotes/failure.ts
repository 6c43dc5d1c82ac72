import { AppError } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'

export type RemoteReason =
  /** A private address, a port or a scheme that we don't visit. */
  | 'address'
  | 'unreachable'
  | 'timeout'
  /** The key isn't accepted, or not for this. */
  | 'credentials'
  | 'not_found'
  | 'too_large'
  /** Later, says the server: 429, 503, the same request under way. */
  | 'busy'
  /** The server failed. */
  | 'broken'
  /** What was sent isn't to its taste; its own words are in the sentence. */
  | 'refused'
  /** The bytes aren't those that were announced. */
  | 'corrupted'
  /** An answer that isn't udata's. */
  | 'protocol'

/** What went wrong with another server, in words for whoever looks after it here; never with a key. */
export class RemoteFailure extends AppError {
  readonly reason: RemoteReason
  /** When the server wants to be asked again. */
  readonly retryAfter: Date | null

  constructor(reason: RemoteReason, text: Text, options: { retryAfter?: Date | null; cause?: unknown } = {}) {
    super(reason === 'address' ? 'invalid' : 'unreachable', text, { cause: options.cause })
    this.reason = reason
    this.retryAfter = options.retryAfter ?? null
  }
}

const PASSING = new Set<RemoteReason>(['unreachable', 'timeout', 'busy', 'broken', 'corrupted', 'protocol'])

/** Worth trying again soon, without anybody's help. */
export const isPassingFailure = ({ reason }: RemoteFailure): boolean => PASSING.has(reason)

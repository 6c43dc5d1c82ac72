/** Requests to addresses that people write: the public web only, whatever a name, a redirect or a number leads to. */
export {
  createOutgoing,
  type Outgoing,
  type OutgoingAnswer,
  type OutgoingOptions,
  type OutgoingRequest,
} from './outgoing.ts'
export type { Connection } from './connections.ts'
export { failureText, OutgoingFailure, Stopping, type FailureReason } from './failure.ts'

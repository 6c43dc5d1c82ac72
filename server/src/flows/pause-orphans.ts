import type { Reaction } from '../events/index.ts'
import { pauseFlowsOfOrganization } from './store.flows.ts'

const REASON = 'L’organisation a été supprimée.'

/** Flows of an organization that went away stop: nothing is published for nobody. */
export const pauseFlowsOf: Reaction = (tx, { subject, actorId }) =>
  pauseFlowsOfOrganization(tx, subject.id, { by: actorId, reason: REASON, at: new Date() })

import { isSiteAdmin, roleIn, type Actor, type UserActor } from '../lib/actor.ts'
import { canPublishFor } from '../organizations/index.ts'
import type { Flow } from './model.ts'

/** Every member of the organization sees its flows, what they did and what they hold. */
export const canSeeFlows = (actor: Actor, organizationId: string): boolean => canPublishFor(actor, organizationId)

/** A flow writes to all the datasets of its organization: so may whoever declares it. */
export const canManageFlows = (actor: Actor, organizationId: string): boolean =>
  isSiteAdmin(actor) || ['admin', 'editor'].includes(roleIn(actor, organizationId) ?? '')

/** Who a flow is when it writes: whoever made it, with the rights of an editor of its organization and no other. */
export const actorOf = ({ id, createdBy, organizationId }: Flow): UserActor => ({
  ...{ kind: 'user', userId: createdBy, siteAdmin: false, sessionIdHash: null, throughFlow: id },
  memberships: [{ organizationId, role: 'editor', assigned: [] }],
})

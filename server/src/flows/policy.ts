import { demandPerson, isSiteAdmin, roleIn, type Actor, type UserActor } from '../lib/actor.ts'
import { Forbidden } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { canPublishFor } from '../organizations/index.ts'
import type { Flow } from './model.ts'

/** Every member of the organization sees its flows, what they did and what they hold. */
export const canSeeFlows = (actor: Actor, organizationId: string): boolean => canPublishFor(actor, organizationId)

/**
 * A flow writes to all the datasets of its organization: so may whoever declares it. It outlives any key: a key of the
 * organization alone declares none.
 */
export const canManageFlows = (actor: Actor, organizationId: string): boolean =>
  isSiteAdmin(actor) ||
  (actor.kind === 'user' &&
    actor.onlyFor === undefined &&
    ['admin', 'editor'].includes(roleIn(actor, organizationId) ?? ''))

/** Throws `Unauthorized`, `Forbidden` for who may not declare flows of this organization. */
export const demandManager = (actor: Actor, organizationId: string): void => {
  demandPerson(actor)
  if (!canManageFlows(actor, organizationId)) throw new Forbidden(NOT_YOURS)
}

export const NOT_YOURS: Text = {
  fr: 'Les flux d’une organisation sont à ses administrateurs et à ses éditeurs.',
  en: 'The flows of an organization belong to its administrators and editors.',
}

/** Who a flow is when it writes: whoever made it, with the rights of an editor of its organization and no other. */
export const actorOf = ({ id, createdBy, organizationId }: Flow): UserActor => ({
  ...{ kind: 'user', userId: createdBy, siteAdmin: false, sessionIdHash: null, throughFlow: id },
  memberships: [{ organizationId, role: 'editor', assigned: [] }],
})

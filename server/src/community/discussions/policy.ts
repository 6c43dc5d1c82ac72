import { isOneself, isSiteAdmin, roleIn, type Actor } from '../../lib/actor.ts'
import { canEditOwned } from '../../organizations/index.ts'
import type { Talk } from './model.ts'

/** Who wrote it, the editors of the organization in whose name it was written, the site's administrators. */
export const isAuthor = (
  actor: Actor,
  { userId, organizationId }: { userId: string | null; organizationId: string | null },
): boolean => {
  if (actor.kind === 'anonymous') return false
  if (isSiteAdmin(actor) || isOneself(actor, userId)) return true
  const role = organizationId === null ? null : roleIn(actor, organizationId)
  return role === 'admin' || role === 'editor'
}

export const isAuthorOfMessage = (
  actor: Actor,
  { postedBy, organizationId }: { postedBy: string | null; organizationId: string | null },
): boolean => isAuthor(actor, { userId: postedBy, organizationId })

/** Its author, and whoever may edit what it is about (udata-api.md §8). */
export const canClose = (actor: Actor, { discussion, subject }: Talk): boolean =>
  isAuthor(actor, discussion) || canEditOwned(actor, subject)

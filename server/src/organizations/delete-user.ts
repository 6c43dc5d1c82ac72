import { demandPerson, type Actor } from '../lib/actor.ts'
import { Forbidden, Invalid } from '../lib/errors.ts'
import {
  closeAccount,
  getManagedUser,
  getMyself,
  type Correspondence,
  type User,
  type Visitor,
} from '../accounts/index.ts'
import { inTransaction, type Db, type Tx } from '../db/index.ts'
import { selectOrganizations } from './store.ts'
import { countOtherAdmins } from './store.members.ts'
import { forgetRequestsOf } from './store.requests.ts'
import { deleteMembershipsOf } from './store.user-memberships.ts'

/** What another module forgets of somebody who leaves, in the transaction of their departure. */
export type ForgetUser = (tx: Tx, userId: string, options: { deleteComments: boolean }) => Promise<void>

export interface DeletionDeps {
  db: Db
  site: { baseUrl: string }
  /** Follows, contact points, comments…: surfaces name them. */
  forgetUser?: ForgetUser[]
}

/**
 * Closes somebody's account for a site administrator. An organization may lose its last administrator by that, as in
 * udata: site administrators name another one. Throws `Forbidden` (also for oneself), `NotFound`, `Gone`.
 */
export const deleteUser = async (
  deps: DeletionDeps,
  actor: Actor,
  idOrSlug: string,
  options: { silent: boolean; legalNotice: boolean; deleteComments: boolean },
  visitor: Visitor,
): Promise<void> => {
  const user = await getManagedUser(deps.db, actor, idOrSlug)
  if (actor.kind === 'user' && actor.userId === user.id) throw new Forbidden(NOT_ONESELF)
  await leave(deps, user, { ...options, post: options.silent ? null : postOf(deps, visitor) })
}

/** Closes the caller's own account. Throws `Unauthorized`, and `Invalid` for the only administrator of an organization. */
export const deleteMyself = async (deps: DeletionDeps, actor: Actor, visitor: Visitor): Promise<void> => {
  demandPerson(actor)
  const me = await getMyself(deps.db, actor)
  await keepAnAdminEverywhere(deps.db, actor)
  await leave(deps, me, { post: postOf(deps, visitor), legalNotice: false, deleteComments: false })
}

/** What nobody administers can't be mended by its members: who goes names another one first. */
const keepAnAdminEverywhere = async (db: Db, actor: Actor): Promise<void> => {
  const { userId, memberships } = demandPerson(actor)
  const administered = memberships.filter(({ role }) => role === 'admin').map((one) => one.organizationId)
  const alone: string[] = []
  for (const { id, name, deletedAt } of await selectOrganizations(db, administered))
    if (!deletedAt && (await countOtherAdmins(db, id, userId)) === 0) alone.push(name)
  if (alone.length > 0) throw new Invalid(lastAdminOf(alone.join(', ')))
}

const leave = (
  { db, forgetUser = [] }: DeletionDeps,
  user: User,
  options: { post: Correspondence | null; legalNotice: boolean; deleteComments: boolean },
): Promise<void> =>
  inTransaction(db, async (tx) => {
    await deleteMembershipsOf(tx, user.id)
    await forgetRequestsOf(tx, user.id)
    await closeAccount(tx, user, options)
    for (const forget of forgetUser) await forget(tx, user.id, { deleteComments: options.deleteComments })
  })

const postOf = ({ site }: DeletionDeps, { lang }: Visitor): Correspondence => ({ baseUrl: site.baseUrl, lang })

const lastAdminOf = (names: string) => ({
  fr: `Vous seul administrez ${names} : nommez d’abord un autre administrateur, ou supprimez l’organisation.`,
  en: `Only you administer ${names}: name another administrator first, or delete the organization.`,
})

const NOT_ONESELF = {
  fr: 'Pour supprimer votre propre compte, passez par « Mon compte ».',
  en: 'To delete your own account, use “My account” (DELETE /api/1/me/).',
}

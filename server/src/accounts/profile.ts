import { demandPerson, type Actor } from '../lib/actor.ts'
import { Invalid, invalidFields } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { askNewEmail } from './change-email.ts'
import type { AccountDeps, User, Visitor } from './model.ts'
import { EMAIL_PROBLEM, isEmail, profileProblems, type ProfileChanges } from './registration.rules.ts'
import { updateUser } from './store.ts'
import { getMyself, getUser } from './users.ts'

/**
 * Changes what people read about the caller; absent keys keep their value. A new address is written to first, and is
 * theirs once they followed the link. Throws `Unauthorized`, `Invalid` by field, `TooManyAttempts`.
 */
export const updateMyProfile = async (
  { db, site }: Pick<AccountDeps, 'db' | 'site'>,
  actor: Actor,
  { email, ...changes }: ProfileChanges & { email?: string },
  visitor: Visitor,
): Promise<User> => {
  demandPerson(actor)
  const me = await getMyself(db, actor)
  const fields = profileProblems(changes)
  if (email !== undefined && !isEmail(email)) fields.email = [EMAIL_PROBLEM]
  const [first] = Object.values(fields).flat() as Text[]
  if (first) throw Object.keys(fields).length === 1 ? new Invalid(first, fields) : invalidFields(fields)
  const post = { baseUrl: site.baseUrl, lang: visitor.lang }
  if (email !== undefined) await askNewEmail(db, me, { email, field: 'email', from: visitor.address }, post)
  await updateUser(db, me.id, changes)
  return getUser(db, me.id)
}

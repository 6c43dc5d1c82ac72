import { newSecret } from '../lib/ids.ts'
import type { Db } from '../db/index.ts'
import { sendMail } from '../mail/index.ts'
import { accountDeletedLetter } from './letters.notices.ts'
import type { Correspondence, User } from './model.ts'
import { hashPassword } from './passwords.ts'
import { forgetSecondFactor } from './second-factor.ts'
import { revokeApiKeysOf } from './store.api-keys.ts'
import { deleteMailTokens } from './store.mail-tokens.ts'
import { deleteSessionsOf } from './store.sessions.ts'
import { anonymizeUserRow } from './store.user-lists.ts'

/**
 * Ends an account: nothing of it tells who they were, nothing of it opens. What they published stays. What other
 * modules know of them is theirs to forget, in the same transaction. `post` null: they aren't told.
 */
export const closeAccount = async (
  tx: Db,
  user: User,
  { post, legalNotice }: { post: Correspondence | null; legalNotice: boolean },
): Promise<void> => {
  if (post) await sendMail(tx, accountDeletedLetter(user, post, legalNotice))
  await revokeApiKeysOf(tx, user.id)
  await deleteSessionsOf(tx, user.id, null)
  await deleteMailTokens(tx, user.id)
  await forgetSecondFactor(tx, user.id)
  await anonymizeUserRow(tx, user.id, await hashPassword(newSecret()))
}

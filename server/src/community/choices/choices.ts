import { demandPerson, type Actor } from '../../lib/actor.ts'
import type { Db } from '../../db/index.ts'
import { AT_FIRST, type Choices } from './model.ts'
import { selectChoices, upsertChoices } from './store.choices.ts'

/** How the caller is mailed of each kind of news. Throws `Unauthorized`, `Forbidden`. */
export const getMyChoices = (db: Db, actor: Actor): Promise<Choices> => choicesOf(db, demandPerson(actor).userId)

/** Changes what is given. What already waits for a digest follows. Throws `Unauthorized`, `Forbidden`. */
export const updateMyChoices = async (db: Db, actor: Actor, changes: Partial<Choices>): Promise<Choices> => {
  const { userId } = demandPerson(actor)
  await upsertChoices(db, userId, changes)
  return choicesOf(db, userId)
}

/** What somebody chose, and what everybody has at first for the rest. */
export const choicesOf = async (db: Db, userId: string): Promise<Choices> => ({
  ...AT_FIRST,
  ...(await selectChoices(db, userId)),
})

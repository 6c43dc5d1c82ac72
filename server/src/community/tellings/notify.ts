import type { User } from '../../accounts/index.ts'
import type { Tx } from '../../db/index.ts'
import type { Details } from '../notifications/model.ts'
import { insertNotifications } from '../notifications/store.notifications.ts'

/** Tells these people the same thing. `topic`: what it is about, to mark it handled once it is. */
export const notify = (tx: Tx, topic: string, people: Pick<User, 'id'>[], details: Details): Promise<void> =>
  insertNotifications(
    tx,
    topic,
    people.map(({ id }) => ({ userId: id, details })),
  )

import { presentDate } from '../../lib/dates.ts'
import { NOBODY, type Refs } from '../wire.refs.v1.ts'

/** Somebody who follows (udata-api.md §2.10). */
export const presentFollow = (
  { id, followerId, since }: { id: string; followerId: string; since: Date },
  refs: Pick<Refs, 'user'>,
) => ({
  id,
  follower: refs.user(followerId) ?? NOBODY,
  since: presentDate(since),
})

import type { IdQuery } from '../db/index.ts'
import type { SubjectClass } from './model.ts'

type FollowedIds = (name: SubjectClass, followerId: string) => IdQuery

let find: FollowedIds | undefined

/** Says who knows what people follow, once for a process. */
export const registerFollowed = (query: FollowedIds): void => {
  find = query
}

/** Ids of the objects of a class that this person follows, for a list of them; undefined when nothing is followed here. */
export const followedIdsOf = (name: SubjectClass, followerId: string): IdQuery | undefined => find?.(name, followerId)

import type { FastifyRequest } from 'fastify'
import type { Db } from '../../db/index.ts'
import { findPeople } from '../people.ts'
import type { Talk } from './model.ts'
import { namedIn, presentDiscussion } from './wire.discussions.v1.ts'

/** Two queries whatever the number of discussions. */
export const discussionPresenter =
  (db: Db, site: { baseUrl: string }) => async (request: FastifyRequest, talks: Talk[]) => {
    const { userIds, organizationIds } = namedIn(talks)
    const people = await findPeople(db, userIds, organizationIds)
    return talks.map((talk) => presentDiscussion(talk, people, request.actor, site.baseUrl))
  }

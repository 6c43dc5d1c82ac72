import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Db } from '../../db/index.ts'
import { languageOf, PAGING, Param, presentPage, readPage, readQuery } from '../../http/index.ts'
import { findPeople } from '../people.ts'
import { refsOf } from '../wire.refs.v1.ts'
import { listActivity } from './activity.ts'
import { BY } from './store.activity.ts'
import { presentDeed } from './wire.activity.v1.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}

const List = Type.Object({
  ...PAGING,
  user: Param.id('who did it'),
  organization: Param.id('owner of what it was done to'),
  related_to: Param.id('what it was done to'),
  by: Param.choice(BY, 'whose hands'),
  mine: Param.flag('what the caller did, and what happened to what their organizations own'),
})

/** Who did what (udata-api.md §2.12). */
export const activityRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    app.get('/activity/', { schema: { querystring: List } }, async (request) => {
      const { user, organization, related_to, by, mine } = readQuery(request, List)
      const page = readPage(request)
      const filter = { actorId: user, organizationId: organization, relatedId: related_to, by }
      const { deeds, read, total } = await listActivity(db, request.actor, { ...filter, mine }, page)
      const people = await findPeople(
        db,
        deeds.map(({ activity }) => activity.actorId),
        deeds.map(({ activity }) => activity.organizationId),
      )
      const refs = refsOf(people, request.actor, site.baseUrl)
      // The envelope is about what was read: a page whose items are all hidden is empty, not missing.
      const envelope = presentPage(request, site.baseUrl, page, total, Array.from({ length: read }))
      return { ...envelope, data: deeds.map((deed) => presentDeed(deed, refs, site.baseUrl, languageOf(request))) }
    })
  }

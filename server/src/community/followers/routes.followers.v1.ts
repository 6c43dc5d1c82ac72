import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Db } from '../../db/index.ts'
import { PAGING, Param, presentPage, readPage, readQuery, signedIn } from '../../http/index.ts'
import type { SubjectClass } from '../../subjects/index.ts'
import { findPeople } from '../people.ts'
import { refsOf } from '../wire.refs.v1.ts'
import { follow, listFollowers, unfollow } from './followers.ts'
import { presentFollow } from './wire.followers.v1.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}
type ById = { Params: { id: string } }
type Request = FastifyRequest<ById>

const List = Type.Object({ ...PAGING, user: Param.id('only this person, if they follow') })

/** Who follows what (udata-api.md §2.10): the same three calls for five classes. */
export const followerRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  const read = { schema: { querystring: List } }
  const create = { onRequest: signedIn, config: { creates: true } }
  const write = { onRequest: signedIn }
  const { list, start, stop } = handlersWith(deps)

  app.get<ById>('/datasets/:id/followers/', read, list('Dataset'))
  app.post<ById>('/datasets/:id/followers/', create, start('Dataset'))
  app.delete<ById>('/datasets/:id/followers/', write, stop('Dataset'))

  app.get<ById>('/reuses/:id/followers/', read, list('Reuse'))
  app.post<ById>('/reuses/:id/followers/', create, start('Reuse'))
  app.delete<ById>('/reuses/:id/followers/', write, stop('Reuse'))

  app.get<ById>('/dataservices/:id/followers/', read, list('Dataservice'))
  app.post<ById>('/dataservices/:id/followers/', create, start('Dataservice'))
  app.delete<ById>('/dataservices/:id/followers/', write, stop('Dataservice'))

  app.get<ById>('/organizations/:id/followers/', read, list('Organization'))
  app.post<ById>('/organizations/:id/followers/', create, start('Organization'))
  app.delete<ById>('/organizations/:id/followers/', write, stop('Organization'))

  app.get<ById>('/users/:id/followers/', read, list('User'))
  app.post<ById>('/users/:id/followers/', create, start('User'))
  app.delete<ById>('/users/:id/followers/', write, stop('User'))
}

const handlersWith = ({ db, site }: Deps) => ({
  list: (name: SubjectClass) => async (request: Request) => {
    const { user } = readQuery(request, List)
    const page = readPage(request)
    const ref = { class: name, id: request.params.id }
    const [follows, total] = await listFollowers(db, request.actor, ref, user, page)
    const people = await findPeople(
      db,
      follows.map(({ followerId }) => followerId),
    )
    const refs = refsOf(people, request.actor, site.baseUrl)
    const data = follows.map((item) => presentFollow(item, refs))
    return presentPage(request, site.baseUrl, page, total, data)
  },
  start: (name: SubjectClass) => async (request: Request, reply: FastifyReply) => {
    const { followers, isNew } = await follow(db, request.actor, { class: name, id: request.params.id })
    return reply.code(isNew ? 201 : 200).send({ followers })
  },
  stop: (name: SubjectClass) => async (request: Request) =>
    unfollow(db, request.actor, { class: name, id: request.params.id }),
})

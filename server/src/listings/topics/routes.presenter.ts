import type { FastifyRequest } from 'fastify'
import { findOwners } from '../find-owners.ts'
import type { Deps } from '../routes.common.ts'
import type { Topic } from './model.ts'
import { countElements } from './store.elements.ts'
import { presentTopic } from './wire.v2.ts'

/** The shape of topics for a request: a constant number of queries whatever their number. */
export const topicPresenter = ({ db, site }: Pick<Deps, 'db' | 'site'>) => {
  const list = async (request: FastifyRequest, topics: Topic[]) => {
    const ownersOf = await findOwners(db, topics)
    const totals = await countElements(
      db,
      topics.map(({ id }) => id),
    )
    return topics.map((topic) => {
      const context = { owners: ownersOf(topic), elements: totals.get(topic.id) ?? 0 }
      return presentTopic(topic, context, request.actor, site.baseUrl)
    })
  }
  return { list, one: async (request: FastifyRequest, topic: Topic) => (await list(request, [topic]))[0] }
}

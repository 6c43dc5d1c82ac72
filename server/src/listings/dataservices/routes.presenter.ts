import type { FastifyRequest } from 'fastify'
import { findContactPoints, listDatasetLinks } from '../../catalog/index.ts'
import { findOwners } from '../find-owners.ts'
import type { Deps } from '../routes.common.ts'
import type { Dataservice } from './model.ts'
import { presentDataservice } from './wire.v1.ts'

/** The shape of dataservices for a request: a constant number of queries whatever their number. */
export const dataservicePresenter = ({ db, site }: Pick<Deps, 'db' | 'site'>) => {
  const list = async (request: FastifyRequest, dataservices: Dataservice[]) => {
    const ownersOf = await findOwners(db, dataservices)
    const contactIds = dataservices.flatMap(({ fields }) => fields.contactPointIds)
    const contacts = new Map(
      (await findContactPoints(db, [...new Set(contactIds)])).map((contact) => [contact.id, contact]),
    )
    const links = await listDatasetLinks(
      db,
      'Dataservice',
      dataservices.map(({ id }) => id),
    )
    return dataservices.map((dataservice) => {
      const context = {
        owners: ownersOf(dataservice),
        contactPoints: dataservice.fields.contactPointIds.flatMap((id) => contacts.get(id) ?? []),
        datasets: links.get(dataservice.id)?.length ?? 0,
      }
      return presentDataservice(dataservice, context, request.actor, site.baseUrl)
    })
  }
  return {
    list,
    one: async (request: FastifyRequest, dataservice: Dataservice) => (await list(request, [dataservice]))[0],
  }
}

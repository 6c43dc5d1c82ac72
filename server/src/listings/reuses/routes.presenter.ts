import type { FastifyRequest } from 'fastify'
import { listDatasetLinks } from '../../catalog/index.ts'
import { datasetPresenter } from '../../catalog/routes.presenter.ts'
import { canReadOwned } from '../../organizations/index.ts'
import { findSubjects, type SubjectRef } from '../../subjects/index.ts'
import { findOwners } from '../find-owners.ts'
import type { Deps } from '../routes.common.ts'
import { findLinkedDatasets } from '../routes.presenter.ts'
import type { Reuse } from './model.ts'
import { presentReuse, presentReuseV2, presentShortDataset } from './wire.v1.ts'

/** Shapes of reuses for a request: a constant number of queries whatever their number. */
export const reusePresenter = ({ db, site }: Pick<Deps, 'db' | 'site'>) => {
  const datasetsAs = datasetPresenter({ db, site })

  const v1 = async (request: FastifyRequest, reuses: Reuse[], whole: boolean) => {
    const ownersOf = await findOwners(db, reuses)
    const datasetsOf = await findLinkedDatasets(db, request, reuses)
    const refs = reuses.flatMap(({ fields }) =>
      fields.dataserviceIds.map((id) => ({ class: 'Dataservice', id }) as SubjectRef),
    )
    const dataservices = await findSubjects(db, refs)
    return Promise.all(
      reuses.map(async (reuse) => {
        const datasets = datasetsOf(reuse)
        const context = {
          owners: ownersOf(reuse),
          datasets: whole
            ? await datasetsAs.v1(request, datasets)
            : datasets.map((dataset) => presentShortDataset(dataset, site.baseUrl)),
          dataservices: reuse.fields.dataserviceIds
            .flatMap((id) => dataservices.get(`Dataservice:${id}`) ?? [])
            .filter((dataservice) => canReadOwned(request.actor, dataservice)),
        }
        return presentReuse(reuse, context, request.actor, site.baseUrl)
      }),
    )
  }

  return {
    /** In a list, datasets are short. */
    list: (request: FastifyRequest, reuses: Reuse[]) => v1(request, reuses, false),

    one: async (request: FastifyRequest, reuse: Reuse) => (await v1(request, [reuse], true))[0],

    v2: async (request: FastifyRequest, reuses: Reuse[]) => {
      const ownersOf = await findOwners(db, reuses)
      const links = await listDatasetLinks(
        db,
        'Reuse',
        reuses.map(({ id }) => id),
      )
      return reuses.map((reuse) => {
        const context = { owners: ownersOf(reuse), datasets: links.get(reuse.id)?.length ?? 0 }
        return presentReuseV2(reuse, context, request.actor, site.baseUrl)
      })
    },
  }
}

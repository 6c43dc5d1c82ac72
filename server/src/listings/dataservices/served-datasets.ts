import type { Actor } from '../../lib/actor.ts'
import { NotFound } from '../../lib/errors.ts'
import { findDatasets, listDatasetLinks } from '../../catalog/index.ts'
import type { Db, Tx } from '../../db/index.ts'
import { changeListing, updateListing } from '../change-listing.ts'
import { DATASERVICE } from './dataservice.ts'
import type { Dataservice } from './model.ts'

/** Adds datasets to those it serves; unknown ones are ignored, as in udata. Throws `NotFound`, `Gone`, `Forbidden`. */
export const serveDatasets = (db: Db, actor: Actor, id: string, wanted: string[]): Promise<Dataservice> =>
  changeListing(db, actor, DATASERVICE, id, async (tx) => {
    const known = (await findDatasets(tx, wanted)).map((dataset) => dataset.id)
    const datasetIds = [...new Set([...(await served(tx, id)), ...known])]
    return updateListing(tx, actor, DATASERVICE, id, { datasetIds })
  })

/** Takes one away. Throws `NotFound` when it isn't there too. */
export const dropServedDataset = (db: Db, actor: Actor, id: string, datasetId: string): Promise<Dataservice> =>
  changeListing(db, actor, DATASERVICE, id, async (tx) => {
    const before = await served(tx, id)
    if (!before.includes(datasetId)) throw new NotFound()
    return updateListing(tx, actor, DATASERVICE, id, { datasetIds: before.filter((one) => one !== datasetId) })
  })

const served = async (tx: Tx, id: string): Promise<string[]> =>
  (await listDatasetLinks(tx, 'Dataservice', [id])).get(id) ?? []

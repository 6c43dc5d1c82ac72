import type { Actor } from '../../lib/actor.ts'
import { NotFound } from '../../lib/errors.ts'
import { listDatasetLinks } from '../../catalog/index.ts'
import type { Db } from '../../db/index.ts'
import type { Image } from '../../images/index.ts'
import { findSubject } from '../../subjects/index.ts'
import { changeListing, updateListing } from '../change-listing.ts'
import { saveListing } from '../save-listing.ts'
import type { Reuse } from './model.ts'
import { REUSE } from './reuse.ts'

/** Adds a dataset; `isNew` is false when it was there. Throws `NotFound`, `Gone`, `Forbidden`. */
export const addDataset = (db: Db, actor: Actor, id: string, datasetId: string): Promise<Added> =>
  changeListing(db, actor, REUSE, id, async (tx, reuse) => {
    if (!(await findSubject(tx, { class: 'Dataset', id: datasetId }))) throw new NotFound()
    const datasetIds = (await listDatasetLinks(tx, 'Reuse', [id])).get(id) ?? []
    if (datasetIds.includes(datasetId)) return { reuse, isNew: false }
    return { reuse: await updateListing(tx, actor, REUSE, id, { datasetIds: [...datasetIds, datasetId] }), isNew: true }
  })

/** The same for an API. */
export const addDataservice = (db: Db, actor: Actor, id: string, dataserviceId: string): Promise<Added> =>
  changeListing(db, actor, REUSE, id, async (tx, reuse) => {
    if (!(await findSubject(tx, { class: 'Dataservice', id: dataserviceId }))) throw new NotFound()
    const { dataserviceIds } = reuse.fields
    if (dataserviceIds.includes(dataserviceId)) return { reuse, isNew: false }
    const fields = { dataserviceIds: [...dataserviceIds, dataserviceId] }
    return { reuse: await updateListing(tx, actor, REUSE, id, { fields }), isNew: true }
  })

/** Gives it a picture: what `images` answered. Throws `NotFound`, `Forbidden`. */
export const setReuseImage = (db: Db, actor: Actor, id: string, image: Image): Promise<Reuse> =>
  changeListing(db, actor, REUSE, id, (tx, reuse) =>
    saveListing(tx, REUSE, reuse, { ...reuse, fields: { ...reuse.fields, image }, lastModified: new Date() }),
  )

interface Added {
  reuse: Reuse
  isNew: boolean
}

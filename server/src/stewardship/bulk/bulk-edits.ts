import type { Actor } from '../../lib/actor.ts'
import { NotFound } from '../../lib/errors.ts'
import { isUuid } from '../../lib/ids.ts'
import type { Db } from '../../db/index.ts'
import type { Page } from '../../http/index.ts'
import { getOwnOrganization } from '../holdings.ts'
import type { BulkEdit, BulkEntry } from '../model.ts'
import { selectEdit, selectEdits, selectEntries } from './store.bulk-edits.ts'

/** The ledger of an organization for its members, the last edit first. Throws `Unauthorized`, `NotFound`, `Forbidden`. */
export const listBulkEdits = async (
  db: Db,
  actor: Actor,
  organization: string,
  page: Page,
): Promise<[BulkEdit[], number]> => selectEdits(db, (await getOwnOrganization(db, actor, organization)).id, page)

/** One edit, with how far it is. Throws `Unauthorized`, `NotFound`, `Forbidden`. */
export const getBulkEdit = async (db: Db, actor: Actor, organization: string, id: string): Promise<BulkEdit> => {
  const { id: organizationId } = await getOwnOrganization(db, actor, organization)
  const edit = isUuid(id) ? await selectEdit(db, id) : undefined
  if (edit?.organizationId !== organizationId) throw new NotFound()
  return edit
}

/** What it did to each dataset. Throws `Unauthorized`, `NotFound`, `Forbidden`. */
export const listBulkEntries = async (
  db: Db,
  actor: Actor,
  { organization, id }: { organization: string; id: string },
  page: Page,
): Promise<[BulkEntry[], number]> => selectEntries(db, (await getBulkEdit(db, actor, organization, id)).id, page)

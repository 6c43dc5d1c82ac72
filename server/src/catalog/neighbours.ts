import type { Db } from '../db/index.ts'
import type { Owners } from '../organizations/index.ts'
import type { AlikeResource, OwnedTitle } from './model.ts'
import { selectAlikeResources, selectOwnedTitles } from './store.neighbours.ts'

/** The datasets of a producer that aren't deleted, hidden ones too: only for who may edit them all. */
export const listOwnedTitles = (db: Db, owner: Owners): Promise<OwnedTitle[]> => selectOwnedTitles(db, owner)

/**
 * Files of a producer with one of these checksums (SHA-1, lower case), links to one of these addresses
 * (`addressKeyOf`): at most 200, of the oldest datasets first. Hidden ones too.
 */
export const findAlikeResources = (
  db: Db,
  owner: Owners,
  alike: { checksums: string[]; addresses: string[] },
): Promise<AlikeResource[]> => selectAlikeResources(db, owner, alike)

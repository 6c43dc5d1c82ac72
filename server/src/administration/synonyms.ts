import { demandSiteAdmin } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import type { Actor } from '../lib/actor.ts'
import * as search from '../search/index.ts'

/** The words that mean one another. Throws `Unauthorized`, `Forbidden`. */
export const listSynonyms = async (db: Db, actor: Actor): Promise<search.Synonym[]> => {
  demandSiteAdmin(actor)
  return search.listSynonyms(db)
}

/** Throws `Unauthorized`, `Forbidden`, `Invalid`. */
export const addSynonym = async (db: Db, actor: Actor, input: search.SynonymInput): Promise<search.Synonym> => {
  demandSiteAdmin(actor)
  return search.addSynonym(db, input)
}

/** Throws `Unauthorized`, `Forbidden`, `Invalid`, `NotFound`. */
export const changeSynonym = async (
  db: Db,
  actor: Actor,
  id: string,
  input: search.SynonymInput,
): Promise<search.Synonym> => {
  demandSiteAdmin(actor)
  return search.changeSynonym(db, id, input)
}

/** Throws `Unauthorized`, `Forbidden`, `NotFound`. */
export const removeSynonym = async (db: Db, actor: Actor, id: string): Promise<void> => {
  demandSiteAdmin(actor)
  await search.removeSynonym(db, id)
}

/** Those of culture that aren't there yet. Throws `Unauthorized`, `Forbidden`. */
export const addKnownAcronyms = async (db: Db, actor: Actor): Promise<search.Synonym[]> => {
  demandSiteAdmin(actor)
  return search.addKnownAcronyms(db)
}

/** What a question becomes. Throws `Unauthorized`, `Forbidden`. */
export const explainQuestion = async (db: Db, actor: Actor, q: string): Promise<search.Explained[]> => {
  demandSiteAdmin(actor)
  return search.explainQuestion(db, q)
}

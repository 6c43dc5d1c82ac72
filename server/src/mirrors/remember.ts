import type { Db } from '../db/index.ts'
import { Conflict } from '../lib/errors.ts'
import type { MirrorKey } from './model.ts'
import { keep, type Made } from './store.ts'

/** Writes what an object becomes. Throws `Conflict` when another run made it meanwhile: the transaction makes no second one. */
export const remember = async (db: Db, key: MirrorKey, made: Made): Promise<void> => {
  if (!(await keep(db, key, made))) throw new Conflict(MADE_MEANWHILE)
}

const MADE_MEANWHILE = {
  fr: 'Un autre passage vient de le recopier. Rien n’a été fait deux fois.',
  en: 'Another run has just copied it. Nothing was made twice.',
}

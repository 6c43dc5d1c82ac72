import { invalidField } from '../lib/errors.ts'
import { isUuid } from '../lib/ids.ts'
import { firstFreeSlug, slugOf } from '../lib/slugs.ts'
import type { Text } from '../lib/text.ts'
import type { Db } from '../db/index.ts'
import type { Flow } from './model.ts'
import { isSlugTaken } from './store.flows.ts'

/** The one that is wanted, or one made of the name. Throws `Invalid`. */
export const slugFor = async (db: Db, wanted: string | undefined, name: string): Promise<string> => {
  if (wanted !== undefined) return freeSlug(db, wanted)
  const options = { attempts: 100, tooMany: TAKEN }
  const isOut = async (slug: string): Promise<boolean> => isReserved(slug) || isSlugTaken(db, slug)
  return firstFreeSlug(slugOf(name, 80) || 'flux', isOut, options)
}

/** The one of a flow that is being changed. Throws `Invalid`. */
export const slugAfter = async (db: Db, { slug }: Flow, wanted: string | undefined): Promise<string> =>
  wanted === undefined || wanted === slug ? slug : freeSlug(db, wanted)

/** Throws `Invalid` for what can't be the slug of any flow. */
export const demandSlug = (slug: string): void => {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > 80) throw invalidField('slug', NO_SLUG)
  if (isReserved(slug)) throw invalidField('slug', RESERVED)
}

const freeSlug = async (db: Db, wanted: string): Promise<string> => {
  demandSlug(wanted)
  if (await isSlugTaken(db, wanted)) throw invalidField('slug', TAKEN)
  return wanted
}

/** Addresses of the routes aren't names of flows; nor is what looks like the id of another. */
const isReserved = (slug: string): boolean =>
  ['defaults', 'test', 'preview', 'apply', 'held', 'hooks', 'inbox'].includes(slug) || isUuid(slug)

const NO_SLUG: Text = {
  fr: 'Un identifiant est fait de minuscules, de chiffres et de tirets, 80 au plus : musees-nuit.',
  en: 'An identifier has lower-case letters, digits and hyphens, 80 at most: musees-nuit.',
}
const RESERVED: Text = {
  fr: 'Cet identifiant est réservé : il sert d’adresse à autre chose. Choisissez-en un autre.',
  en: 'This identifier is reserved: it is the address of something else. Choose another one.',
}
const TAKEN: Text = { fr: 'Un autre flux a déjà cet identifiant.', en: 'Another flow has this identifier.' }

import { Invalid, invalidField, TooLarge } from '../lib/errors.ts'
import type { DraftInput } from './model.ts'

const MOST_FIELDS = 40
/** A description of 100,000 characters, twice, in the widest script. */
const MOST_BYTES = 800_000

/** Throws `Invalid`, `TooLarge`. */
export const checkDraft = ({ fields, before }: DraftInput): void => {
  const names = Object.keys(fields)
  if (names.length > MOST_FIELDS) throw invalidField('fields', TOO_MANY)
  if (names.some((name) => !/^[a-z_]{1,50}$/.test(name))) throw invalidField('fields', BAD_NAME)
  const known = new Set(Object.keys(before))
  if (names.length !== known.size || names.some((name) => !known.has(name)))
    throw new Invalid(UNLIKE, { before: [UNLIKE] })
  if (Buffer.byteLength(JSON.stringify([fields, before])) > MOST_BYTES) throw new TooLarge(TOO_LARGE)
}

const TOO_MANY = { fr: `${MOST_FIELDS} champs au plus.`, en: `At most ${MOST_FIELDS} fields.` }
const BAD_NAME = {
  fr: 'Un nom de champ est fait de minuscules et de tirets bas.',
  en: 'A field’s name is made of lowercase letters and underscores.',
}
const UNLIKE = {
  fr: 'Donnez l’ancienne valeur de chaque champ modifié, et d’aucun autre.',
  en: 'Give the former value of each changed field, and of no other.',
}
const TOO_LARGE = {
  fr: 'Ce brouillon est trop long pour être gardé. Enregistrez le formulaire, ou raccourcissez-le.',
  en: 'This draft is too long to be kept. Save the form, or make it shorter.',
}

import type { FieldErrors } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { isWebAddress } from '../lib/urls.ts'
import type { NewUser, User } from './model.ts'

/** What is wrong with a registration, by udata's field names; undefined when nothing is (udata-api.md §4.1, §5.11). */
export const problemsOf = (user: NewUser): FieldErrors | undefined => {
  const fields: FieldErrors = {}
  if (!isEmail(user.email)) fields.email = [EMAIL_PROBLEM]
  const password = passwordProblem(user.password)
  if (password) fields.password = [password]
  if (nameProblem(user.firstName)) fields.first_name = [nameProblem(user.firstName) as Text]
  if (nameProblem(user.lastName)) fields.last_name = [nameProblem(user.lastName) as Text]
  return Object.keys(fields).length > 0 ? fields : undefined
}

/** What people read about somebody; absent keys keep their value. */
export type ProfileChanges = Partial<Pick<User, 'firstName' | 'lastName' | 'website' | 'about' | 'lang'>>

/** What is wrong with a changed profile, by udata's field names; empty when nothing is. */
export const profileProblems = (changes: ProfileChanges): FieldErrors => {
  const fields: FieldErrors = {}
  const first = changes.firstName === undefined ? undefined : nameProblem(changes.firstName)
  const last = changes.lastName === undefined ? undefined : nameProblem(changes.lastName)
  if (first) fields.first_name = [first]
  if (last) fields.last_name = [last]
  if (changes.website && !isWebAddress(changes.website))
    fields.website = [{ fr: 'Cette adresse web n’est pas valide.', en: 'Invalid URL.' }]
  return fields
}

/** Lower case, without spaces around: the form in which an address is stored and compared. */
export const normalizeEmail = (email: string): string => email.trim().toLowerCase()

/** At least 8 characters with a lower case, an upper case and a digit: udata's rule. 1,024 bounds the work of hashing. */
export const passwordProblem = (password: string): Text | undefined => {
  if (password.length > 1024) return { fr: '1 024 caractères au plus.', en: 'At most 1,024 characters.' }
  if (password.length >= 8 && /\p{Ll}/u.test(password) && /\p{Lu}/u.test(password) && /\d/.test(password))
    return undefined
  return {
    fr: 'Choisissez au moins 8 caractères, avec une minuscule, une majuscule et un chiffre.',
    en: 'Choose at least 8 characters, with a lower case letter, an upper case letter and a digit.',
  }
}

/** What is wrong with somebody's name, in words. */
export const nameProblem = (name: string): Text | undefined => {
  if (name.trim() === '') return { fr: 'Ce champ est obligatoire.', en: 'This field is required.' }
  if (name.length > 255) return { fr: '255 caractères au plus.', en: 'At most 255 characters.' }
  if (/https?:|www\./i.test(name)) return { fr: 'Pas d’adresse web dans un nom.', en: 'No web address in a name.' }
  return undefined
}

export const EMAIL_PROBLEM: Text = {
  fr: 'Cette adresse e-mail n’est pas valide, par exemple camille@culture.example.',
  en: 'This e-mail address is not valid, for example camille@culture.example.',
}

/** Something that looks like an address: one @, a domain with a dot. */
export const isEmail = (email: string): boolean =>
  email.length <= 255 && /^[^\s@<>()",;]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email.trim())

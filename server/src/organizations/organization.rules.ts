import { Invalid, type FieldErrors } from '../lib/errors.ts'
import { isWebAddress } from '../lib/urls.ts'
import type { Text } from '../lib/text.ts'
import type { OrganizationInput } from './model.ts'

const REQUIRED: Text = { fr: 'Ce champ est obligatoire.', en: 'This field is required.' }

/** Throws `Invalid` by field: name and description missing, address or business number wrong (udata-api.md §5.5). */
export const checkOrganization = (input: OrganizationInput): void => {
  const fields: FieldErrors = {}
  if (input.name.trim() === '') fields.name = [REQUIRED]
  if (input.description.trim() === '') fields.description = [REQUIRED]
  if (input.url && !isWebAddress(input.url))
    fields.url = [{ fr: 'Cette adresse web n’est pas valide.', en: 'Invalid URL.' }]
  if (input.businessNumberId && !isSiret(input.businessNumberId)) {
    fields.business_number_id = [
      { fr: 'Ce numéro SIRET n’est pas valide (14 chiffres).', en: 'Invalid SIRET (14 digits).' },
    ]
  }
  if (Object.keys(fields).length > 0) throw new Invalid(sentenceOf(fields), fields)
}

/** 14 digits whose first nine pass the Luhn sum; La Poste's head office is the official exception. */
const isSiret = (text: string): boolean =>
  /^\d{14}$/.test(text) && (text === '35600000000048' || luhn(text.slice(0, 9)) % 10 === 0)

const luhn = (digits: string): number =>
  [...digits].reverse().reduce((sum, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return sum + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)

const sentenceOf = (fields: FieldErrors): Text => {
  const names = Object.keys(fields).join(', ')
  return { fr: `Champs à corriger : ${names}.`, en: `Fields to correct: ${names}.` }
}

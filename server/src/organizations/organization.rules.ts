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
  const declaration = declarationProblem(input.extras.custom)
  if (declaration) fields.extras = [declaration]
  if (Object.keys(fields).length > 0) throw new Invalid(sentenceOf(fields), fields)
}

const TYPES = ['str', 'int', 'float', 'bool', 'datetime', 'date', 'choice']

/**
 * What is wrong with the metadata that an organization declares for its datasets (udata-api.md §5.5): a list of a
 * title, a description, a type, and choices for a choice only.
 */
const declarationProblem = (custom: unknown): Text | undefined => {
  if (custom === undefined || custom === null) return undefined
  return Array.isArray(custom) && custom.every(isDeclaration) ? undefined : BAD_DECLARATION
}

const isDeclaration = (declared: unknown): boolean => {
  const { title, description, type, choices } = (declared ?? {}) as Record<string, unknown>
  const hasChoices = Array.isArray(choices) && choices.length > 0
  return (
    [title, description, type].every((text) => typeof text === 'string' && text.trim() !== '') &&
    TYPES.includes(type as string) &&
    (type === 'choice' ? hasChoices : choices === undefined || choices === null)
  )
}

const BAD_DECLARATION: Text = {
  fr: `« custom » est une liste de { title, description, type, choices }, où type est ${TYPES.join(', ')}, et choices ne va qu’avec choice.`,
  en: `“custom” is a list of { title, description, type, choices }; type is one of ${TYPES.join(', ')}, choices go with choice only.`,
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

import { Invalid, type FieldErrors, invalidFields } from '../lib/errors.ts'
import { isWebAddress } from '../lib/urls.ts'
import type { Resource } from './model.ts'

const CHECKSUM_TYPES = ['sha1', 'sha2', 'sha256', 'md5', 'crc']

/** Throws `Invalid` by field (udata-api.md §5.2). */
export const checkResource = (resource: Resource): void => {
  const fields = problemsOf(resource)
  if (Object.keys(fields).length > 0) throw invalidFields(fields)
}

/** The same for a list: what is wrong with each, at its place (udata-api.md §1.6). */
export const checkResources = (resources: Resource[]): void => {
  const problems = resources.map(problemsOf)
  if (problems.every((fields) => Object.keys(fields).length === 0)) return
  throw new Invalid(SOME, { resources: problems })
}

const SOME = { fr: 'Certains fichiers sont à corriger.', en: 'Some resources need attention.' }

const problemsOf = (resource: Resource): FieldErrors => {
  const fields: FieldErrors = {}
  if (resource.title.trim() === '') fields.title = [{ fr: 'Ce champ est obligatoire.', en: 'This field is required.' }]
  if (resource.title.length > 350) fields.title = [{ fr: '350 caractères au plus.', en: 'At most 350 characters.' }]
  if (resource.filetype === 'remote' && !isWebAddress(resource.url)) {
    fields.url = [
      {
        fr: 'Cette adresse n’est pas une adresse web publique valide.',
        en: 'Invalid URL: a public web address is expected.',
      },
    ]
  }
  if (resource.checksum && !CHECKSUM_TYPES.includes(resource.checksum.type)) {
    fields.checksum = [{ fr: 'Ce type de somme de contrôle n’est pas connu.', en: 'Unknown checksum type.' }]
  }
  if (resource.schema?.version && !resource.schema.name && !resource.schema.url) {
    fields.schema = [
      { fr: 'Une version de schéma demande un nom ou une adresse.', en: 'A schema version needs a name or a URL.' },
    ]
  }
  if (resource.schema?.url && !isWebAddress(resource.schema.url))
    fields.schema = [{ fr: 'L’adresse du schéma n’est pas valide.', en: 'Invalid schema URL.' }]
  return fields
}

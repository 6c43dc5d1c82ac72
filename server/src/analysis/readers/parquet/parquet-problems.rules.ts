import { FileProblem } from '../../model.ts'

export const MAX_COLUMNS = 4096

export const damagedParquet = (): FileProblem =>
  new FileProblem('damaged', {
    fr: 'Ce fichier Parquet est abîmé ou incomplet : ce qu’il dit de lui-même ne correspond pas à son contenu.',
    en: 'This Parquet file is damaged or incomplete: what it says of itself does not match its content.',
  })

export const encryptedParquet = (): FileProblem =>
  new FileProblem('encrypted', {
    fr: 'Ce fichier Parquet est chiffré : déposez-le sans chiffrement.',
    en: 'This Parquet file is encrypted: upload it without encryption.',
  })

export const parquetTooLarge = (limitBytes: number): FileProblem => {
  const megabytes = Math.max(1, Math.round(limitBytes / 1_000_000))
  return new FileProblem('too_large', {
    fr: `Une fois décompressé, ce tableau dépasse ${megabytes.toLocaleString('fr')} Mo : il n’est pas analysé.`,
    en: `Once unpacked, this table is over ${megabytes.toLocaleString('en')} MB: it is not inspected.`,
  })
}

export const parquetTooWide = (width: number): FileProblem =>
  new FileProblem('too_many_columns', {
    fr: `Ce tableau a plus de ${MAX_COLUMNS} colonnes (${width}).`,
    en: `This table has more than ${MAX_COLUMNS} columns (${width}).`,
  })

import { Invalid } from '../../lib/errors.ts'

/** Why a fix can't be applied: sentences for whoever asked for it. The file is as it was. */
export const unknownColumn = (position: number, width: number): Invalid =>
  new Invalid({
    fr: `La colonne ${position} n’existe pas : le tableau a ${width} colonnes. Relisez le rapport, puis choisissez de nouveau la correction.`,
    en: `There is no column ${position}: the table has ${width} columns. Read the report again, then choose the fix again.`,
  })

export const noColumnLeft = (): Invalid =>
  new Invalid({
    fr: 'Retirer toutes les colonnes ne laisserait rien. Gardez-en une au moins.',
    en: 'Dropping every column would leave nothing. Keep one at least.',
  })

export const noHeader = (): Invalid =>
  new Invalid({
    fr: 'Ce tableau n’a pas de ligne de noms de colonnes : ajoutez-la à la source, puis déposez de nouveau le fichier.',
    en: 'This table has no line of column names: add it at the source, then deposit the file again.',
  })

export const nameTaken = (name: string): Invalid =>
  new Invalid({
    fr: `Deux colonnes s’appelleraient « ${name} » : choisissez un autre nom.`,
    en: `Two columns would be called “${name}”: choose another name.`,
  })

export const badName = (): Invalid =>
  new Invalid({
    fr: 'Un nom de colonne ne peut être ni vide ni sur plusieurs lignes, et compte 200 caractères au plus.',
    en: 'A column name can be neither empty nor on several lines, and has 200 characters at most.',
  })

export const unknownLine = (line: number): Invalid =>
  new Invalid({
    fr: `Le fichier n’a pas de ligne ${line}. Relisez le rapport, puis choisissez de nouveau la correction.`,
    en: `The file has no line ${line}. Read the report again, then choose the fix again.`,
  })

export const headerLine = (line: number): Invalid =>
  new Invalid({
    fr: `La ligne ${line} porte les noms des colonnes : elle ne peut pas être retirée.`,
    en: `Line ${line} has the names of the columns: it cannot be taken away.`,
  })

export const notATable = (): Invalid =>
  new Invalid({
    fr: 'Ce fichier n’est pas un tableau : il n’y a rien à y corriger ici. Corrigez-le à sa source.',
    en: 'This file is not a table: there is nothing to fix in it here. Mend it at its source.',
  })

export const notAText = (): Invalid =>
  new Invalid({
    fr: 'Ce fichier n’est pas du texte : convertissez-le d’abord en CSV (« export_sheet »), puis corrigez le CSV.',
    en: 'This file is not a text: make a CSV of it first (“export_sheet”), then fix the CSV.',
  })

export const alreadyText = (): Invalid =>
  new Invalid({
    fr: 'Ce fichier est déjà un tableau en texte : il n’y a rien à exporter.',
    en: 'This file is a table as text already: there is nothing to export.',
  })

export const unknownSheet = (name: string): Invalid =>
  new Invalid({
    fr: `« ${name} » n’est pas dans ce fichier, ou ne contient pas de tableau.`,
    en: `“${name}” is not in this file, or holds no table.`,
  })

export const unreadableBytes = (): Invalid =>
  new Invalid({
    fr: 'Ce fichier contient des octets illisibles : les convertir les perdrait. Réexportez-le depuis sa source.',
    en: 'This file has unreadable bytes: converting would lose them. Export it again from its source.',
  })

export const notInEncoding = (text: string, encoding: string): Invalid =>
  new Invalid({
    fr: `« ${text.slice(0, 60)} » ne peut pas s’écrire en ${encoding} : convertissez d’abord le fichier en UTF-8.`,
    en: `“${text.slice(0, 60)}” cannot be written in ${encoding}: convert the file to UTF-8 first.`,
  })

export const otherExtension = (): Invalid =>
  new Invalid({
    fr: 'Le nouveau nom doit garder l’extension du fichier : elle dit ce qu’il est.',
    en: 'The new name must keep the extension of the file: it says what it is.',
  })

export const tooManyRows = (): Invalid =>
  new Invalid({
    fr: 'Ce tableau a trop de lignes pour que les doublons soient retirés ici. Retirez-les à la source.',
    en: 'This table has too many rows for duplicates to be dropped here. Drop them at the source.',
  })

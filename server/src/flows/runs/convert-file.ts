import { copyFile, stat } from 'node:fs/promises'
import type { FileConversion, Inspector } from '../../analysis/index.ts'
import { AppError, Conflict, Invalid } from '../../lib/errors.ts'
import type { Text } from '../../lib/text.ts'
import { partsOf } from '../mapping/match-pattern.rules.ts'
import type { Conversion } from '../model.ts'
import { compilePattern } from '../mapping/pattern.rules.ts'
import { baseNameOf, extensionOf } from '../mapping/template.rules.ts'

/**
 * Makes the file that is published out of the one that came, in the workers and under the limits of an inspection.
 * Throws an `AppError` of code `conversion` for a file that can't be converted so, `Unavailable` when the machine is at
 * fault.
 */
export const convertFile = async (
  { inspector }: { inspector: Inspector },
  conversion: Conversion,
  { path, fileName }: { path: string; fileName: string },
  outputPath: string,
): Promise<{ fileName: string }> => {
  const file = { path, fileName, sizeBytes: (await stat(path)).size }
  try {
    const plan = await planOf(inspector, conversion, file)
    await inspector.convert(file, plan.made, (made) => copyFile(made, outputPath))
    return { fileName: plan.fileName }
  } catch (error) {
    if (!(error instanceof Invalid || error instanceof Conflict)) throw error
    throw new AppError('conversion', failure(conversion, fileName, error.text), { cause: error })
  }
}

type Original = Parameters<Inspector['members']>[0]

/** What analysis is asked for, and what the file is called then. */
const planOf = async (
  inspector: Inspector,
  conversion: Conversion,
  file: Original,
): Promise<{ made: FileConversion; fileName: string }> => {
  const { fileName } = file
  switch (conversion.kind) {
    case 'utf8':
      return { made: conversion, fileName }
    case 'sheet':
      return { made: conversion, fileName: `${withoutEnd(fileName, extensionOf(fileName))}.csv` }
    case 'unzip': {
      const name = await chooseMember(inspector, conversion.member, file)
      return { made: { kind: 'member', name }, fileName: unpackedName(fileName, name) }
    }
  }
}

const chooseMember = async (inspector: Inspector, member: string, file: Original): Promise<string> => {
  const pattern = compilePattern(member)
  const names = await inspector.members(file)
  const matching = names.filter((name) => partsOf(pattern, name))
  const [only] = matching
  if (only === undefined) throw new Invalid(noMember(member, names))
  if (matching.length > 1) throw new Invalid(severalMembers(member, matching))
  return only
}

/** An archive's own name says what it is; its file's says of which kind. Another name was chosen by the flow. */
const unpackedName = (fileName: string, member: string): string => {
  const archive = /\.(zip|gz|gzip)$/i.exec(fileName)?.[0]
  if (!archive) return fileName
  const stem = withoutEnd(fileName, archive)
  const extension = extensionOf(baseNameOf(member))
  return stem.toLowerCase().endsWith(extension.toLowerCase()) ? stem : `${stem}${extension}`
}

const withoutEnd = (text: string, end: string): string => text.slice(0, text.length - end.length)

const WORDS: Record<Conversion['kind'], Text> = {
  utf8: { fr: 'en UTF-8', en: 'to UTF-8' },
  sheet: { fr: 'd’une feuille en CSV', en: 'of a sheet to CSV' },
  unzip: { fr: 'd’une archive', en: 'of an archive' },
}
const failure = ({ kind }: Conversion, fileName: string, { fr, en }: Text): Text => ({
  fr: `Conversion ${WORDS[kind].fr}, « ${fileName} » : ${fr} Rien n’est publié ; corrigez le fichier à la source, ou la conversion du flux.`,
  en: `Conversion ${WORDS[kind].en}, “${fileName}”: ${en} Nothing is published; mend the file at its source, or the conversion of the flow.`,
})

/** The first of them. */
const shown = (names: string[]): string => `${names.slice(0, 5).join(', ')}${names.length > 5 ? '…' : ''}`

const noMember = (member: string, names: string[]): Text => ({
  fr: `aucun de ses fichiers ne suit « ${member} ». Il contient : ${shown(names) || 'rien'}.`,
  en: `none of its files follows “${member}”. It holds: ${shown(names) || 'nothing'}.`,
})
const severalMembers = (member: string, names: string[]): Text => ({
  fr: `plusieurs de ses fichiers suivent « ${member} » : ${shown(names)}. Précisez le motif.`,
  en: `several of its files follow “${member}”: ${shown(names)}. Make the pattern more precise.`,
})

import { english, french, type Text } from '../../lib/text.ts'
import type { SeenObject } from '../../sources/index.ts'
import { partsOf } from './match-pattern.rules.ts'
import type { FilesDefinition, Mapping } from '../model.ts'
import { compilePattern, type CompiledPattern } from './pattern.rules.ts'
import { baseNameOf, extensionOf, fillTemplate } from './template.rules.ts'

/** What a definition makes of an object of its source. */
export interface Mapped {
  outcome: 'mapped'
  key: string
  parts: Record<string, string>
  /** What the file is from one look to the next, whatever its key: the values of the identity's parts. */
  identity: string
  /** Of a template: one dataset for each different title. */
  dataset: { kind: 'existing'; id: string } | { kind: 'template'; title: string; description: string }
  title: string
  description: string | null
  /** Before any conversion, which may give another extension. */
  fileName: string
}
export interface Ignored {
  outcome: 'ignored'
  key: string
  code: 'folder' | 'name' | 'pattern' | 'excluded' | 'too_small' | 'too_large'
  text: Text
}

/** A definition whose patterns are ready: made once for a million objects. */
export interface Mapper {
  definition: FilesDefinition
  pattern: CompiledPattern
  exclude: CompiledPattern[]
}

/** Throws `Invalid` for a pattern that cannot be; `checkDefinition` has seen it before. */
export const createMapper = (definition: FilesDefinition): Mapper => ({
  definition,
  pattern: compilePattern(definition.selection.pattern),
  exclude: definition.selection.exclude.map(compilePattern),
})

export const mapObject = ({ definition, pattern, exclude }: Mapper, seen: SeenObject): Mapped | Ignored => {
  const { key } = seen
  const ignored = (code: Ignored['code'], text: Text): Ignored => ({ outcome: 'ignored', key, code, text })
  if (key.endsWith('/')) return ignored('folder', FOLDER)
  // Neither the database nor JSON would hold it.
  if (UNWRITTEN.test(key)) return { ...ignored('name', UNWRITABLE), key: key.replace(UNWRITTEN_ALL, shownFor) }
  const parts = partsOf(pattern, key)
  if (!parts) return ignored('pattern', otherThan(pattern))
  const excluding = exclude.find((one) => partsOf(one, key))
  if (excluding) return ignored('excluded', excludedBy(excluding))
  const size = sizeProblem(definition, seen)
  if (size) return ignored(...size)
  return { outcome: 'mapped', key, parts, ...wordsFor(definition.mapping, parts, key) }
}

const wordsFor = (
  mapping: Mapping,
  parts: Record<string, string>,
  key: string,
): Omit<Mapped, 'outcome' | 'key' | 'parts'> => {
  const fill = (template: string): string => fillTemplate(template, parts, key).trim()
  const { dataset, resource } = mapping
  return {
    identity: identityOf(mapping, parts),
    dataset:
      dataset.kind === 'existing'
        ? { kind: 'existing', id: dataset.id }
        : { kind: 'template', title: fill(dataset.title), description: fill(dataset.description) },
    title: resource.title === null ? baseNameOf(key) : fill(resource.title),
    description: resource.description === null ? null : fill(resource.description),
    fileName: fileNameOf(mapping, parts, key),
  }
}

/**
 * `annee=2024/region=11`: no value of a part has a slash, so no two files are mistaken for each other. Without parts
 * there is one file only.
 */
export const identityOf = ({ identity }: Pick<Mapping, 'identity'>, parts: Record<string, string>): string =>
  identity.length === 0 ? ONLY_ONE : identity.map((name) => `${name}=${parts[name] ?? ''}`).join('/')

/** The identity of a flow's file when it has one file only. */
export const ONLY_ONE = 'unique'

/** The name that the file gets: its own, or its template's, with its own extension where that has none. */
export const fileNameOf = (
  { resource }: Pick<Mapping, 'resource'>,
  parts: Record<string, string>,
  key: string,
): string => {
  const own = baseNameOf(key)
  if (resource.fileName === null) return own
  const name = fillTemplate(resource.fileName, parts, key).trim()
  return extensionOf(name) === '' ? `${name}${extensionOf(own)}` : name
}

const sizeProblem = (
  { selection: { minBytes, maxBytes } }: FilesDefinition,
  { sizeBytes }: SeenObject,
): [Ignored['code'], Text] | null => {
  // Who doesn't say the size is judged by the bytes that come.
  if (sizeBytes === null) return null
  if (minBytes !== null && sizeBytes < minBytes) return ['too_small', smaller(sizeBytes, minBytes)]
  return maxBytes !== null && sizeBytes > maxBytes ? ['too_large', larger(sizeBytes, maxBytes)] : null
}

/** No text of the database holds a NUL, nor half a character. */
const UNWRITTEN = /\0|\p{Surrogate}/u
const UNWRITTEN_ALL = new RegExp(UNWRITTEN, 'gu')
const shownFor = (character: string): string => (character === '\0' ? '\u2400' : '\ufffd')
const UNWRITABLE: Text = {
  fr: 'Son nom contient un caractère qui ne s’écrit pas (montré ici par ␀ ou �). Renommez-le dans la source.',
  en: 'Its name has a character that cannot be written (shown here as ␀ or �). Rename it in the source.',
}
const FOLDER: Text = { fr: 'C’est un dossier.', en: 'This is a folder.' }
const otherThan = ({ text }: CompiledPattern): Text => ({
  fr: `Son nom ne suit pas le motif « ${text} ».`,
  en: `Its name does not follow the pattern “${text}”.`,
})
const excludedBy = ({ text }: CompiledPattern): Text => ({
  fr: `Exclu par « ${text} ».`,
  en: `Excluded by “${text}”.`,
})
const smaller = (size: number, least: number): Text => ({
  fr: `${french(size)} octets : le flux en demande ${french(least)} au moins.`,
  en: `${english(size)} bytes: the flow asks for ${english(least)} at least.`,
})
const larger = (size: number, most: number): Text => ({
  fr: `${french(size)} octets : le flux en accepte ${french(most)} au plus.`,
  en: `${english(size)} bytes: the flow accepts ${english(most)} at most.`,
})

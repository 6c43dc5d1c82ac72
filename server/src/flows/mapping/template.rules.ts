import { Invalid } from '../../lib/errors.ts'
import { RESERVED_NAMES } from './pattern.rules.ts'

/** `Liste {annee}`: the parts of a key, `{nom}` the file's name without extension, `{fichier}` with it. Throws `Invalid`. */
export const fillTemplate = (template: string, parts: Record<string, string>, key: string): string => {
  const known: Record<string, string> = { ...parts, nom: withoutExtension(baseNameOf(key)), fichier: baseNameOf(key) }
  return template.replace(PART, (_, name: string) => {
    if (!Object.hasOwn(known, name)) throw unknownPart(name, Object.keys(known))
    return known[name] ?? ''
  })
}

/** The parts that a template asks for. Throws `Invalid` for a brace that is alone. */
export const namesIn = (template: string): string[] => {
  const alone = /[{}]/.exec(template.replace(PART, ''))?.[0]
  if (alone) throw strayBrace(alone)
  return [...new Set([...template.matchAll(PART)].map(([, name = '']) => name))]
}

/** Throws `Invalid` for a part that a key of the pattern won't have. */
export const checkTemplate = (template: string, parts: string[]): void => {
  const known = [...parts, ...RESERVED_NAMES]
  for (const name of namesIn(template)) if (!known.includes(name)) throw unknownPart(name, known)
}

const PART = /\{([^{}]*)\}/g

/** The last word of a key, as people read it. */
export const baseNameOf = (key: string): string => key.normalize('NFC').split('/').at(-1) ?? ''
export const extensionOf = (name: string): string => /(?<=.)\.[^.]+$/s.exec(name)?.[0] ?? ''
const withoutExtension = (name: string): string => name.slice(0, name.length - extensionOf(name).length)

const unknownPart = (name: string, known: string[]): Invalid => {
  const list = known.map((one) => `{${one}}`).join(', ')
  return new Invalid({
    fr: `« {${name}} » n’est pas une partie du motif. Celles qui existent : ${list}.`,
    en: `“{${name}}” is no part of the pattern. Those that are: ${list}.`,
  })
}
const strayBrace = (brace: string): Invalid =>
  new Invalid({
    fr: `« ${brace} » est seul : une partie s’écrit {annee}.`,
    en: `“${brace}” is alone: a part is written {annee}.`,
  })

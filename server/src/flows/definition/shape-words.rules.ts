import { english, french, type Text } from '../../lib/text.ts'
import { nearestOf } from './nearest.rules.ts'

const list = (words: string[], or: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${or} ${words.at(-1)}`

/** Never what is inside a list or an object: it may be large. */
const shown = (value: unknown): string => {
  if (Array.isArray(value)) return '[…]'
  return typeof value === 'object' && value !== null ? '{…}' : String(value).slice(0, 60)
}

export const notNull: Text = { fr: 'Rien n’est attendu ici.', en: 'Nothing is expected here.' }
export const empty: Text = { fr: 'Ce champ ne peut pas être vide.', en: 'This field cannot be empty.' }
export const notBoolean: Text = { fr: 'true ou false est attendu.', en: 'Expecting true or false.' }
export const notList: Text = {
  fr: 'Une liste est attendue, par exemple [a, b].',
  en: 'Expecting a list, for example [a, b].',
}
export const notFields: Text = {
  fr: 'Un bloc de champs est attendu.',
  en: 'Expecting a block of fields.',
}

export const tooLong = (most: number): Text => ({
  fr: `${french(most)} caractères au plus.`,
  en: `At most ${english(most)} characters.`,
})

export const tooMany = (most: number): Text => ({
  fr: `${french(most)} éléments au plus.`,
  en: `At most ${english(most)} items.`,
})

/** `2024` in YAML is a number: the commonest surprise. */
export const notText = (value: unknown): Text => {
  const quoted = typeof value === 'number' || typeof value === 'boolean' ? shown(value) : null
  return {
    fr: `Un texte est attendu${quoted === null ? '' : ` : écrivez "${quoted}", entre guillemets`}.`,
    en: `Expecting a text${quoted === null ? '' : `: write "${quoted}", with quotes`}.`,
  }
}

export const notNumber = ({ type, minimum, maximum }: { type?: string; minimum?: number; maximum?: number }): Text => {
  const [fr, en] = type === 'integer' ? ['Un nombre entier', 'a whole number'] : ['Un nombre', 'a number']
  const from =
    minimum === undefined ? null : { fr: `de ${french(minimum)} au moins`, en: `of ${english(minimum)} at least` }
  const both =
    minimum === undefined || maximum === undefined
      ? from
      : { fr: `de ${french(minimum)} à ${french(maximum)}`, en: `from ${english(minimum)} to ${english(maximum)}` }
  return { fr: `${fr}${both ? ` ${both.fr}` : ''} est attendu.`, en: `Expecting ${en}${both ? ` ${both.en}` : ''}.` }
}

export const missing = (name: string): Text => ({
  fr: `« ${name} » est obligatoire.`,
  en: `“${name}” is required.`,
})

export const unknown = (name: string, meant: string | null, known: string[]): Text => {
  const [fr, en] = [`« ${name.slice(0, 60)} » n’est pas un champ connu`, `“${name.slice(0, 60)}” is not a known field`]
  if (meant !== null) return { fr: `${fr} : vouliez-vous écrire « ${meant} » ?`, en: `${en}: did you mean “${meant}”?` }
  return { fr: `${fr}. Ceux d’ici : ${known.join(', ')}.`, en: `${en}. Those here: ${known.join(', ')}.` }
}

export const notOneOf = (value: unknown, choices: string[]): Text => {
  const meant = typeof value === 'string' ? nearestOf(value, choices) : null
  const [fr, en] = [`« ${shown(value)} » n’est pas accepté`, `“${shown(value)}” is not accepted`]
  if (meant !== null) return { fr: `${fr} : vouliez-vous écrire « ${meant} » ?`, en: `${en}: did you mean “${meant}”?` }
  return { fr: `${fr}. Écrivez ${list(choices, 'ou')}.`, en: `${en}. Write ${list(choices, 'or')}.` }
}

export const needsKind = (kinds: string[]): Text => ({
  fr: `Dites de quelle sorte : « kind: » suivi de ${list(kinds, 'ou')}.`,
  en: `Say of which kind: “kind:” and ${list(kinds, 'or')}.`,
})

const TYPES: Record<string, [fr: string, en: string]> = {
  string: ['un texte', 'a text'],
  integer: ['un nombre entier, 1 au moins', 'a whole number, 1 at least'],
}
export const noneOf = (types: string[]): Text => {
  const [fr, en] = [0, 1].map((language) => types.map((type) => TYPES[type]?.[language] ?? type))
  return { fr: `On attend ici ${list(fr ?? [], 'ou')}.`, en: `Expecting ${list(en ?? [], 'or')}.` }
}

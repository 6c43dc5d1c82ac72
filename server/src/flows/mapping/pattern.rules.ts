import { Invalid } from '../../lib/errors.ts'
import { shapeOf, type Shape } from './part-shapes.rules.ts'

/** A pattern that is ready to be compared with keys, by `partsOf`. */
export interface CompiledPattern {
  text: string
  /** Of its parts, each once, in their order. */
  names: string[]
  pieces: Piece[]
}

/** `any`: `*`; `deep`: `**`; `folders`: a double star and its slash, so no folder at all too. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'part'; name: string; shape: Shape | null }
  | { kind: 'any' | 'deep' | 'folders' }

const MOST_CHARACTERS = 500
/** With the length of a key, what bounds the work of a comparison. */
const MOST_PIECES = 60
const PIECE =
  /\{(?<name>[^{}]*)\}|(?<folders>(?<=^|\/)\*\*\/)|(?<deep>\*{2,})|(?<any>\*)|(?<text>[^{}*]+)|(?<stray>[{}])/gu

/**
 * `musees/liste_{annee}.csv`: `{annee}` is a part (`part-shapes.rules.ts`), `*` anything but a slash, `**` anything,
 * `**` and a slash any folders or none; all the rest is itself, capitals included. A part that is there twice has one
 * value. Throws `Invalid`, which says at which character.
 */
export const compilePattern = (text: string): CompiledPattern => {
  if (text.trim() === '') throw new Invalid(EMPTY)
  if (text.length > MOST_CHARACTERS || /\p{Cc}/u.test(text)) throw new Invalid(TOO_LONG)
  const pieces = [...comparable(text).matchAll(PIECE)].map((match) => pieceOf(match))
  if (pieces.length > MOST_PIECES) throw new Invalid(TOO_LONG)
  const unsure = pieces.findIndex((piece, at) => isFree(piece) && isFree(pieces[at - 1]))
  if (unsure > 0) throw touching(writtenOf(pieces[unsure - 1]), writtenOf(pieces[unsure]))
  const names = pieces.flatMap((piece) => (piece.kind === 'part' ? [piece.name] : []))
  return { text, names: [...new Set(names)], pieces }
}

/** As keys are compared: accents composed (a Mac decomposes them), no slash in front. */
export const comparable = (key: string): string => key.normalize('NFC').replace(/^\/+/, '')

/** What templates call the file's own name. */
export const RESERVED_NAMES = ['nom', 'fichier']

const pieceOf = ({ 0: written, index, groups = {} }: RegExpExecArray): Piece => {
  if (groups.text !== undefined) return { kind: 'text', text: groups.text }
  if (groups.folders !== undefined) return { kind: 'folders' }
  if (groups.deep !== undefined) return { kind: 'deep' }
  if (groups.any !== undefined) return { kind: 'any' }
  if (groups.stray !== undefined) throw stray(written, index + 1)
  const name = groups.name ?? ''
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(name)) throw badName(name, index + 1)
  if (RESERVED_NAMES.includes(name)) throw reserved(name, index + 1)
  return { kind: 'part', name, shape: shapeOf(name) }
}

/** Nobody knows where it ends, save by what comes after. */
const isFree = (piece: Piece | undefined): boolean =>
  piece !== undefined &&
  (piece.kind === 'part' ? piece.shape === null : piece.kind !== 'text' && piece.kind !== 'folders')

const writtenOf = (piece: Piece | undefined): string =>
  piece?.kind === 'part' ? `{${piece.name}}` : piece?.kind === 'any' ? '*' : '**'

const EMPTY = {
  fr: 'Écrivez le motif des fichiers, par exemple musees/liste_{annee}.csv, ou ** pour tout prendre.',
  en: 'Write the pattern of the files, for example musees/liste_{annee}.csv, or ** to take everything.',
}
const TOO_LONG = {
  fr: `Un motif compte ${MOST_CHARACTERS} caractères et ${MOST_PIECES} morceaux au plus, sans caractère invisible. Raccourcissez-le avec * ou **.`,
  en: `A pattern has ${MOST_CHARACTERS} characters and ${MOST_PIECES} pieces at most, none of them invisible. Shorten it with * or **.`,
}
const stray = (brace: string, at: number): Invalid =>
  new Invalid({
    fr: `Caractère ${at} : « ${brace} » est seul. Une partie s’écrit {annee} ; pour une accolade du nom, mettez *.`,
    en: `Character ${at}: “${brace}” is alone. A part is written {annee}; for a brace of the name, put *.`,
  })
const badName = (name: string, at: number): Invalid =>
  new Invalid({
    fr: `Caractère ${at} : « {${name}} » n’est pas un nom de partie. Écrivez-le en minuscules sans accent ni espace, par exemple {${suggestedName(name)}}.`,
    en: `Character ${at}: “{${name}}” is no name of a part. Write it in lower case without accent or space, for example {${suggestedName(name)}}.`,
  })
const reserved = (name: string, at: number): Invalid =>
  new Invalid({
    fr: `Caractère ${at} : {${name}} désigne déjà le nom du fichier dans les titres. Choisissez un autre nom de partie.`,
    en: `Character ${at}: {${name}} already is the name of the file in titles. Choose another name of a part.`,
  })
const touching = (one: string, other: string): Invalid =>
  new Invalid({
    fr: `${one} et ${other} se touchent : rien ne dit où l’un finit. Mettez ce qui les sépare dans le nom, par exemple ${one}_${other}, ou retirez-en un.`,
    en: `${one} and ${other} touch: nothing says where one ends. Put what is between them in the name, for example ${one}_${other}, or take one away.`,
  })

const suggestedName = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
    .slice(0, 40) || 'annee'

import { Invalid, Unsupported } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { isAllowedExtension, lastExtensionOf } from './extensions.ts'

/** How much of a file is judged before anything is stored. */
export const FIRST_LOOK_BYTES = 4096

/**
 * The name that a client gave, as we show and keep it. Throws `Invalid` for names that no honest client sends
 * (features.md §4.3, 9) and `Invalid` for an extension that is not published here (udata-api.md §5.4).
 */
export const judgeFileName = (raw: string): string => {
  const name = raw.normalize('NFC').trim()
  if (name === '') throw new Invalid(NO_NAME)
  if (/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.test(name)) throw new Invalid(CONTROL_CHARACTERS)
  if (name.split(/[/\\]/).includes('..')) throw new Invalid(GOES_UP)
  // Some browsers send the whole path of the file on the person's disk.
  const base = name.split(/[/\\]/).at(-1) ?? ''
  if (base === '' || base === '.') throw new Invalid(NO_NAME)
  if (Buffer.byteLength(base) > 255) throw new Invalid(TOO_LONG)
  if (!isAllowedExtension(base)) throw new Invalid(notAllowed(lastExtensionOf(base)))
  return base
}

/** Throws for what is certainly not the file that people meant to publish: nothing, or a web page. */
export const judgeFirstBytes = (head: Uint8Array, looksLikeHtml: boolean): void => {
  if (head.length === 0) throw new Invalid(EMPTY)
  if (head.length < FIRST_LOOK_BYTES && Buffer.from(head).toString('latin1').trim() === '') throw new Invalid(EMPTY)
  if (looksLikeHtml) throw new Unsupported(HTML)
}

const NO_NAME: Text = { fr: 'Ce fichier n’a pas de nom.', en: 'This file has no name.' }
const CONTROL_CHARACTERS: Text = {
  fr: 'Le nom du fichier contient un caractère invisible. Renommez-le, par exemple liste_musees_2025.csv.',
  en: 'The file name holds an invisible character. Rename it, for example liste_musees_2025.csv.',
}
const GOES_UP: Text = {
  fr: 'Le nom du fichier ne peut pas contenir « .. ». Renommez-le, par exemple liste_musees_2025.csv.',
  en: 'The file name cannot hold “..”. Rename it, for example liste_musees_2025.csv.',
}
const TOO_LONG: Text = {
  fr: 'Le nom du fichier est trop long (255 octets au plus). Raccourcissez-le.',
  en: 'The file name is too long (255 bytes at most). Make it shorter.',
}
const EMPTY: Text = {
  fr: 'Ce fichier est vide. Rien n’a été enregistré.',
  en: 'This file is empty. Nothing was stored.',
}
const HTML: Text = {
  fr: 'Ce fichier est une page web (HTML), souvent un message d’erreur enregistré sous un autre nom. Rien n’a été enregistré : reprenez le fichier à sa source.',
  en: 'This file is a web page (HTML), often an error message saved under another name. Nothing was stored: take the file from its source again.',
}

// The address of the list is what udata's clients look for in this message (udata-api.md §1.6).
const notAllowed = (extension: string | null): Text => ({
  fr: `L’extension « ${extension ?? 'aucune'} » n’est pas acceptée. La liste est à /api/1/datasets/extensions/.`,
  en: `The extension “${extension ?? 'none'}” is not allowed. The list is at /api/1/datasets/extensions/.`,
})

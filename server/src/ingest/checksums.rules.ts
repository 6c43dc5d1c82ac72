import { Invalid } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'

/** What a sender says that its bytes are, in hexadecimal. */
export interface Claim {
  type: 'sha256' | 'sha1'
  value: string
}

type Hashes = Record<Claim['type'], string>

export const holdsTrue = ({ type, value }: Claim, hashes: Hashes): boolean => hashes[type] === value

/** Throws `Invalid` with both values when the bytes aren't those that were sent. */
export const demandClaims = (claims: Claim[], hashes: Hashes): void => {
  const wrong = claims.find((claim) => !holdsTrue(claim, hashes))
  if (wrong) throw new Invalid(differs(wrong.type, wrong.value, hashes[wrong.type]))
}

/** The field `checksum` of a form or of a JSON body, `sha256:…` or `sha1:…` in hexadecimal. Throws `Invalid`. */
export const claimOfField = (field: unknown): Claim[] => {
  if (field === undefined || field === null || field === '') return []
  const [, type, value] = /^(sha256|sha1):([0-9a-f]+)$/i.exec(String(field).trim()) ?? []
  return [claimOf(type?.toLowerCase(), value?.toLowerCase(), BAD_FIELD)]
}

/**
 * The header `Repr-Digest` (RFC 9530), `sha-256=:…:` in base 64: of the file, whatever the form that carries it. One
 * that we can't verify is refused: whoever sends a digest counts on it. Throws `Invalid`.
 */
export const claimOfHeader = (header: string | string[] | undefined): Claim[] => {
  if (header === undefined) return []
  const members = String(header)
    .split(',')
    .map((member) => /^\s*([a-z0-9-]+)=:([A-Za-z0-9+/=]+):\s*$/.exec(member))
  const known = members.find((member) => member?.[1] === 'sha-256') ?? members.find((member) => member?.[1] === 'sha')
  return [claimOf(known?.[1] === 'sha' ? 'sha1' : 'sha256', hexadecimal(known?.[2]), BAD_HEADER)]
}

/** The header `Upload-Checksum` of tus, `sha256 …` or `sha1 …` in base 64. Throws `Invalid`. */
export const claimOfPiece = (header: string | string[] | undefined): Claim | undefined => {
  if (header === undefined) return undefined
  const [type, value] = String(header).trim().split(/\s+/)
  return claimOf(type, hexadecimal(value), BAD_PIECE)
}

const LENGTHS: Record<string, number> = { sha256: 64, sha1: 40 }

const claimOf = (type: string | undefined, value: string | undefined, otherwise: Text): Claim => {
  if (!type || !value || LENGTHS[type] !== value.length) throw new Invalid(otherwise)
  return { type: type as Claim['type'], value }
}

const hexadecimal = (base64: string | undefined): string | undefined =>
  base64 && Buffer.from(base64, 'base64').toString('hex')

const differs = (type: string, announced: string, found: string): Text => ({
  fr: `Le fichier reçu n’est pas celui qui a été envoyé : ${type} annoncé ${announced}, reçu ${found}. Rien n’a été enregistré ; recommencez l’envoi.`,
  en: `The file that came is not the one that was sent: ${type} announced ${announced}, received ${found}. Nothing was stored; send it again.`,
})
const BAD_FIELD: Text = {
  fr: '« checksum » doit être sha256: ou sha1: suivi de l’empreinte en hexadécimal.',
  en: '“checksum” must be sha256: or sha1: and the hash in hexadecimal.',
}
const BAD_HEADER: Text = {
  fr: 'L’en-tête Repr-Digest doit contenir sha-256=:…: (l’empreinte du fichier en base 64).',
  en: 'The header Repr-Digest must hold sha-256=:…: (the hash of the file in base 64).',
}
const BAD_PIECE: Text = {
  fr: 'L’en-tête Upload-Checksum doit être sha256 ou sha1, une espace, puis l’empreinte du morceau en base 64.',
  en: 'The header Upload-Checksum must be sha256 or sha1, a space, then the hash of the piece in base 64.',
}

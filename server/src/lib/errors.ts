import type { Text } from './text.ts'

/** Field name → sentences, nested like the body that was refused. */
export interface FieldErrors {
  [field: string]: Text[] | FieldErrors | (FieldErrors | null)[]
}

/** The expected failures of the product. `code` is stable and public; `http/` gives each its status and shape. */
export class AppError extends Error {
  readonly code: string
  readonly text: Text
  readonly fields: FieldErrors | undefined

  constructor(code: string, text: Text, options: { fields?: FieldErrors; cause?: unknown } = {}) {
    super(text.en, { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.text = text
    this.fields = options.fields
  }
}

export class NotFound extends AppError {
  constructor(text: Text = { fr: 'Cet objet n’existe pas.', en: 'This object does not exist.' }) {
    super('not_found', text)
  }
}

export class Gone extends AppError {
  constructor(text: Text = { fr: 'Cet objet a été supprimé.', en: 'This object was deleted.' }) {
    super('gone', text)
  }
}

export class Unauthorized extends AppError {
  constructor(text: Text = { fr: 'Connectez-vous pour continuer.', en: 'Sign in to continue.' }) {
    super('unauthorized', text)
  }
}

/** The caller is known, but typed their password too long ago for this. */
export class SessionTooOld extends AppError {
  constructor() {
    super('session_too_old', {
      fr: 'Par sécurité, tapez de nouveau votre mot de passe.',
      en: 'For safety, type your password again.',
    })
  }
}

export class Forbidden extends AppError {
  constructor(text: Text = { fr: 'Vous n’avez pas le droit de faire cela.', en: 'You are not allowed to do this.' }) {
    super('forbidden', text)
  }
}

/** What would be public must be agreed to by somebody else first (decision 0009). */
export class SecondPersonNeeded extends AppError {
  constructor() {
    super('second_person_needed', {
      fr: 'Dans cette organisation, ce qui devient public demande l’accord d’un administrateur. Rien n’a été publié : déposez le fichier ou gardez le brouillon, puis soumettez-le à la publication.',
      en: 'In this organization an administrator agrees to what becomes public. Nothing was published: deposit the file or keep the draft, then submit it for publication.',
    })
  }
}

/** The object is known under another name: the caller is sent there, whatever the method (udata-api.md §1.9). */
export class Moved extends AppError {
  readonly from: string
  readonly to: string

  constructor(from: string, to: string) {
    super('moved', { fr: 'Cet objet a changé d’adresse.', en: 'This object has moved.' })
    this.from = from
    this.to = to
  }
}

/** What was sent can't be accepted; `fields` says where. */
export class Invalid extends AppError {
  constructor(text: Text, fields?: FieldErrors) {
    super('invalid', text, { fields })
  }
}

export class Conflict extends AppError {
  constructor(text: Text) {
    super('conflict', text)
  }
}

/** Something under way refuses the same again, until it has ended. */
export class UnderWay extends Conflict {
  readonly retryAfterSeconds = 1
}

/** `If-Match`: the caller wrote for a file that isn't the current one any more (RFC 9110 §13.1.1). */
export class PreconditionFailed extends AppError {
  constructor() {
    super('precondition_failed', {
      fr: 'Quelqu’un a remplacé ce fichier entre-temps. Regardez la version courante, puis recommencez.',
      en: 'Somebody replaced this file in between. Look at the current version, then try again.',
    })
  }
}

/** Somebody else wrote in between: the caller's copy is stale. */
export class Stale extends AppError {
  constructor() {
    super('stale', {
      fr: 'Quelqu’un a modifié cet objet entre-temps. Rechargez-le, puis refaites votre modification.',
      en: 'Somebody changed this object in between. Reload it, then make your change again.',
    })
  }
}

/** A piece of an upload whose checksum isn't the announced one (tus 1.0, checksum). */
export class BadPiece extends AppError {
  constructor(announced: string, received: string) {
    super('bad_piece', {
      fr: `Ce morceau est arrivé abîmé : empreinte annoncée ${announced}, reçue ${received}. Envoyez-le de nouveau.`,
      en: `This piece came damaged: checksum announced ${announced}, received ${received}. Send it again.`,
    })
  }
}

/** The header that says which protocol is spoken is missing, or says another. */
export class UnknownProtocol extends AppError {
  constructor(expected: string) {
    super('unknown_protocol', {
      fr: `Cette adresse attend l’en-tête ${expected}.`,
      en: `This address expects the header ${expected}.`,
    })
  }
}

export class TooLarge extends AppError {
  constructor(text: Text) {
    super('too_large', text)
  }
}

export class Unsupported extends AppError {
  constructor(text: Text) {
    super('unsupported', text)
  }
}

/** The path exists, not with this method. */
export class MethodNotAllowed extends AppError {
  readonly allowed: string[]

  constructor(allowed: string[]) {
    super('method_not_allowed', {
      fr: `Cette adresse accepte ${allowed.join(', ')}.`,
      en: `The method is not allowed for the requested URL: use ${allowed.join(', ')}.`,
    })
    this.allowed = allowed
  }
}

/** The site is being worked on: nothing new is accepted for now. */
export class ReadOnly extends AppError {
  constructor() {
    super('read_only', {
      fr: 'Le site est en lecture seule pour le moment. Rien n’a été enregistré ; réessayez plus tard.',
      en: 'The site is read-only for now. Nothing was stored; try again later.',
    })
  }
}

export class TooManyAttempts extends AppError {
  readonly retryAfterSeconds: number

  constructor(text: Text, retryAfterSeconds: number) {
    super('too_many_attempts', text)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The disk or the bucket has no room left. */
export class StorageFull extends AppError {
  constructor(cause: unknown) {
    super(
      'storage_full',
      {
        fr: 'Le serveur n’a plus de place pour ce fichier. Rien n’a été enregistré ; prévenez son administrateur.',
        en: 'The server has no room left for this file. Nothing was stored; tell its administrator.',
      },
      { cause },
    )
  }
}

/** Something we depend on does not answer; the same call may work later. */
export class Unavailable extends AppError {
  constructor(cause?: unknown) {
    super(
      'unavailable',
      {
        fr: 'Le service est momentanément indisponible. Rien n’a été perdu ; réessayez dans un instant.',
        en: 'The service is unavailable for a moment. Nothing was lost; try again shortly.',
      },
      { cause },
    )
  }
}

/** Invalid on several fields, which say the rest. */
export const invalidFields = (fields: FieldErrors): Invalid =>
  new Invalid({ fr: 'Certains champs sont à corriger.', en: 'Some fields need attention.' }, fields)

/** Invalid on one field only, the commonest case. */
export const invalidField = (field: string, text: Text): Invalid => new Invalid(text, { [field]: [text] })

/** The sentence of a refusal, with the first field that it is about: « titre » : … */
export const sentenceOf = ({ text, fields }: AppError): Text => {
  const [field, first] = firstField(fields ?? {}) ?? []
  return field && first ? { fr: `« ${field} » : ${first.fr}`, en: `“${field}”: ${first.en}` } : text
}

const firstField = (fields: FieldErrors): [string, Text] | undefined => {
  for (const [field, errors] of Object.entries(fields)) {
    const text = Array.isArray(errors) ? errors.find((one) => one !== null && 'fr' in one) : undefined
    if (text) return [field, text as Text]
  }
  return undefined
}

/** For a terminal: the sentence in English, then a line a field. */
export const describe = (error: AppError): string => [error.text.en, ...linesOf(error.fields ?? {}, '  ')].join('\n')

const linesOf = (fields: FieldErrors, indent: string): string[] =>
  Object.entries(fields).flatMap(([name, value]) => {
    if (!Array.isArray(value)) return [`${indent}${name}:`, ...linesOf(value, `${indent}  `)]
    return value.map((text) => `${indent}${name}: ${text && 'en' in text ? (text as Text).en : ''}`)
  })

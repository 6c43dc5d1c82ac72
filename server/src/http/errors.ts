import type { FastifyReply, FastifyRequest } from 'fastify'
import { isDatabaseGone, isRefusedValue } from '../db/index.ts'
import {
  AppError,
  Invalid,
  invalidField,
  MethodNotAllowed,
  SecondPersonNeeded,
  TooLarge,
  TooManyAttempts,
  UnderWay,
  Unavailable,
  Unsupported,
  type FieldErrors,
} from '../lib/errors.ts'
import type { Language, Text } from '../lib/text.ts'

/**
 * The shape of a route's failures, said in its `config.errors`. `form` and `model` are udata's two validation shapes
 * (udata-api.md §1.6), `list` the one of a list of objects (§3.3), `upload` and `session` those of §9 and §4.1, `page` is HTML, `oauth` is RFC 6749 §5.2, `cimaise` everything of ours.
 */
export type ErrorShape = 'form' | 'model' | 'list' | 'upload' | 'session' | 'cimaise' | 'page' | 'oauth'

const STATUS: Record<string, number> = {
  invalid: 400,
  unauthorized: 401,
  session_too_old: 401,
  forbidden: 403,
  second_person_needed: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  gone: 410,
  stale: 412,
  precondition_failed: 412,
  unknown_protocol: 412,
  too_large: 413,
  unsupported: 415,
  read_only: 423,
  // Somebody else's site, asked for the caller: neither their fault nor ours.
  unreachable: 424,
  too_many_attempts: 429,
  bad_piece: 460,
  unavailable: 503,
  storage_full: 507,
}

const UNEXPECTED: Text = {
  fr: 'Une erreur inattendue s’est produite. Rien n’a été publié ; réessayez, puis prévenez l’administrateur.',
  en: 'Something unexpected happened. Nothing was published; try again, then tell the administrator.',
}

const REFUSED_VALUE: Text = {
  fr: 'Une valeur ne peut pas être enregistrée : caractère nul, nombre trop grand ou référence inconnue.',
  en: 'A value cannot be stored: NUL character, number out of range, or unknown reference.',
}

/** The failure that people are told: ours, the framework's put in our words, or « unexpected », the cause kept inside. */
export const asAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error
  if (isDatabaseGone(error)) return new Unavailable(error)
  if (isRefusedValue(error)) return new Invalid(REFUSED_VALUE)
  const status = (error as { statusCode?: number }).statusCode ?? 500
  if (status === 413)
    return new TooLarge({ fr: 'Cette requête est trop volumineuse.', en: 'This request is too large.' })
  if (status === 415)
    return new Unsupported({
      fr: 'Le type de contenu attendu est application/json.',
      en: 'Expecting application/json.',
    })
  if (status < 500) return new Invalid({ fr: 'La requête est mal formée.', en: 'The request is malformed.' })
  return new AppError('unexpected', UNEXPECTED, { cause: error })
}

/** What udata's forms say of a body that isn't JSON (udata-api.md §1.6). */
const NOT_JSON = invalidField('Content-Type', {
  fr: 'Le type de contenu attendu est application/json.',
  en: 'expecting application/json',
})

export const statusOf = (error: AppError): number => STATUS[error.code] ?? 500

export const sendJsonError = (request: FastifyRequest, reply: FastifyReply, error: AppError): FastifyReply => {
  if (error.code === 'unsupported' && shapeOf(request) === 'form') return sendJsonError(request, reply, NOT_JSON)
  const status = statusOf(error)
  // The realm is udata's: its clients look for it (udata-api.md §1.2).
  if (status === 401) reply.header('WWW-Authenticate', 'Bearer realm="uData"')
  if (error instanceof MethodNotAllowed) reply.header('Allow', error.allowed.join(', '))
  if (error instanceof TooManyAttempts || error instanceof UnderWay)
    reply.header('Retry-After', error.retryAfterSeconds)
  return reply.code(status).send(bodyOf(shapeOf(request), error, languageOf(request), request.id))
}

export const languageOf = (request: FastifyRequest): Language =>
  (request.query as { lang?: unknown } | undefined)?.lang === 'en' ? 'en' : 'fr'

export const shapeOf = (request: FastifyRequest): ErrorShape => {
  const declared = request.routeOptions?.config?.errors
  if (declared) return declared
  if (/^\/api\/[12]\//.test(request.url)) return 'model'
  return request.url.startsWith('/api/') ? 'cimaise' : 'page'
}

const bodyOf = (shape: ErrorShape, error: AppError, lang: Language, requestId: string): object => {
  const message = error.text[lang]
  const fields = error.fields
  // Ours, beside udata's words: what is refused here waits for another person, and a program can tell.
  const code = error instanceof SecondPersonNeeded ? { code: error.code } : {}
  if (shape === 'upload') return { success: false, error: message, message, ...code }
  // In ASCII, so in English, by the RFC.
  if (shape === 'oauth') return { error: oauthCodeOf(error), error_description: error.text.en }
  if (shape === 'session') {
    const errors = fields ? flatMessages(fields, lang) : [message]
    return {
      meta: { code: statusOf(error) },
      response: {
        errors,
        field_errors: fields ? listsOf(fields, lang) : { '': [message] },
        // udata's clients then ask for the password and try again (clients.md §2.2).
        ...(error.code === 'session_too_old' ? { reauth_required: true } : {}),
      },
    }
  }
  if (shape === 'cimaise' || shape === 'page') {
    const details = fields ? { details: listsOf(fields, lang) } : {}
    return {
      error: {
        code: error.code,
        message,
        ...details,
        ...(error.code === 'unexpected' ? { reference: requestId } : {}),
      },
    }
  }
  if (!fields) return { message, ...code }
  if (shape === 'list') {
    const [items] = Object.values(listsOf(fields, lang))
    return { errors: items as unknown, message }
  }
  return shape === 'form' ? { errors: listsOf(fields, lang) } : { errors: firstsOf(fields, lang), message }
}

const oauthCodeOf = (error: AppError): string => {
  if (['unavailable', 'too_many_attempts'].includes(error.code)) return 'temporarily_unavailable'
  return statusOf(error) < 500 ? 'invalid_request' : 'server_error'
}

const isTexts = (value: unknown): value is Text[] =>
  Array.isArray(value) &&
  value.every((item) => item !== null && typeof item === 'object' && 'fr' in item && 'en' in item)

/** Every field's sentences as lists: the form shape. */
const listsOf = (fields: FieldErrors, lang: Language): object => mapFields(fields, (texts) => texts.map((t) => t[lang]))

/** Every field's first sentence: the model shape. */
const firstsOf = (fields: FieldErrors, lang: Language): object => mapFields(fields, (texts) => texts[0]?.[lang] ?? '')

const mapFields = (fields: FieldErrors, leaf: (texts: Text[]) => unknown): object =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (isTexts(value)) return [name, leaf(value)]
      if (Array.isArray(value)) return [name, value.map((item) => (item ? mapFields(item, leaf) : {}))]
      return [name, mapFields(value, leaf)]
    }),
  )

const flatMessages = (fields: FieldErrors, lang: Language): string[] =>
  Object.values(fields).flatMap((value) => {
    if (isTexts(value)) return value.map((text) => text[lang])
    if (Array.isArray(value)) return value.flatMap((item) => (item ? flatMessages(item, lang) : []))
    return flatMessages(value, lang)
  })

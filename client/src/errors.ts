import { languageOfClient } from './language.ts'

/** A refused or failed request; `status` 0 means that no answer came. */
export class ApiError extends Error {
  readonly status: number
  readonly fields: Record<string, string>
  readonly code: string | null
  /** Each sentence by itself, with its place in a body that was nested: `definition.mapping.identity`. */
  readonly details: { path: string; message: string }[]

  constructor(
    status: number,
    message: string,
    fields: Record<string, string> = {},
    code: string | null = null,
    details: { path: string; message: string }[] = [],
  ) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.fields = fields
    this.code = code
    this.details = details
  }
}

/** One error out of the API's five shapes. */
export const errorOf = (status: number, body: unknown): ApiError => {
  if (!isRecord(body)) return new ApiError(status, fallback(status))
  if (isRecord(body.response)) return sessionError(status, body.response)
  if (isRecord(body.error)) {
    const { code, message, details } = body.error
    return new ApiError(status, textOf(message) || fallback(status), fieldsOf(details), textOf(code) || null)
  }
  const fields = fieldsOf(body.errors)
  const message = textOf(body.message) || textOf(body.error) || Object.values(fields)[0] || fallback(status)
  return new ApiError(status, message, fields, textOf(body.code) || null, detailsOf(body.errors, []))
}

export const networkError = (): ApiError => new ApiError(0, WORDS[languageOfClient()].silent)

const sessionError = (status: number, response: Record<string, unknown>): ApiError => {
  const fields = fieldsOf(response.field_errors)
  const message = textOf(response.errors) || Object.values(fields)[0] || fallback(status)
  return new ApiError(status, message, fields, response.reauth_required === true ? 'session_too_old' : null)
}

const fieldsOf = (value: unknown): Record<string, string> => {
  if (!isRecord(value)) return {}
  const entries = Object.entries(value).map(([name, messages]): [string, string] => [name, textOf(messages)])
  return Object.fromEntries(entries.filter(([, message]) => message !== ''))
}

const detailsOf = (value: unknown, path: string[]): { path: string; message: string }[] => {
  if (typeof value === 'string') return value === '' ? [] : [{ path: path.join('.'), message: value }]
  if (Array.isArray(value)) return value.flatMap((one) => detailsOf(one, path))
  return isRecord(value) ? Object.entries(value).flatMap(([name, inner]) => detailsOf(inner, [...path, name])) : []
}

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(' ')
  if (isRecord(value)) return Object.values(value).map(textOf).filter(Boolean).join(' ')
  return ''
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fallback = (status: number): string => {
  const words = WORDS[languageOfClient()]
  return words[status] ?? (status >= 500 ? words.broken : words.refused)
}

const WORDS: Record<'fr' | 'en', Record<number, string> & Record<'silent' | 'broken' | 'refused', string>> = {
  fr: {
    401: 'Votre session est terminée. Reconnectez-vous.',
    403: 'Vous n’avez pas le droit de faire cela.',
    404: 'Introuvable.',
    412: 'Quelqu’un d’autre a modifié ce contenu entre-temps.',
    413: 'Ce fichier est trop lourd.',
    429: 'Trop d’essais. Patientez quelques minutes.',
    silent: 'Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez.',
    broken: 'Le serveur a rencontré un problème. Réessayez dans un instant.',
    refused: 'La demande a été refusée.',
  },
  en: {
    401: 'Your session has ended. Sign in again.',
    403: 'You may not do this.',
    404: 'Not found.',
    412: 'Somebody else changed this in the meantime.',
    413: 'This file is too large.',
    429: 'Too many attempts. Wait a few minutes.',
    silent: 'The server does not answer. Check your connection, then try again.',
    broken: 'The server had a problem. Try again in a moment.',
    refused: 'The request was refused.',
  },
}

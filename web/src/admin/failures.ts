import { ApiError } from '@cimaise/client'
import { words } from '../language.ts'
import { noteSilence } from './connection.ts'
import { me, sessionEnded } from './session.ts'

const w = words({
  fr: { unexpected: 'Une erreur inattendue s’est produite. Réessayez.' },
  en: { unexpected: 'Something unexpected happened. Try again.' },
})

/** The sentence to show for whatever was thrown. */
export const messageOf = (error: unknown): string => {
  if (!(error instanceof ApiError)) return w.unexpected
  if (error.status === 0) noteSilence()
  // Too old for what was asked is not over: whoever asked has the password typed again (`use-fresh-session.ts`).
  if (error.status === 401 && error.code !== 'session_too_old' && me.value) sessionEnded.value = true
  return error.message
}

export const fieldsOf = (error: unknown): Record<string, string> => (error instanceof ApiError ? error.fields : {})

export const isStatus = (error: unknown, status: number): boolean =>
  error instanceof ApiError && error.status === status

/** One of the server's own codes: `second_person_needed`… */
export const isCode = (error: unknown, code: string): boolean => error instanceof ApiError && error.code === code

export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError'

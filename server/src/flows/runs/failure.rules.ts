import { AppError, sentenceOf } from '../../lib/errors.ts'
import type { Text } from '../../lib/text.ts'
import { RemoteFailure } from '../../remotes/index.ts'
import { SourceFailure } from '../../sources/index.ts'
import type { Failure } from '../model.ts'

/** Anything that went wrong, in words for whoever looks after the flow. Never a stack, a path or a secret. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof SourceFailure) return { code: error.reason, text: error.text }
  if (error instanceof RemoteFailure) return { code: error.reason, text: error.text }
  if (error instanceof AppError) return { code: error.code, text: sentenceOf(error) }
  return { code: 'unexpected', text: UNEXPECTED }
}

/** Minutes before the next try, by how many failed in a row; then the flow waits for its time. */
const RETRY_MINUTES = [2, 10, 30, 60]

/** When a run that failed is tried again by itself; null: at its next time. */
export const retryAfter = (retries: number, now: Date): Date | null => {
  const minutes = RETRY_MINUTES[retries]
  return minutes === undefined ? null : new Date(now.getTime() + minutes * 60_000)
}

/** Codes of failures that only a person mends: a key, a right, an address, two keys for one identity. */
const NEEDS_SOMEBODY = ['credentials', 'forbidden', 'identity', 'address', 'not_found', 'conflict', 'invalid']

export const isForSomebody = ({ code }: Failure): boolean => NEEDS_SOMEBODY.includes(code)

const UNEXPECTED: Text = {
  fr: 'Une erreur inattendue s’est produite. Ce qui était publié le reste ; le flux réessaie de lui-même. Si cela dure, prévenez l’administrateur du site.',
  en: 'Something unexpected happened. What was published stays; the flow tries again by itself. If it lasts, tell the administrator of the site.',
}

import { Invalid } from '../lib/errors.ts'
import type { Params } from './authorization.rules.ts'

/** The parameters of a query or a body, whatever carried them. Each once, in words (RFC 6749 §3.1): `Invalid` if not. */
export const paramsOf = (sent: unknown): Params => {
  const entries = Object.entries(typeof sent === 'object' && sent !== null ? sent : {})
  const wrong = entries.find(([, value]) => typeof value !== 'string')?.[0]
  if (wrong === undefined) return Object.fromEntries(entries)
  throw new Invalid({
    fr: `Le paramètre ${wrong.slice(0, 50)} doit être un texte, donné une seule fois.`,
    en: `The parameter ${wrong.slice(0, 50)} must be a text, given once.`,
  })
}

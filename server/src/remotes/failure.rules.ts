import { daysAfter, parseDate } from '../lib/dates.ts'
import type { Text } from '../lib/text.ts'
import { RemoteFailure, type RemoteReason } from './failure.ts'

interface Answered {
  host: string
  status: number
  headers: Record<string, string>
  /** What the server says of it, without our key. */
  said: string
  hasKey: boolean
}

/** What an answer that isn't a success means, in words. */
export const failureOfAnswer = (answered: Answered, now = new Date()): RemoteFailure => {
  const reason = reasonOf(answered.status)
  return new RemoteFailure(reason, sentenceOf(reason, answered), {
    retryAfter: retryAfterOf(answered.headers['retry-after'], now),
  })
}

const reasonOf = (status: number): RemoteReason => {
  if (status === 401 || status === 403) return 'credentials'
  if (status === 404 || status === 410) return 'not_found'
  if (status === 413 || status === 507) return 'too_large'
  // 409: the same request is under way; 423: read-only for now (udata-api.md §1.2).
  if ([408, 409, 423, 425, 429, 503].includes(status)) return 'busy'
  if (status >= 500) return 'broken'
  return status >= 400 ? 'refused' : 'protocol'
}

const sentenceOf = (reason: RemoteReason, { host, status, said, hasKey }: Answered): Text => {
  if (reason === 'credentials') return credentials(host, status, hasKey)
  if (reason === 'not_found') return gone(host, status)
  if (reason === 'too_large') return tooLarge(host)
  if (reason === 'busy')
    return {
      fr: `${host} demande d’attendre (réponse ${status}). Rien n’a été perdu ; un nouvel essai suivra.`,
      en: `${host} asks to wait (answer ${status}). Nothing was lost; another try will follow.`,
    }
  if (reason === 'broken')
    return {
      fr: `${host} est en panne (réponse ${status}). Rien n’a été perdu ; un nouvel essai suivra.`,
      en: `${host} is out of order (answer ${status}). Nothing was lost; another try will follow.`,
    }
  if (reason === 'refused')
    return {
      fr: `${host} a refusé la demande (réponse ${status})${said && ` : « ${said} »`}. Rien n’y a changé ; corrigez ce qu’il dit, puis recommencez.`,
      en: `${host} refused the request (answer ${status})${said && `: “${said}”`}. Nothing changed there; correct what it says, then try again.`,
    }
  return notUdata(host, `réponse ${status}`, `answer ${status}`)
}

const credentials = (host: string, status: number, hasKey: boolean): Text => {
  if (!hasKey)
    return {
      fr: `${host} demande une clé d’API. Rien n’a été envoyé ; donnez la clé d’un compte de ce site.`,
      en: `${host} asks for an API key. Nothing was sent; give the key of an account of that site.`,
    }
  if (status === 401)
    return {
      fr: `La clé n’est plus acceptée par ${host} : elle a expiré, a été révoquée ou est mal recopiée. Rien n’y a changé ; créez-y une clé, puis donnez-la ici.`,
      en: `The key is no longer accepted by ${host}: it expired, was revoked, or was copied wrongly. Nothing changed there; make a key there, then give it here.`,
    }
  return {
    fr: `La clé n’est pas acceptée par ${host} pour cet objet : son compte n’en a pas le droit. Rien n’y a changé ; demandez ce droit là-bas, ou donnez la clé d’un autre compte.`,
    en: `The key is not accepted by ${host} for this object: its account may not. Nothing changed there; ask for that right there, or give the key of another account.`,
  }
}

const gone = (host: string, status: number): Text => ({
  fr: `${host} n’a pas cet objet, ou ne l’a plus (réponse ${status}). Rien n’y a changé ; vérifiez l’adresse ou l’identifiant.`,
  en: `${host} does not have this object, or no longer (answer ${status}). Nothing changed there; check the address or the id.`,
})

const tooLarge = (host: string): Text => ({
  fr: `Ce fichier est trop gros pour ${host}. Rien n’y a été publié ; réduisez-le ou découpez-le.`,
  en: `This file is too large for ${host}. Nothing was published there; make it smaller, or split it.`,
})

export const movedTo = (host: string, origin: string): Text => ({
  fr: `${host} renvoie vers ${origin} : la clé n’y a pas été donnée, et rien n’y a changé. Si c’est bien ce site, donnez cette adresse.`,
  en: `${host} redirects to ${origin}: the key was not given there, and nothing changed. If this is the site, give that address.`,
})

export const notUdata = (host: string, fr: string, en: string): Text => ({
  fr: `${host} ne répond pas comme un serveur udata (${fr}). Rien n’a changé ; vérifiez son adresse.`,
  en: `${host} does not answer as a udata server (${en}). Nothing changed; check its address.`,
})

/** RFC 9110 §10.2.3: seconds or a date; nobody is waited for longer than a day. */
const retryAfterOf = (header: string | undefined, now: Date): Date | null => {
  if (!header) return null
  const moment = /^\d{1,9}$/.test(header) ? new Date(now.getTime() + Number(header) * 1_000) : parseDate(header)
  if (!moment || moment <= now) return null
  const tomorrow = daysAfter(now, 1)
  return moment < tomorrow ? moment : tomorrow
}

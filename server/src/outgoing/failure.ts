import { AppError } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'

/** Refused by us before anything left, or failed on the way. */
export type FailureReason =
  'scheme' | 'port' | 'address' | 'redirects' | 'name' | 'timeout' | 'connection' | 'certificate' | 'too_large'

/** A request that didn't get an answer. Nothing that was asked for is known. */
export class OutgoingFailure extends AppError {
  readonly reason: FailureReason
  /** Who was not asked, which a redirect may have named; undefined when that isn't the matter. */
  readonly place: { host: string; port: number } | undefined

  constructor(reason: FailureReason, options: { cause?: unknown; place?: { host: string; port: number } } = {}) {
    super(REFUSED.has(reason) ? 'invalid' : 'unreachable', SENTENCES[reason], options)
    this.reason = reason
    this.place = options.place
  }
}

/** We end what is under way: nothing is to be said of the other side. */
export class Stopping extends Error {
  constructor() {
    super('No request goes out any more: we stop.')
    this.name = 'Stopping'
  }
}

const REFUSED = new Set<FailureReason>(['scheme', 'port', 'address'])

const SENTENCES: Record<FailureReason, Text> = {
  scheme: {
    fr: 'Cette adresse n’est pas une adresse web : elle doit commencer par http:// ou https://.',
    en: 'This is not a web address: it must begin with http:// or https://.',
  },
  port: {
    fr: 'Le port de cette adresse n’est pas celui d’un site web. Utilisez une adresse publique sans numéro de port.',
    en: 'The port of this address is not that of a web site. Use a public address without a port number.',
  },
  address: {
    fr: 'Cette adresse mène à un réseau privé, que ce site ne visite pas. Donnez une adresse que tout le monde peut ouvrir.',
    en: 'This address leads to a private network, which this site does not visit. Give one that everybody can open.',
  },
  redirects: {
    fr: 'Cette adresse renvoie sans fin vers d’autres adresses. Donnez l’adresse finale du fichier.',
    en: 'This address redirects without end. Give the final address of the file.',
  },
  name: {
    fr: 'Le nom de ce site n’existe pas, ou ne répond pas. Vérifiez l’adresse.',
    en: 'The name of this site does not exist, or does not answer. Check the address.',
  },
  timeout: {
    fr: 'Le site n’a pas répondu à temps. Réessayez plus tard.',
    en: 'The site did not answer in time. Try again later.',
  },
  connection: {
    fr: 'La connexion avec le site a échoué. Réessayez plus tard, ou prévenez celui qui le tient.',
    en: 'The connection to the site failed. Try again later, or tell whoever runs it.',
  },
  certificate: {
    fr: 'Le certificat de ce site n’est pas valable : rien n’a été lu. Prévenez celui qui le tient.',
    en: 'The certificate of this site is not valid: nothing was read. Tell whoever runs it.',
  },
  too_large: {
    fr: 'La réponse du site est plus grande que la taille permise ici.',
    en: 'The answer of the site is larger than what is allowed here.',
  },
}

/** What to tell people of a failure. */
export const failureText = (reason: FailureReason): Text => SENTENCES[reason]

/** Why a request failed, from what the network said of it. */
export const failureOf = (error: unknown): OutgoingFailure => {
  if (error instanceof OutgoingFailure) return error
  const { name, code, cause } = error as { name?: string; code?: string; cause?: unknown }
  if (name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(code ?? ''))
    return new OutgoingFailure('timeout', { cause: error })
  if (/^(ENOTFOUND|EAI_|ENODATA)/.test(code ?? '')) return new OutgoingFailure('name', { cause: error })
  if (/CERT|SIGNATURE|SELF_SIGNED|ALTNAME/.test(code ?? '')) return new OutgoingFailure('certificate', { cause: error })
  if (cause instanceof OutgoingFailure) return cause
  return new OutgoingFailure('connection', { cause: error })
}

import { OutgoingFailure, Stopping, type FailureReason } from '../outgoing/index.ts'
import { SourceFailure, type SourceReason } from './model.ts'
import type { Text } from '../lib/text.ts'

/** Who we speak with, for sentences: `s3.example.fr`, and its port. */
export interface Place {
  host: string
  /** Null when the protocol uses several. */
  port: number | null
}

export const placeOf = (url: URL): Place => ({
  host: url.hostname.replace(/^\[|\]$/g, ''),
  port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
})

/** What the network did to us, as a failure of the source. Ours, our stopping and our mistakes stay what they are. */
export const networkFailure = (error: unknown, place: Place): Error => {
  if (error instanceof SourceFailure || error instanceof Stopping) return error
  if (error instanceof TypeError || error instanceof ReferenceError) return error
  const reason = reasonOf(error)
  const text = SENTENCES[reason] ?? SENTENCES.unreachable
  const refused = error instanceof OutgoingFailure ? error.place : undefined
  return new SourceFailure(reason, text(refused ?? place), { cause: error })
}

export const timeoutFailure = (place: Place): SourceFailure => new SourceFailure('timeout', SENTENCES.timeout(place))

const BY_OUTGOING: Partial<Record<FailureReason, SourceReason>> = {
  scheme: 'address',
  port: 'address',
  address: 'address',
  timeout: 'timeout',
  certificate: 'identity',
  too_large: 'too_large',
  redirects: 'protocol',
}

const reasonOf = (error: unknown): Known => {
  if (error instanceof OutgoingFailure) return (BY_OUTGOING[error.reason] ?? 'unreachable') as Known
  const { name, code } = error as { name?: string; code?: string }
  if (/CERT|SELF_SIGNED|ALTNAME/.test(code ?? '')) return 'identity'
  // The S3 client calls a connection that was cut a timeout.
  const isCut = code === 'ECONNRESET' || code === 'EPIPE'
  return code === 'ETIMEDOUT' || (name === 'TimeoutError' && !isCut) ? 'timeout' : 'unreachable'
}

type Known = 'address' | 'timeout' | 'identity' | 'too_large' | 'protocol' | 'unreachable'

const SENTENCES: Record<Known, (place: Place) => Text> = {
  address: ({ host, port }) => ({
    fr: `« ${host} »${port === null ? '' : `, port ${port},`} n’est pas un serveur public : rien n’y a été demandé. S’il doit être lu, l’exploitant de ce site l’ajoute à OUTGOING_ALLOW (${allowanceOf(host, port)}).`,
    en: `“${host}”${port === null ? '' : `, port ${port},`} is no public server: nothing was asked of it. If it must be read, the operator of this site adds it to OUTGOING_ALLOW (${allowanceOf(host, port)}).`,
  }),
  timeout: ({ host }) => ({
    fr: `« ${host} » n’a pas répondu à temps. Rien n’est perdu : la lecture reprendra où elle en était.`,
    en: `“${host}” did not answer in time. Nothing is lost: reading will go on from where it was.`,
  }),
  identity: ({ host }) => ({
    fr: `Le certificat de « ${host} » n’est pas valable : rien n’a été lu. Prévenez celui qui tient ce serveur ; si son autorité est la vôtre, l’exploitant de ce site la donne à NODE_EXTRA_CA_CERTS.`,
    en: `The certificate of “${host}” is not valid: nothing was read. Tell whoever runs that server; if its authority is yours, the operator of this site gives it in NODE_EXTRA_CA_CERTS.`,
  }),
  too_large: ({ host }) => ({
    fr: `« ${host} » a répondu plus que ce qui est permis ici : sa liste n’a pas été lue. Choisissez une page ou un dossier plus petit.`,
    en: `“${host}” answered more than is allowed here: its list was not read. Choose a smaller page or folder.`,
  }),
  protocol: ({ host }) => ({
    fr: `« ${host} » renvoie sans fin vers d’autres adresses. Donnez l’adresse finale.`,
    en: `“${host}” redirects without end. Give the final address.`,
  }),
  unreachable: ({ host }) => ({
    fr: `« ${host} » n’a pas pu être joint, ou a coupé la connexion. Rien n’est perdu ; vérifiez son nom si cela dure.`,
    en: `“${host}” could not be reached, or cut the connection. Nothing is lost; check its name if this lasts.`,
  }),
}

const allowanceOf = (host: string, port: number | null): string => {
  const name = host.includes(':') ? `[${host}]` : host
  return port === null ? name : `${name}:${port}`
}

/** The file isn't the one that was seen. */
export const changedFailure = (key: string, cause?: unknown): SourceFailure =>
  new SourceFailure(
    'changed',
    {
      fr: `« ${key} » a changé depuis qu’il a été vu : ce qui en a été lu est laissé de côté. Le prochain passage prendra son nouvel état.`,
      en: `“${key}” has changed since it was seen: what was read of it is put aside. The next run takes its new state.`,
    },
    { cause },
  )

export const missingFailure = (key: string, cause?: unknown): SourceFailure =>
  new SourceFailure(
    'not_found',
    {
      fr: `« ${key} » n’est plus dans la source. Le fichier publié reste en place.`,
      en: `“${key}” is not in the source any more. The published file stays.`,
    },
    { cause },
  )

export const truncatedFailure = (
  key: string,
  read: number,
  expected: number | null,
  cause?: unknown,
): SourceFailure => {
  const [fr, en] = expected === null ? ['', ''] : [` sur ${expected}`, ` of ${expected}`]
  return new SourceFailure(
    'truncated',
    {
      fr: `La lecture de « ${key} » s’est arrêtée après ${read} octets${fr}. Elle reprendra là.`,
      en: `Reading “${key}” stopped after ${read} bytes${en}. It will go on from there.`,
    },
    { cause },
  )
}

export const protocolFailure = (place: Place, cause?: unknown): SourceFailure =>
  new SourceFailure(
    'protocol',
    {
      fr: `« ${place.host} » a répondu autre chose que ce qui était attendu. Vérifiez que cette adresse est bien celle du service.`,
      en: `“${place.host}” answered something else than expected. Check that this is the address of the service.`,
    },
    { cause },
  )

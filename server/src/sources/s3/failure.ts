import type { S3ServiceException } from '@aws-sdk/client-s3'
import { networkFailure, placeOf, protocolFailure } from '../failures.ts'
import { SourceFailure, type S3Spec, type SourceReason } from '../model.ts'
import type { Text } from '../../lib/text.ts'

/** What the service said, in words that name the bucket. Codes: S3's own list, and what its cousins say instead. */
export const s3Failure = (error: unknown, spec: S3Spec): Error => {
  if (error instanceof SourceFailure) return error
  const place = placeOf(new URL(spec.endpoint))
  const { name, $metadata, $response } = error as Partial<S3ServiceException>
  const status = $metadata?.httpStatusCode ?? ($response as { statusCode?: number } | undefined)?.statusCode
  if (status === undefined) {
    const isAnswer = error instanceof SyntaxError || name === 'SyntaxError' || name === 'TypeError'
    return isAnswer ? protocolFailure(place, error) : networkFailure(error, place)
  }
  const reason = REASONS[name ?? ''] ?? reasonOfStatus(status)
  if (reason === 'protocol') return protocolFailure(place, error)
  return new SourceFailure(reason, SENTENCES[reason](spec, name ?? ''), { cause: error })
}

type Told = 'credentials' | 'forbidden' | 'not_found' | 'unreachable'

const REASONS: Record<string, Told> = {
  InvalidAccessKeyId: 'credentials',
  SignatureDoesNotMatch: 'credentials',
  ExpiredToken: 'credentials',
  InvalidToken: 'credentials',
  TokenRefreshRequired: 'credentials',
  RequestTimeTooSkewed: 'credentials',
  AccountProblem: 'credentials',
  AccessDenied: 'forbidden',
  AllAccessDisabled: 'forbidden',
  InvalidObjectState: 'forbidden',
  NoSuchBucket: 'not_found',
  PermanentRedirect: 'not_found',
  AuthorizationHeaderMalformed: 'not_found',
  SlowDown: 'unreachable',
  ServiceUnavailable: 'unreachable',
  InternalError: 'unreachable',
  RequestTimeout: 'unreachable',
}

const reasonOfStatus = (status: number): Told | 'protocol' => {
  if (status === 401) return 'credentials'
  if (status === 403) return 'forbidden'
  if (status === 404 || status === 301) return 'not_found'
  return status === 429 || status >= 500 ? 'unreachable' : 'protocol'
}

const SENTENCES: Record<Told & SourceReason, (spec: S3Spec, code: string) => Text> = {
  credentials: ({ bucket }, code) =>
    code === 'RequestTimeTooSkewed'
      ? {
          fr: `Le bucket « ${bucket} » refuse nos demandes : l’horloge de ce serveur, ou la sienne, n’est pas à l’heure.`,
          en: `The bucket “${bucket}” refuses our requests: the clock of this server, or its own, is not right.`,
        }
      : {
          fr: `Le bucket « ${bucket} » n’accepte plus cette clé : elle a été changée, a expiré, ou est mal recopiée. Donnez la nouvelle.`,
          en: `The bucket “${bucket}” does not accept this key: it was changed, has expired, or is mistyped. Give the new one.`,
        },
  forbidden: ({ bucket }) => ({
    fr: `La clé est connue, mais n’a pas le droit de lister ou de lire le bucket « ${bucket} ». Demandez ce droit à celui qui le tient.`,
    en: `The key is known, but may not list or read the bucket “${bucket}”. Ask whoever runs it for that right.`,
  }),
  not_found: ({ bucket, endpoint, region }) => ({
    fr: `Le bucket « ${bucket} » n’existe pas à l’adresse ${endpoint} (région ${region}). Vérifiez son nom, l’adresse et la région.`,
    en: `The bucket “${bucket}” does not exist at ${endpoint} (region ${region}). Check its name, the address and the region.`,
  }),
  unreachable: ({ bucket }) => ({
    fr: `Le service du bucket « ${bucket} » n’est pas disponible pour le moment. Rien n’est perdu : le prochain passage réessaiera.`,
    en: `The service of the bucket “${bucket}” is not available for now. Nothing is lost: the next run tries again.`,
  }),
}

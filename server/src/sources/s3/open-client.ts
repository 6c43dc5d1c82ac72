// The signatures, the listings and the errors of S3 in all their cases: much more to keep than to use.
import { S3Client } from '@aws-sdk/client-s3'
import { patienceOf, type SourceDeps } from '../deps.ts'
import type { S3Spec, Secrets } from '../model.ts'
import { boundAnswers } from './bounded-answers.ts'
import { guardedAgents } from './guarded-agents.ts'

/**
 * A client that knows what it was told and nothing else: without a key it asks as anybody; it never looks for one in
 * the environment, in files, or at the addresses where clouds give theirs. What it would read there is all said here.
 */
export const openClient = (spec: S3Spec, secrets: Secrets, deps: SourceDeps): S3Client => {
  const { answerMs } = patienceOf(deps)
  const agents = guardedAgents(deps.outgoing, answerMs)
  const accessKeyId = secrets.access_key_id ?? ''
  const client = new S3Client({
    endpoint: spec.endpoint,
    region: spec.region,
    forcePathStyle: spec.pathStyle,
    credentials: {
      accessKeyId,
      secretAccessKey: secrets.secret_access_key ?? '',
      ...(secrets.session_token && { sessionToken: secrets.session_token }),
    },
    ...(accessKeyId === '' && { signer: { sign: async (request) => request } }),
    credentialDefaultProvider: () => async () => Promise.reject(new Error('Only the keys that were given are used.')),
    requestHandler: { httpAgent: agents.http, httpsAgent: agents.https },
    // Once more for a connection that the service had closed; whoever runs the flow tries again later by itself.
    maxAttempts: 2,
    retryMode: 'standard',
    defaultsMode: 'standard',
    authSchemePreference: [],
    sigv4aSigningRegionSet: async () => undefined,
    disableS3ExpressSessionAuth: true,
    useArnRegion: false,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: 'cimaise',
    // Many services that speak S3 know nothing of the newer sums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  boundAnswers(client, spec)
  return client
}

import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
// SSH: keys, ciphers and agreements that nobody should write twice.
import { Client, type ClientChannel, type ConnectConfig } from 'ssh2'
import { patienceOf, type SourceDeps } from '../deps.ts'
import { networkFailure, timeoutFailure } from '../failures.ts'
import type { Secrets, SftpSpec } from '../model.ts'
import { inTime } from '../watched-body.ts'
import { identityFailure, loginFailure, tooStretched } from './failure.ts'
import { MAX_ROUNDS, roundsOf } from './private-key.rules.ts'
import { startSession, type SftpSession } from './session.ts'

export interface Connected {
  session: SftpSession
  isAlive: boolean
  end(): void
}

/** A connection to the server whose key is known, with an SFTP session on it. */
export const connect = async (spec: SftpSpec, secrets: Secrets, deps: SourceDeps): Promise<Connected> => {
  const { answerMs } = patienceOf(deps)
  const found = { hostKey: '' }
  if (roundsOf(secrets.private_key ?? '') > MAX_ROUNDS) throw tooStretched(spec)
  const isKnown = (hostKey: string) => (found.hostKey = hostKey) === spec.hostKey
  const client = new Client()
  try {
    await handshake(client, spec, deps, isKnown, authenticationOf(spec, secrets))
    const subsys = promisify(client.subsys.bind(client)) as (name: string) => Promise<ClientChannel>
    const session = await inTime(subsys('sftp').then(startSession), answerMs, spec)
    const connected: Connected = { session, isAlive: true, end: () => void client.destroy() }
    client.on('close', () => (connected.isAlive = false))
    return connected
  } catch (error) {
    client.destroy()
    if (found.hostKey !== '' && found.hostKey !== spec.hostKey) throw identityFailure(spec, found.hostKey)
    throw connectionFailure(error, spec)
  }
}

/** The key of the server, `SHA256:…`: read without saying who asks. Throws `SourceFailure`. */
export const readHostKey = async (spec: SftpSpec, deps: SourceDeps): Promise<string> => {
  const client = new Client()
  let hostKey = ''
  // It is enough to have seen it: refusing it ends the connection before a name is given.
  const refuse = (key: string) => {
    hostKey = key
    return false
  }
  try {
    await handshake(client, spec, deps, refuse, { username: spec.user || 'anybody' })
  } catch (error) {
    if (hostKey === '') throw connectionFailure(error, spec)
  } finally {
    client.destroy()
  }
  return hostKey
}

const handshake = async (
  client: Client,
  spec: SftpSpec,
  deps: SourceDeps,
  isKnown: (hostKey: string) => boolean,
  authentication: ConnectConfig,
): Promise<void> => {
  const { host, port } = spec
  const { answerMs } = patienceOf(deps)
  const sock = await deps.outgoing.connect({ host, port, protocol: 'ssh', timeoutMs: answerMs })
  sock.on('error', () => {})
  try {
    await new Promise<void>((ready, fail) => {
      client.once('ready', ready)
      // Later ones, too, are told by the closing.
      client.on('error', fail).on('close', () => fail(new Error('The server closed the connection')))
      const { password } = authentication
      client.on('keyboard-interactive', (_name, _text, _language, prompts, answer) =>
        answer(prompts.map(() => String(password ?? ''))),
      )
      client.connect({
        ...authentication,
        sock,
        hostVerifier: (key: Buffer) => isKnown(fingerprintOf(key)),
        readyTimeout: answerMs,
        keepaliveInterval: 15_000,
        keepaliveCountMax: 4,
      })
    })
  } catch (error) {
    sock.destroy()
    throw error
  }
}

const authenticationOf = (spec: SftpSpec, { password, private_key, passphrase }: Secrets): ConnectConfig => ({
  username: spec.user,
  ...(password && { password, tryKeyboard: true }),
  ...(private_key && { privateKey: private_key, passphrase }),
})

/** As `ssh-keygen -l` prints it. */
const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`

const connectionFailure = (error: unknown, spec: SftpSpec): Error => {
  const { level, message } = error as { level?: string; message?: string }
  if (level === 'client-authentication' || /privateKey|username/.test(message ?? '')) return loginFailure(spec, error)
  if (level === 'client-timeout') return timeoutFailure(spec)
  return networkFailure(error, spec)
}

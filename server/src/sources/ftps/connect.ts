import type { Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
// Replies on one connection, files on another, listings in three dialects.
import { Client, FTPError, type FTPContext, type FTPResponse } from 'basic-ftp'
import { patienceOf, type SourceDeps } from '../deps.ts'
import { networkFailure, protocolFailure } from '../failures.ts'
import type { FtpsSpec, Secrets } from '../model.ts'
import { anyPort, loginFailure, noTls } from './failure.ts'

/** As much as the names of one folder may take. */
const MAX_LISTING_BYTES = 64 * 1024 * 1024

export interface Connected {
  client: Client
  /** The server says size and date of one file by `MLST` (RFC 3659 §7). */
  hasMlst: boolean
}

/** A session over TLS, its certificate checked, on an address that was checked: files come from there too. */
export const connect = async (spec: FtpsSpec, secrets: Secrets, deps: SourceDeps): Promise<Connected> => {
  const { answerMs, quietMs } = patienceOf(deps)
  const { host, port, implicit } = spec
  const client = new Client(quietMs, { allowSeparateTransferHost: false, maxListingBytes: MAX_LISTING_BYTES })
  // Names are bytes (file-names.rules.ts): in Latin 1 each is one character.
  client.ftp.encoding = 'latin1'
  try {
    const socket = await deps.outgoing.connect({ host, port, protocol: 'ftp', tls: implicit, timeoutMs: answerMs })
    await greeted(client, socket)
    if (implicit) client.ftp.tlsOptions = tlsOf(host)
    else await client.useTLS(tlsOf(host)).catch((error: unknown) => Promise.reject(tlsFailure(error, spec)))
    await client.login(asBytes(spec.user), asBytes(secrets.password ?? '')).catch((error: unknown) => {
      throw error instanceof FTPError ? loginFailure(spec, error) : error
    })
    const hasMlst = (await client.features()).has('MLST')
    await client.useDefaultSettings()
    client.prepareTransfer = (ftp) => openTransfer(ftp, spec, deps)
    return { client, hasMlst }
  } catch (error) {
    client.close()
    throw networkFailure(error, anyPort(spec))
  }
}

/** A text as the bytes of UTF-8, one character each. */
export const asBytes = (text: string): string => Buffer.from(text).toString('latin1')

/** The session of the files is that of the commands, which the name is a part of. */
const tlsOf = (host: string) => ({ host, servername: isName(host) ? host : undefined })

const isName = (host: string): boolean => !/^[\d.]+$|:/.test(host)

const tlsFailure = (error: unknown, spec: FtpsSpec): unknown => (error instanceof FTPError ? noTls(spec, error) : error)

/** The first words are the server's. */
const greeted = (client: Client, socket: Socket): Promise<FTPResponse> => {
  client.ftp.socket = socket
  return client.ftp.handle(undefined, (response, task) => {
    if (response instanceof Error) task.reject(response)
    else if (response.code >= 200 && response.code < 300) task.resolve(response)
    else task.reject(new FTPError(response))
  }) as Promise<FTPResponse>
}

/**
 * A connection for a file or a listing: to the address that we already are on, whatever host the server names, and on
 * a port where such servers listen.
 */
const openTransfer = async (ftp: FTPContext, spec: FtpsSpec, deps: SourceDeps): Promise<FTPResponse> => {
  const answer = await ftp.request('EPSV').catch((error: unknown) => {
    if (error instanceof FTPError) return ftp.request('PASV')
    throw error
  })
  const port = portOf(answer.message)
  const at = ftp.socket.remoteAddress
  if (port === undefined || at === undefined) throw protocolFailure(spec)
  const { answerMs } = patienceOf(deps)
  const socket = await deps.outgoing.connect({ host: spec.host, at, port, protocol: 'ftp', timeoutMs: answerMs })
  const session = ftp.tlsSessionStore
  const secure = connectTls({ ...ftp.tlsOptions, socket, session })
  secure.on('session', (next) => (ftp.tlsSessionStore = next))
  ftp.dataSocket = secure
  return answer
}

/** `229 … (|||6446|)`, or `227 … (192,168,1,100,10,229)` of which only the port is heard. */
const portOf = (message: string): number | undefined => {
  const extended = /\((.)\1\1(\d{1,5})\1\)/.exec(message)?.[2]
  if (extended !== undefined) return Number(extended)
  const [, high, low] = /(?<!\d)\d{1,3},\d{1,3},\d{1,3},\d{1,3},(\d{1,3}),(\d{1,3})(?!\d)/.exec(message) ?? []
  return high === undefined ? undefined : Number(high) * 256 + Number(low)
}

import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import ssh2 from 'ssh2'
import type { Secrets, SftpSpec } from '../model.ts'
import { openLine, type Line } from './line.ts'
import { serveFiles } from './sftp-files.ts'

export interface TestSftp {
  /** With the server's key pinned. */
  spec: SftpSpec
  secrets: Secrets
  /** Of the disk: the flow's folder is `depot` inside. */
  root: string
  put(key: string, body: string | Uint8Array): Promise<void>
  remove(key: string): Promise<void>
  /** The password that was good isn't any more; the new secrets are. */
  rotateKey(): Secrets
  /** Whoever has this private key is let in too. */
  allowKey(privateKey: string, passphrase?: string): void
  /** What was tried to get in with. */
  attempts: string[]
  line: Line
  close(): Promise<void>
}

/** An SSH server on 127.0.0.1 that serves a folder of its own. */
export const startSftp = async (): Promise<TestSftp> => {
  const root = await mkdtemp(join(tmpdir(), 'cimaise-sftp-'))
  const folder = join(root, 'depot')
  await mkdir(folder)
  const hostKey = makePrivateKey()
  const state = { password: 'secret-0001', keys: [] as ssh2.ParsedKey[], attempts: [] as string[] }
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    client.on('error', () => {})
    // Answers would wait for each other 40 ms; the types don't know that a server has this too.
    client.on('handshake', () => (client as unknown as ssh2.Client).setNoDelay(true))
    client.on('authentication', (context) => {
      state.attempts.push(context.method)
      if (isLetIn(context, state)) context.accept()
      else context.reject(['password', 'publickey'])
    })
    client.on('session', (accept) => void accept().on('sftp', (open) => serveFiles(open(), root)))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const line = await openLine((server.address() as AddressInfo).port)
  return {
    spec: {
      kind: 'sftp',
      host: '127.0.0.1',
      port: line.port,
      user: 'cimaise',
      folder: '/depot',
      hostKey: fingerprintOf(hostKey),
    },
    secrets: { password: state.password },
    root,
    put: async (key, body) => {
      await mkdir(dirname(join(folder, key)), { recursive: true })
      await writeFile(join(root, 'being-written'), body)
      await rename(join(root, 'being-written'), join(folder, key))
    },
    remove: (key) => rm(join(folder, key)),
    rotateKey: () => ({ password: (state.password = `${state.password}+`) }),
    allowKey: (privateKey, passphrase) => void state.keys.push(parsed(privateKey, passphrase)),
    attempts: state.attempts,
    line,
    close: async () => {
      await line.close()
      await new Promise((done) => server.close(done))
      await rm(root, { recursive: true, force: true })
    },
  }
}

const isLetIn = (
  context: ssh2.AuthContext,
  { password, keys }: { password: string; keys: ssh2.ParsedKey[] },
): boolean => {
  if (context.username !== 'cimaise') return false
  if (context.method === 'password') return context.password === password
  if (context.method !== 'publickey') return false
  const { key, signature, blob, hashAlgo } = context
  const known = keys
    .map((text) => ssh2.utils.parseKey(text))
    .find((one) => {
      return !(one instanceof Error) && one.getPublicSSH().equals(key.data)
    })
  if (!known || known instanceof Error) return false
  return signature === undefined || blob === undefined || known.verify(blob, signature, hashAlgo)
}

/** By Node: a few in a thousand of those that ssh2 makes, ssh2 can’t read. */
export const makePrivateKey = (passphrase?: string): string => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const format = { type: 'sec1', format: 'pem' } as const
  return String(privateKey.export(passphrase ? { ...format, cipher: 'aes-256-cbc', passphrase } : format))
}

const fingerprintOf = (privateKey: string): string => {
  return `SHA256:${createHash('sha256').update(parsed(privateKey).getPublicSSH()).digest('base64').replace(/=+$/, '')}`
}

const parsed = (privateKey: string, passphrase?: string): ssh2.ParsedKey => {
  const key = ssh2.utils.parseKey(privateKey, passphrase)
  if (key instanceof Error) throw key
  return key
}

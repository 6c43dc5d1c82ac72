import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOutgoing, type Outgoing } from '../../outgoing/index.ts'
import { isPassing, openSource, readHostKey, type Secrets, type SftpSpec } from '../index.ts'
import { failureOf, keysOf, listed, readAll, reasonOf, seenIn } from '../testing/read-source.ts'
import { makePrivateKey, startSftp, type TestSftp } from '../testing/start-sftp.ts'

let sftp: TestSftp
let outgoing: Outgoing
beforeEach(async () => {
  sftp = await startSftp()
  outgoing = createOutgoing({ allow: ['127.0.0.1'], userAgent: 'Cimaise/test' })
})
afterEach(async () => {
  await outgoing.close()
  await sftp.close()
})

const deps = () => ({ outgoing, folderRoot: null, patience: { answerMs: 2_000, quietMs: 1_000 } })
const open = (spec: Partial<SftpSpec> = {}, secrets: Secrets = sftp.secrets) =>
  openSource({ ...sftp.spec, ...spec }, secrets, deps())

test('a server that is not known yet is not connected to', async () => {
  const failure = await failureOf(open({ hostKey: null }))
  expect([failure.reason, isPassing(failure), sftp.line.made()]).toEqual(['identity', false, 0])
})

test('its key is read without saying who asks, and pins it', async () => {
  const hostKey = await readHostKey({ ...sftp.spec, hostKey: null }, deps())
  expect(hostKey).toBe(sftp.spec.hostKey)
  expect(sftp.attempts).toEqual([])
  await (await open({ hostKey })).close()
  await expect.poll(() => sftp.line.open()).toBe(0)
})

test('a server with another key gets no password, and both keys are shown', async () => {
  const other = `SHA256:${'A'.repeat(43)}`
  const failure = await failureOf(open({ hostKey: other }))
  expect([failure.reason, isPassing(failure)]).toEqual(['identity', false])
  for (const text of [failure.text.fr, failure.text.en]) {
    expect(text).toContain(other)
    expect(text).toContain(sftp.spec.hostKey)
  }
  expect(sftp.attempts).toEqual([])
  await expect.poll(() => sftp.line.open()).toBe(0)
})

test('a private key lets in, with its passphrase', async () => {
  await sftp.put('a.csv', 'x')
  const secrets = { private_key: makePrivateKey('phrase'), passphrase: 'phrase' }
  expect(await reasonOf(open({}, secrets))).toBe('credentials')
  sftp.allowKey(secrets.private_key, secrets.passphrase)
  expect(await keysOf(await open({}, secrets))).toEqual(['a.csv'])
  const wrongs: Secrets[] = [
    { private_key: secrets.private_key },
    { ...secrets, passphrase: 'autre' },
    { private_key: makePrivateKey() },
    { private_key: 'rien' },
    {},
  ]
  for (const wrong of wrongs) {
    const failure = await failureOf(open({}, wrong))
    expect(failure.reason).toBe('credentials')
    expect(failure.text.fr).not.toMatch(/PRIVATE KEY|phrase»/)
  }
})

test('a folder that is not there, or that is a file, is said', async () => {
  await sftp.put('a.csv', 'x')
  for (const folder of ['/absent', '/depot/a.csv']) {
    const failure = await failureOf(open({ folder }))
    expect([failure.reason, failure.text.fr]).toEqual(['not_found', expect.stringContaining(folder)])
  }
  for (const folder of ['', '.', '/']) expect(await keysOf(await open({ folder }))).toEqual(['depot/a.csv'])
})

test('links that lead outside the folder are not followed', async () => {
  const depot = join(sftp.root, 'depot')
  await mkdir(join(sftp.root, 'prive'))
  await writeFile(join(sftp.root, 'prive/secret.csv'), 'secret')
  await sftp.put('dossier/vrai.csv', 'x')
  await symlink('../prive/secret.csv', join(depot, 'lien.csv'))
  await symlink('../prive', join(depot, 'prive'))
  await symlink('dossier/vrai.csv', join(depot, 'dedans.csv'))
  await symlink('dossier', join(depot, 'autre-nom'))
  await symlink('absent', join(depot, 'casse.csv'))
  await symlink('boucle', join(depot, 'boucle'))
  const source = await open()
  expect(await keysOf(source)).toEqual(['dedans.csv', 'dossier/vrai.csv'])
  for (const key of ['lien.csv', 'prive/secret.csv', '../prive/secret.csv', 'casse.csv', 'boucle'])
    expect([key, await source.look(key)]).toEqual([key, undefined])
  expect((await readAll(source, await seenIn(source, 'dedans.csv'))).toString()).toBe('x')
})

test('a file that is written over while it is read has changed', async () => {
  const path = join(sftp.root, 'depot/a.csv')
  await writeFile(path, Buffer.alloc(3_000_000, 'a'))
  const source = await open()
  const seen = await seenIn(source, 'a.csv')
  const reading = async () => {
    let isFirst = true
    for await (const _chunk of await source.read(seen, 0)) {
      if (isFirst) await writeFile(path, Buffer.alloc(2_999_999, 'b'))
      isFirst = false
    }
  }
  expect(['changed', 'truncated']).toContain(await reasonOf(reading()))
  expect(await reasonOf(readAll(source, seen))).toBe('changed')
})

test('a connection serves again, and one that was cut is replaced', async () => {
  await sftp.put('a.csv', 'x')
  const source = await open()
  await listed(source)
  await readAll(source, await seenIn(source, 'a.csv'))
  expect(sftp.line.made()).toBe(1)
  sftp.line.cutAfter(0)
  await source.look('a.csv').catch(() => {})
  sftp.line.cutAfter(null)
  expect((await seenIn(source, 'a.csv')).sizeBytes).toBe(1)
  expect(sftp.line.made()).toBe(2)
  await source.close()
})

test.each([6379, 25, 3306])('port %i is not one of such servers', async (port) => {
  expect(await reasonOf(open({ port }))).toBe('address')
})

test('something else than SSH is said, and left', async () => {
  const server = createServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  expect(await reasonOf(open({ port }))).toBe('unreachable')
  expect(await reasonOf(readHostKey({ ...sftp.spec, port }, deps()))).toBe('unreachable')
  server.close()
})

test('a server that says nothing is left in time', async () => {
  sftp.line.stallAfter(0)
  expect(await reasonOf(open())).toBe('timeout')
  expect(await reasonOf(readHostKey(sftp.spec, deps()))).toBe('timeout')
  await expect.poll(() => sftp.line.open()).toBe(0)
})

test('a private key that would take years to open is refused, and nothing waits for it', async () => {
  const field = (bytes: Uint8Array) => Buffer.concat([uint32(bytes.length), bytes])
  const uint32 = (value: number) => Buffer.from([value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255])
  const text = (value: string) => field(Buffer.from(value))
  const key = (rounds: number): string => {
    const stretching = field(Buffer.concat([field(Buffer.alloc(16, 1)), uint32(rounds)]))
    const start = [Buffer.from('openssh-key-v1\0'), text('aes256-ctr'), text('bcrypt'), stretching]
    const bytes = Buffer.concat([...start, uint32(1), field(Buffer.alloc(50)), field(Buffer.alloc(64))])
    const lines = bytes.toString('base64').replace(/(.{70})/g, '$1\n')
    return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n`
  }
  for (const rounds of [100_000, 0xffffffff]) {
    const failure = await failureOf(open({}, { private_key: key(rounds), passphrase: 'phrase' }))
    expect([failure.reason, isPassing(failure)]).toEqual(['credentials', false])
    expect(failure.text.fr).toContain('étirée')
  }
  expect(sftp.line.made()).toBe(0)
  const usual = await failureOf(open({}, { private_key: key(16), passphrase: 'phrase' }))
  expect(usual.text.fr).not.toContain('étirée')
})

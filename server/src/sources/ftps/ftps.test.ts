import { createServer, type AddressInfo, type Server } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { rm, utimes, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOutgoing, type Outgoing } from '../../outgoing/index.ts'
import { skipBecause } from '../../testing/skip.ts'
import { isPassing, openSource, type FtpsSpec } from '../index.ts'
import { failureOf, keysOf, listed, readAll, reasonOf, seenIn } from '../testing/read-source.ts'
import { startFtps, type TestFtps } from '../testing/start-ftps.ts'
import { makeCertificate } from '../testing/test-certificate.ts'

let ftps: TestFtps
let outgoing: Outgoing
const undo: (() => void)[] = []
beforeEach(() => {
  outgoing = createOutgoing({ allow: ['127.0.0.1'], userAgent: 'Cimaise/test' })
})
afterEach(async () => {
  await outgoing.close()
  await ftps?.close()
  for (const one of undo.splice(0)) one()
})

const start = async (context: Parameters<typeof skipBecause>[0], options?: Parameters<typeof startFtps>[0]) => {
  const started = await startFtps(options)
  if (!started) return skipBecause(context, 'openssl is missing')
  ftps = started
}
const open = (spec: Partial<FtpsSpec> = {}) =>
  openSource({ ...ftps.spec, ...spec }, ftps.secrets, {
    outgoing,
    folderRoot: null,
    patience: { answerMs: 3_000, quietMs: 1_000 },
  })

test('TLS from the first byte is spoken too', async (context) => {
  await start(context, { implicit: true })
  await ftps.put('dossier/é.csv', 'abc')
  const source = await open()
  expect(await keysOf(source)).toEqual(['dossier/é.csv'])
  expect((await readAll(source, await seenIn(source, 'dossier/é.csv'), 1)).toString()).toBe('bc')
})

test('a server that lists as `ls` does is read; dates are asked one by one', async (context) => {
  await start(context, { machineListings: false })
  await ftps.put('dossier/a b.csv', 'abc')
  await utimes(join(ftps.root, 'depot/dossier/a b.csv'), 1e9, 1e9)
  const source = await open()
  expect(await listed(source)).toEqual([
    { key: 'dossier/a b.csv', sizeBytes: 3, modifiedAt: null, etag: null, versionId: null },
  ])
  const seen = await seenIn(source, 'dossier/a b.csv')
  expect(seen.modifiedAt).toEqual(new Date(1e12))
  expect((await readAll(source, seen)).toString()).toBe('abc')
})

test('plain FTP is refused before a name is said', async (context) => {
  await start(context, { plain: true })
  const heard: string[] = []
  const server = createServer((socket) => {
    socket.write('220 Ready\r\n')
    socket
      .on('error', () => {})
      .on('data', (data) => {
        heard.push(data.toString())
        socket.write('502 Command not implemented\r\n')
      })
  })
  const port = await listening(server)
  const failure = await failureOf(open({ port }))
  expect([failure.reason, isPassing(failure)]).toEqual(['identity', false])
  expect(heard).toEqual(['AUTH TLS\r\n'])
  expect(await reasonOf(open())).toBe('identity')
})

test('a certificate that nobody vouches for is refused before a name is said', async (context) => {
  await start(context, { trusted: false })
  const failure = await failureOf(open())
  expect([failure.reason, failure.text.fr]).toEqual(['identity', expect.stringContaining('certificat')])
  expect(ftps.line.made()).toBe(1)
  await expect.poll(() => ftps.line.open()).toBe(0)
})

test('a folder that is not there is said', async (context) => {
  await start(context)
  expect(await reasonOf(open({ folder: '/absent' }))).toBe('not_found')
})

test('a name with a line break is no command', async (context) => {
  await start(context)
  await ftps.put('a.csv', 'x')
  const source = await open()
  expect(await source.look('x\r\nDELE a.csv')).toBeUndefined()
  expect(await keysOf(source)).toEqual(['a.csv'])
})

test('a file that is written over while it is read has changed', async (context) => {
  await start(context)
  const path = join(ftps.root, 'depot/a.csv')
  await writeFile(path, Buffer.alloc(3_000_000, 'a'))
  const source = await open()
  const seen = await seenIn(source, 'a.csv')
  ftps.line.slowBy(5)
  const reading = async () => {
    let isFirst = true
    for await (const _chunk of await source.read(seen, 0)) {
      if (isFirst) await rm(path)
      isFirst = false
    }
  }
  expect(await reasonOf(reading())).toBe('not_found')
})

test('a connection serves again', async (context) => {
  await start(context)
  await ftps.put('a.csv', 'x')
  const source = await open()
  await listed(source)
  await readAll(source, await seenIn(source, 'a.csv'))
  expect(ftps.line.made()).toBe(1)
})

/** A server that lets in, and sends its clients elsewhere for their files. */
const sendingTo = async (epsv: string, pasv: string): Promise<{ port: number; heard: string[] } | undefined> => {
  const certificate = makeCertificate()
  if (!certificate) return undefined
  undo.push(certificate.trust(), certificate.remove)
  const heard: string[] = []
  const answers: Record<string, string> = { EPSV: epsv, PASV: pasv, PWD: '257 "/"', FEAT: '502 no' }
  const { key } = certificate
  const server = createTlsServer({ key, cert: readFileSync(certificate.path) }, (socket) => {
    socket.write('220 Ready\r\n')
    socket
      .on('error', () => {})
      .on('data', (data) => {
        const command = data.toString().split(/[ \r]/)[0] ?? ''
        heard.push(command)
        socket.write(`${answers[command] ?? (command === 'USER' ? '331 password' : '200 ok')}\r\n`)
      })
  })
  return { port: await listening(server), heard }
}

const listening = async (server: Server): Promise<number> => {
  undo.push(() => server.close())
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

test('a server that sends its clients to another machine, or to a service, sends nobody', async (context) => {
  await start(context)
  let visits = 0
  const inside = createServer((socket) => (visits++, socket.end()))
  await new Promise<void>((done) => inside.listen(0, '127.0.0.3', done))
  undo.push(() => inside.close())
  const { port } = inside.address() as AddressInfo
  const elsewhere = `227 Entering (127,0,0,3,${port >> 8},${port & 255})`
  for (const [epsv, pasv, reason] of [
    ['502 no', elsewhere, 'unreachable'],
    [`229 (||| 127.0.0.3 |${port}|)`, elsewhere, 'protocol'],
    ['229 (|||6379|)', '', 'address'],
    ['229 (|||22|)', '', 'address'],
    ['229 rien', '', 'protocol'],
  ] as const) {
    const server = await sendingTo(epsv, pasv)
    const use = async () => listed(await open({ port: server?.port, implicit: true, folder: '' }))
    expect([epsv, await reasonOf(use())]).toEqual([epsv, reason])
  }
  expect(visits).toBe(0)
})

test.each([25, 80, 22, 6379])('port %i is not one of such servers', async (port) => {
  const spec: FtpsSpec = { kind: 'ftps', host: '127.0.0.1', port, user: 'a', folder: '', implicit: false }
  expect(await reasonOf(openSource(spec, {}, { outgoing, folderRoot: null }))).toBe('address')
})

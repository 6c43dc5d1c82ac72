import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo, Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import ftpSrv from 'ftp-srv'
import type { FtpsSpec, Secrets } from '../model.ts'
import { createFiles, type Troubles } from './ftps-files.ts'
import { knowMachineListings } from './ftps-listings.ts'
import { makeCertificate } from './test-certificate.ts'
import type { Kit } from './kits.ts'

export interface TestFtps extends Kit {
  spec: FtpsSpec
  secrets: Secrets
  /** Of the disk: the flow's folder is `depot` inside. */
  root: string
  /** For `NODE_EXTRA_CA_CERTS`; this process trusts it until the server is closed, unless `trusted` is false. */
  certificatePath: string
  rotateKey(): Secrets
  line: NonNullable<Kit['line']>
}

interface Options {
  implicit?: boolean
  /** Without TLS: nothing must be said to it. */
  plain?: boolean
  trusted?: boolean
  /** Whether it says exact sizes and dates (`MLSD`, `MLST`), or only as `ls -l` does. */
  machineListings?: boolean
}

/** An FTP server over TLS on 127.0.0.1. Undefined without openssl, which makes its certificate. */
export const startFtps = async (options: Options = {}): Promise<TestFtps | undefined> => {
  const { implicit = false, plain = false, trusted = true, machineListings = true } = options
  const certificate = makeCertificate()
  if (!certificate) return undefined
  const root = await mkdtemp(join(tmpdir(), 'cimaise-ftps-'))
  const folder = join(root, 'depot')
  await mkdir(folder)
  knowMachineListings(machineListings)
  const troubles: Troubles = { cut: null, stall: null, delayMs: 0, transfers: new Set() }
  const state = { password: 'secret-0001', made: 0, controls: new Set<Socket>() }
  const removeStops = withoutItsSignals()
  const server = new ftpSrv.FtpSrv({
    url: `${implicit ? 'ftps' : 'ftp'}://127.0.0.1:0`,
    pasv_min: 40_000 + Math.floor(Math.random() * 20_000),
    tls: plain ? false : { key: certificate.key, cert: certificate.cert },
    log: SILENT,
  })
  removeStops()
  server.on('login', ({ connection, username, password }, accept, refuse) => {
    if (username !== 'cimaise' || password !== state.password) refuse(new Error('no'))
    else accept({ fs: createFiles(connection, root, troubles) })
  })
  const listener = (server as unknown as { server: Server }).server
  listener.on('connection', (socket: Socket) => {
    state.made++
    state.controls.add(socket.on('close', () => state.controls.delete(socket)))
  })
  await server.listen()
  const stopTrusting = trusted ? certificate.trust() : () => {}
  const { port } = listener.address() as AddressInfo
  return {
    spec: { kind: 'ftps', host: '127.0.0.1', port, user: 'cimaise', folder: '/depot', implicit },
    secrets: { password: state.password },
    root,
    certificatePath: certificate.path,
    put: async (key, body) => {
      await mkdir(dirname(join(folder, key)), { recursive: true })
      await writeFile(join(root, 'being-written'), body)
      await rename(join(root, 'being-written'), join(folder, key))
    },
    remove: (key) => rm(join(folder, key)),
    rotateKey: () => ({ password: (state.password = `${state.password}+`) }),
    line: {
      open: () => state.controls.size + troubles.transfers.size,
      made: () => state.made,
      cutAfter: (bytes) => (troubles.cut = bytes),
      stallAfter: (bytes) => (troubles.stall = bytes),
      slowBy: (ms) => (troubles.delayMs = ms),
    },
    close: async () => {
      stopTrusting()
      for (const socket of [...state.controls, ...troubles.transfers]) socket.destroy()
      await new Promise((done) => listener.close(done))
      certificate.remove()
      await rm(root, { recursive: true, force: true })
    },
  }
}

/** It would end the process of the tests by itself. */
const withoutItsSignals = (): (() => void) => {
  const signals = ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const
  const before = new Map(signals.map((signal) => [signal, process.listeners(signal)]))
  return () => {
    for (const signal of signals)
      for (const listener of process.listeners(signal))
        if (!before.get(signal)?.includes(listener)) process.off(signal, listener)
  }
}

const nothing = (): void => {}
const SILENT = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => SILENT }

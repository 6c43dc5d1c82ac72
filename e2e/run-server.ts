import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

export interface RunningServer {
  url: string
  pid: number
  output(): string
  /** Ends it by signal and waits for its end. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** A folder for a server's data, removed at the end of the test file. Private, as a person's own would be. */
export const newDataDir = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cimaise-e2e-'))
  chmodSync(folder, 0o700)
  return folder
}

export const removeDataDir = (folder: string): void => rmSync(folder, { recursive: true, force: true })

/** The real server in a process of its own, on a free port, once it has said that it is ready. */
export const runServer = async (
  dataDir: string,
  env: Record<string, string> = {},
  args: string[] = [],
): Promise<RunningServer> => {
  const child = spawn(process.execPath, ['server/src/main.ts', ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const url = await readyUrl(child, () => output)
  return { url, pid: child.pid ?? 0, output: () => output, end: (signal) => end(child, signal) }
}

/** One of the operator's commands; its standard output. */
export const cimaise = (
  dataDir: string,
  ...args: string[]
): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, ['cli/src/main.ts', ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir },
    encoding: 'utf8',
  })

/** An account of Camille's and her API key. */
export const newKey = (dataDir: string): string => {
  const options = ['--email', 'camille@culture.example', '--password', 'Musee-2026', '--api-key']
  return cimaise(dataDir, 'user', 'create', ...options).stdout.trim()
}

/** The postmaster of a server's embedded PostgreSQL. */
export const postgresPid = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])

const readyUrl = (child: ChildProcess, output: () => string): Promise<string> =>
  new Promise((resolve, reject) => {
    const look = () => {
      const ready = /Cimaise is ready on (\S+)/.exec(output())
      if (ready?.[1]) resolve(ready[1])
    }
    child.stdout?.on('data', look)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output()}`)))
  })

const end = (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) return resolve(child.exitCode)
    child.once('exit', (code) => resolve(code))
    child.kill(signal)
  })

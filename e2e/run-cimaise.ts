/** The command as a person runs it, with its own folder for what it keeps. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { newDataDir, newKey, removeDataDir, runServer, type RunningServer } from './run-server.ts'

export interface Ended {
  status: number | null
  stdout: string
  stderr: string
}

export const ROOT = join(import.meta.dirname, '..')
export const MAIN = join(ROOT, 'cli/src/main.ts')

export const runCimaise = (
  args: string[],
  options: { env: Record<string, string>; cwd?: string; input?: string; entry?: string },
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [options.entry ?? MAIN, ...args], {
      cwd: options.cwd,
      env: { PATH: process.env.PATH, ...options.env },
    })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk) => (stdout += String(chunk)))
    child.stderr.on('data', (chunk) => (stderr += String(chunk)))
    child.stdin.end(options.input ?? '')
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, stdout, stderr }))
  })

export interface Desk {
  /** Where the person is, and what they keep. */
  folder: string
  server: RunningServer
  key: string
}

/** For a test file: a server, somebody's key there, and an empty folder of theirs. */
export const sitDown = (envOf: (folder: string) => Record<string, string> = () => ({})): Desk => {
  const dataDir = newDataDir()
  const desk = { folder: mkdtempSync(join(tmpdir(), 'cimaise-desk-')) } as Desk
  beforeAll(async () => {
    desk.server = await runServer(dataDir, envOf(desk.folder))
    desk.key = newKey(dataDir)
  })
  afterAll(async () => {
    await desk.server.end('SIGTERM')
    removeDataDir(dataDir)
    rmSync(desk.folder, { recursive: true })
  })
  return desk
}

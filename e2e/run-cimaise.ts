/** The command as a person runs it, with its own folder for what it keeps. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

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

/** `npm start` around a project of three lines: our scripts as they are, npm and Vite replaced by what they leave. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const FAKE_NPM = `#!/bin/sh
echo "npm $*" >> did.log
rm -rf node_modules
mkdir -p node_modules/vite/bin
echo "require('fs').appendFileSync('../did.log', 'vite' + require('os').EOL)" > node_modules/vite/bin/vite.js
[ -z "$NPM_FAILS" ] || { echo "npm error code $NPM_FAILS" >&2; exit 1; }
[ -z "$NPM_HANGS" ] || exec sleep 60
`

const SERVER = `
process.on('SIGINT', () => process.exit(7))
console.log('ready', process.argv.slice(2).join(' '))
setTimeout(() => {}, 60_000)
`

/** Several Node processes, one after the other, on a busy machine. */
const WAIT = { timeout: 25_000 }

const newProject = () => {
  const folder = mkdtempSync(join(tmpdir(), 'cimaise-start-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const write = (path: string, text: string, mode = 0o644) => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text, { mode })
  }
  cpSync(join(import.meta.dirname, '..'), join(folder, 'bin'), { recursive: true })
  write('package-lock.json', '{}')
  write('web/src/page.vue', '')
  write('server/src/main.ts', SERVER)
  write('fake/npm', FAKE_NPM, 0o755)
  const did = () => (existsSync(join(folder, 'did.log')) ? readFileSync(join(folder, 'did.log'), 'utf8') : '')
  return { folder, did }
}

/** Until it is ready, or has ended. */
const run = async (folder: string, env: Record<string, string> = {}, args: string[] = []) => {
  const path = [join(folder, 'fake'), process.env.PATH].join(delimiter)
  const child = spawn(process.execPath, ['bin/start.mjs', ...args], {
    cwd: folder,
    env: { PATH: path, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = once(child, 'close').then(([code]: unknown[]) => code as number | null)
  const end = (signal: NodeJS.Signals): Promise<number | null> => (child.kill(signal), ended)
  onTestFinished(() => end('SIGINT').then(() => undefined))
  await expect.poll(() => child.exitCode !== null || output.includes('ready'), WAIT).toBe(true)
  return { output: () => output, ended, end }
}

const runOnce = async (folder: string): Promise<void> => {
  await (await run(folder)).end('SIGINT')
}

test('it installs and builds once, then again only for what changed', async () => {
  const { folder, did } = newProject()
  await runOnce(folder)
  const first = did()
  expect(first).toMatch(/^npm ci .*\nvite\nvite\n$/)
  await runOnce(folder)
  expect(did()).toBe(first)

  appendFileSync(join(folder, 'web/src/page.vue'), '<p />')
  await runOnce(folder)
  expect(did()).toBe(`${first}vite\nvite\n`)

  writeFileSync(join(folder, 'package-lock.json'), '{"new": true}')
  await runOnce(folder)
  expect(did().match(/npm ci/g)).toHaveLength(2)
})

test('what the server needs to build is installed whatever NODE_ENV says', async () => {
  const { folder, did } = newProject()
  await (await run(folder, { NODE_ENV: 'production' })).end('SIGINT')
  expect(did()).toContain('--include=dev --include=optional')
})

test('arguments, the signal and the code of the end pass through', async () => {
  const { folder } = newProject()
  const server = await run(folder, {}, ['--demo'])
  expect(server.output()).toContain('ready --demo')
  expect(await server.end('SIGINT')).toBe(7)
})

test('an installation killed in the middle is done again', async () => {
  const { folder, did } = newProject()
  const env = { PATH: [join(folder, 'fake'), process.env.PATH].join(delimiter), NPM_HANGS: '1' }
  // A group of its own, so that npm goes too.
  const child = spawn(process.execPath, ['bin/start.mjs'], { cwd: folder, env, detached: true, stdio: 'ignore' })
  await expect.poll(() => existsSync(join(folder, 'node_modules/vite/bin/vite.js')), WAIT).toBe(true)
  const ended = once(child, 'exit')
  process.kill(-child.pid!, 'SIGKILL')
  await ended
  await runOnce(folder)
  expect(did().match(/npm ci/g)).toHaveLength(2)
})

test('a registry out of reach is said in words, with what npm said', async () => {
  const { folder } = newProject()
  const failed = await run(folder, { NPM_FAILS: 'ECONNREFUSED' })
  expect(await failed.ended).toBe(1)
  expect(failed.output()).toMatch(/npm error code ECONNREFUSED[\s\S]*cannot reach its registry/)
  expect(failed.output()).not.toMatch(/ at .*\.mjs:/)
})

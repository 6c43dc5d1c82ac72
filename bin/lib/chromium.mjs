/** A Chromium for the browser tests: the one that is named, the system's, or Debian's package. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** `{ path }`, or `{ reason }` when none can be had; says what it does. */
export const findChromium = (env = process.env) => {
  if (env.CHROME_PATH)
    return isExecutable(env.CHROME_PATH)
      ? { path: env.CHROME_PATH }
      : { reason: `CHROME_PATH is ${env.CHROME_PATH}, which cannot be run` }
  const found = onPath(env)
  if (found) return { path: found }
  if (process.getuid?.() !== 0 || !runs('apt-get', ['--version'])) {
    return { reason: 'no Chromium on this machine, and only root on Debian can install one here (set CHROME_PATH)' }
  }
  console.log('Installing Chromium from Debian’s packages for the browser tests…')
  runs('apt-get', ['update', '-qq'])
  runs('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
  const installed = onPath(env)
  return installed ? { path: installed } : { reason: 'Debian’s package chromium could not be installed' }
}

const onPath = (env) =>
  (env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(isExecutable)

const runs = (command, args) =>
  spawnSync(command, args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

import { spawnSync } from 'node:child_process'

/** `npm ci`, in silence; throws an error for people when it fails. */
export const runNpmCi = (folder) => {
  // Whatever NODE_ENV or .npmrc leave out, the start needs: it builds the pages, and runs on the platform's own Node.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  // On Windows npm is a script of the shell.
  const { status, stdout, stderr, error } = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (error)
    throw new Error(`npm could not be run (${error.message}). It comes with Node: install it, then start again.`)
  if (status !== 0)
    throw new Error(`What npm said:\n${(stderr || stdout).trim()}\n\n${adviceFor(`${stderr}${stdout}`)}`)
}

const NETWORK =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/

/** What to do about a failed installation, from npm's own words. */
export const adviceFor = (output) => {
  if (NETWORK.test(output))
    return 'npm cannot reach its registry. Check the network, HTTPS_PROXY and `npm config get registry`, then start again.'
  if (/\bE40[13]\b/.test(output))
    return "npm's registry refuses to answer. Check `npm config get registry` and its password, then start again."
  if (/\bENOSPC\b/.test(output)) return 'The disk is full: make room (about 1 GB), then start again.'
  if (/\b(EACCES|EPERM)\b/.test(output))
    return 'npm may not write here: start as the owner of this folder, or give the folder to yourself.'
  return 'The installation failed. Start again; if it fails again, the words of npm above say why.'
}

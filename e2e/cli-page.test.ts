/** The scripts of docs/use/cli.md, run as they are written. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MAIN, ROOT } from './run-cimaise.ts'
import { newDataDir, newKey, removeDataDir, runServer, type RunningServer } from './run-server.ts'

const dataDir = newDataDir()
const folder = mkdtempSync(join(tmpdir(), 'cimaise-page-'))
let server: RunningServer
beforeAll(async () => {
  server = await runServer(dataDir)
  writeFileSync(join(folder, 'cle.txt'), newKey(dataDir))
  writeFileSync(join(folder, 'cimaise'), `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`)
  chmodSync(join(folder, 'cimaise'), 0o755)
})
afterAll(async () => {
  await server.end('SIGTERM')
  removeDataDir(dataDir)
  rmSync(folder, { recursive: true })
})

const page = readFileSync(join(ROOT, 'docs/use/cli.md'), 'utf8')
const runScript = (script: string): string =>
  execFileSync('bash', ['-euo', 'pipefail', '-c', script.replaceAll('https://donnees.example.fr', server.url)], {
    cwd: folder,
    env: { PATH: `${folder}${delimiter}${process.env.PATH}`, XDG_CONFIG_HOME: join(folder, 'config') },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })

test('from nothing to a file that is replaced, words that change, a dataset that everybody sees', async () => {
  const script = /```sh\n([^]*?)```/.exec(page)?.[1] ?? ''
  const output = runScript(script)
  expect(output).toContain('This file is ready to be published.')
  expect(output).toMatch(/Ponts routiers de France\n +id +[0-9a-f]{24}\n/)
  expect(output).toMatch(/tags +ouvrages, ponts, routes\n/)
  expect(output).toContain('"acronym": "PRF"')
  expect(output).toContain('Nothing waits for you.')
  const address = /http\S+\/datasets\/r\/\S+/.exec(output)?.[0] ?? ''
  expect(await (await fetch(address)).text()).toContain('06088;Pont de la mer;121')
})

/** The scripts of docs/use/cli.md, run as they are written. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MAIN, ROOT } from './run-cimaise.ts'
import { newDataDir, newKey, removeDataDir, runServer, type RunningServer } from './run-server.ts'

const dataDir = newDataDir()
const folder = mkdtempSync(join(tmpdir(), 'cimaise-page-'))
let server: RunningServer
let key: string
beforeAll(async () => {
  mkdirSync(join(folder, 'ouvert/musees'), { recursive: true })
  server = await runServer(dataDir, { FLOW_FOLDERS: join(folder, 'ouvert') })
  key = newKey(dataDir)
  writeFileSync(join(folder, 'cle.txt'), key)
  writeFileSync(join(folder, 'cimaise'), `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`)
  chmodSync(join(folder, 'cimaise'), 0o755)
})
afterAll(async () => {
  await server.end('SIGTERM')
  removeDataDir(dataDir)
  rmSync(folder, { recursive: true })
})

const page = readFileSync(join(ROOT, 'docs/use/cli.md'), 'utf8')
const scriptIn = (language: string): string => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(page)?.[1] ?? ''
const runScript = (script: string): string =>
  execFileSync('bash', ['-euo', 'pipefail', '-c', script.replaceAll('https://donnees.example.fr', server.url)], {
    cwd: folder,
    env: { PATH: `${folder}${delimiter}${process.env.PATH}`, XDG_CONFIG_HOME: join(folder, 'config') },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })

test('from nothing to a file that is replaced, words that change, a dataset that everybody sees', async () => {
  const output = runScript(scriptIn('sh'))
  expect(output).toContain('This file is ready to be published.')
  expect(output).toMatch(/Ponts routiers de France\n +id +[0-9a-f]{24}\n/)
  expect(output).toMatch(/tags +ouvrages, ponts, routes\n/)
  expect(output).toContain('"acronym": "PRF"')
  expect(output).toContain('Nothing waits for you.')
  const address = /http\S+\/datasets\/r\/\S+/.exec(output)?.[0] ?? ''
  expect(await (await fetch(address)).text()).toContain('06088;Pont de la mer;121')
})

test('a flow is written, checked, tried, activated, run, told, kept', async () => {
  const table = (year: number) =>
    `code;nom\n${Array.from({ length: 9 }, (_, n) => `0${n};Musée ${n} de ${year}\n`).join('')}`
  for (const year of [2025, 2026]) writeFileSync(join(folder, `ouvert/musees/liste_${year}.csv`), table(year))
  const headers = { 'X-API-KEY': key, 'Content-Type': 'application/json' }
  const body = JSON.stringify({ name: 'Culture', description: 'Les musées.' })
  expect((await fetch(`${server.url}/api/1/organizations/`, { method: 'POST', headers, body })).status).toBe(201)
  const output = runScript(scriptIn('bash'))
  expect(output.match(/^musees\tcreated$/gm)).toHaveLength(2)
  // Tried, run, told: the two files each time.
  expect(output.match(/^published\tliste_202[56]\.csv\t\d+ B$/gm)).toHaveLength(6)
  expect(output).toMatch(/^musees\tListes des musées\tCulture\tok\t-\t2 files published\.[^]*^musees\tunchanged$/m)
})

/** The scripts of docs/use/cli.md, run as they are written. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { MAIN, ROOT, sitDown } from './run-cimaise.ts'

const desk = sitDown((folder) => ({ FLOW_FOLDERS: join(folder, 'ouvert') }))
beforeAll(() => {
  mkdirSync(join(desk.folder, 'ouvert/musees'), { recursive: true })
  writeFileSync(join(desk.folder, 'cle.txt'), desk.key)
  writeFileSync(join(desk.folder, 'cimaise'), `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`)
  chmodSync(join(desk.folder, 'cimaise'), 0o755)
})

const page = readFileSync(join(ROOT, 'docs/use/cli.md'), 'utf8')
const scriptIn = (language: string): string => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(page)?.[1] ?? ''
const runScript = (script: string): string =>
  execFileSync('bash', ['-euo', 'pipefail', '-c', script.replaceAll('https://donnees.example.fr', desk.server.url)], {
    cwd: desk.folder,
    env: { PATH: `${desk.folder}${delimiter}${process.env.PATH}`, XDG_CONFIG_HOME: join(desk.folder, 'config') },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })

test(
  'from nothing to a file that is replaced, words that change, a dataset that everybody sees',
  { timeout: 120_000 },
  async () => {
    const output = runScript(scriptIn('sh'))
    expect(output).toContain('This file is ready to be published.')
    expect(output).toMatch(/Ponts routiers de France\n +id +[0-9a-f]{24}\n/)
    expect(output).toMatch(/tags +ouvrages, ponts, routes\n/)
    expect(output).toContain('"acronym": "PRF"')
    expect(output).toContain('Nothing waits for you.')
    const address = /http\S+\/datasets\/r\/\S+/.exec(output)?.[0] ?? ''
    expect(await (await fetch(address)).text()).toContain('06088;Pont de la mer;121')
  },
)

test('a flow is written, checked, tried, activated, run, told, kept', { timeout: 120_000 }, async () => {
  const table = (year: number) =>
    `code;nom\n${Array.from({ length: 9 }, (_, n) => `0${n};Musée ${n} de ${year}\n`).join('')}`
  for (const year of [2025, 2026]) writeFileSync(join(desk.folder, `ouvert/musees/liste_${year}.csv`), table(year))
  const headers = { 'X-API-KEY': desk.key, 'Content-Type': 'application/json' }
  const body = JSON.stringify({ name: 'Culture', description: 'Les musées.' })
  expect((await fetch(`${desk.server.url}/api/1/organizations/`, { method: 'POST', headers, body })).status).toBe(201)
  const output = runScript(scriptIn('bash'))
  expect(output.match(/^musees\tcreated$/gm)).toHaveLength(2)
  // Tried, run, told: the two files each time.
  expect(output.match(/^published\tliste_202[56]\.csv\t\d+ B$/gm)).toHaveLength(6)
  expect(output).toMatch(/^musees\tListes des musées\tCulture\tok\t-\t2 files published\.[^]*^musees\tunchanged$/m)
})

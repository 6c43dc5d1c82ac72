/** The script of docs/use/scripts.md, run as it is written, and what the portal shows of it. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newDataDir, newKey, removeDataDir, runServer, type RunningServer } from './run-server.ts'

const dataDir = newDataDir()
const folder = mkdtempSync(join(tmpdir(), 'cimaise-script-'))
let server: RunningServer
beforeAll(async () => {
  server = await runServer(dataDir)
})
afterAll(async () => {
  await server.end('SIGTERM')
  removeDataDir(dataDir)
  rmSync(folder, { recursive: true })
})

test(
  'create, upload, replace; the stable address has the new bytes, the old one the old',
  { timeout: 60_000 },
  async () => {
    const key = newKey(dataDir)
    const page = readFileSync(join(import.meta.dirname, '../docs/use/scripts.md'), 'utf8')
    const script = /```sh\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
    const run = script.replace(/^API=.*$/m, `API=${server.url}/api/1`).replace(/^KEY=.*$/m, `KEY=${key}`)
    const output = execFileSync('bash', ['-euo', 'pipefail', '-c', run], { cwd: folder, encoding: 'utf8' })
    expect(output).toContain('"success":true')
    expect(output).toMatch(
      /code;nom;visiteurs\n06088;Musée de la mer;13\ncode;nom;visiteurs\n06088;Musée de la mer;12\n$/,
    )
    const html = await (await fetch(`${server.url}/datasets/liste-des-musees`)).text()
    expect(html).toContain('Musée de la mer')
    expect(html).toContain('>13<')
    expect(html).not.toContain('>12<')
  },
)

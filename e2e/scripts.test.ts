/** The script of docs/use/scripts.md, run as it is written, and what the portal shows of it. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { skipBecause } from '../server/src/testing/skip.ts'
import { newDataDir, newKey, removeDataDir, runServer, type RunningServer } from './run-server.ts'

const dataDir = newDataDir()
const folder = mkdtempSync(join(tmpdir(), 'cimaise-script-'))
let server: RunningServer
let key: string
beforeAll(async () => {
  server = await runServer(dataDir)
  key = newKey(dataDir)
})
afterAll(async () => {
  await server.end('SIGTERM')
  removeDataDir(dataDir)
  rmSync(folder, { recursive: true })
})

const page = readFileSync(join(import.meta.dirname, '../docs/use/scripts.md'), 'utf8')
const scriptIn = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? ''

test(
  'create, upload, replace; the stable address has the new bytes, the old one the old',
  { timeout: 60_000 },
  async () => {
    const run = scriptIn('sh')
      .replace(/^API=.*$/m, `API=${server.url}/api/1`)
      .replace(/^KEY=.*$/m, `KEY=${key}`)
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

test('a resumable upload with curl alone, interrupted once', { timeout: 60_000 }, async () => {
  const headers = { 'X-API-KEY': key, 'Content-Type': 'application/json' }
  const words = JSON.stringify({ title: 'Grand', description: 'Un grand fichier.' })
  const answer = await fetch(`${server.url}/api/1/datasets/`, { method: 'POST', headers, body: words })
  const { id } = (await answer.json()) as { id: string }
  const bytes = `id;nom\n${Array.from({ length: 300_000 }, (_, line) => `${line};Musée ${line % 977}\n`).join('')}`
  writeFileSync(join(folder, 'grand.csv'), bytes)
  const script = scriptIn('bash')
    .replace(/^API=.*$/m, `API=${server.url}/api/1`)
    .replace(/^KEY=.*$/m, `KEY=${key}\nDATASET=${id}`)
  const again = /^# 2\.[^]*?(?=^# 3\.)/m.exec(script)?.[0] ?? ''
  // The first time only a part of it goes.
  const cut = again.replace('tail -c +$((OU + 1)) "$FICHIER"', 'head -c 1000000 "$FICHIER"')
  expect(cut).not.toBe(again)
  const run = script.replace(again, `${cut}\n${again}`)
  const output = execFileSync('bash', ['-euo', 'pipefail', '-c', run], { cwd: folder, encoding: 'utf8' })
  const published = JSON.parse(output.trim()) as { filesize: number; latest: string }
  expect(published.filesize).toBe(Buffer.byteLength(bytes))
  expect(await (await fetch(published.latest)).text()).toBe(bytes)
})

test('in Python: a file in pieces, replaced, put in order; tags; deletion', { timeout: 120_000 }, async (context) => {
  const python = ['python3', '/usr/bin/python3'].find((path) => spawnSync(path, ['-c', 'import ssl']).status === 0)
  if (!python) return skipBecause(context, 'Python is not installed')
  const run = scriptIn('python').replace(/^API, KEY = .*$/m, `API, KEY = "${server.url}/api/1", "${key}"`)
  const output = execFileSync(python, ['-c', run], { cwd: folder, encoding: 'utf8' })
  const [sent = '', tagged = '{}'] = output.trim().split('\n')
  const lines = 500_000
  const bytes = Buffer.byteLength('code;nom\n') + lines * Buffer.byteLength('06088;Musée de la mer\n')
  const dataset = JSON.parse(tagged) as { id: string; tags: string[]; resources: { id: string; filesize: number }[] }
  expect(dataset.tags).toEqual(['culture', 'musees'])
  const [second, first] = dataset.resources
  expect(sent).toBe(`${bytes} ${first?.id}`)
  expect([first?.filesize, second?.filesize]).toEqual([bytes, Buffer.byteLength('Un musée par ligne.')])
  expect((await fetch(`${server.url}/api/1/datasets/${dataset.id}/`)).status).toBe(410)
})

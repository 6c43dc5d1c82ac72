#!/usr/bin/env node
/** `npm test`: everything that must hold, on a machine with only Node and npm. `--fast` leaves the browser out. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { findChromium } from './lib/chromium.mjs'
import { ensureBuilt, ensureInstalled, node24, refuseOldNode, ROOT } from './lib/project.mjs'
import { lastLine, summarize } from './lib/summary.mjs'

refuseOldNode()
const fast = process.argv.includes('--fast')
ensureInstalled()
ensureBuilt()

const folder = mkdtempSync(join(tmpdir(), 'cimaise-report-'))
const reportFile = join(folder, 'vitest.json')
const chromium = fast ? { reason: 'npm run test:fast leaves the browser out' } : findChromium()
const env = {
  ...process.env,
  // Tools start `node` by name: theirs is the project's.
  PATH: `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH}`,
  ...(chromium.path ? { CHROME_PATH: chromium.path } : { CIMAISE_NO_BROWSER: chromium.reason }),
}
console.log(chromium.path ? `Browser tests use ${chromium.path}` : `No browser tests: ${chromium.reason}`)

const tool = (path) => join(ROOT, 'node_modules', path)

/** Runs one tool; its output is shown when it ends, so that two at once stay readable. */
const step = (name, args) =>
  new Promise((resolve) => {
    const started = Date.now()
    const child = spawn(node24(), args, { cwd: ROOT, env })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('close', (code) => {
      const ok = code === 0
      console.log(
        `${ok ? 'ok  ' : 'FAIL'} ${name} (${Math.round((Date.now() - started) / 1000)} s)${ok ? '' : `\n${output}`}`,
      )
      resolve({ name, ok, output })
    })
  })

// Two at a time: the machine we count with has two cores.
const steps = (
  await Promise.all([
    (async () => [
      await step('types: server, client, cli', [tool('typescript/bin/tsc'), '-p', 'tsconfig.json']),
      await step('types: web', [tool('vue-tsc/bin/vue-tsc.js'), '-p', 'web/tsconfig.json']),
    ])(),
    (async () => [
      await step('lint', [tool('eslint/bin/eslint.js'), '.']),
      await step('format', [tool('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn']),
      await step('architecture', [
        tool('dependency-cruiser/bin/dependency-cruiser.mjs'),
        '--config',
        '.dependency-cruiser.cjs',
        'server/src',
        'web/src',
        'client/src',
        'cli/src',
      ]),
    ])(),
  ])
).flat()

const vitest = [
  tool('vitest/vitest.mjs'),
  'run',
  '--reporter=dot',
  '--reporter=json',
  `--outputFile.json=${reportFile}`,
  ...(fast ? ['--exclude', '**/*.e2e.ts'] : []),
]
const tests = await step('tests', vitest)
const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null
rmSync(folder, { recursive: true, force: true })

// The report counts each test; the step itself counts only when it ended without one.
const summary = summarize(report ? steps : [...steps, tests], report)
if (report && !tests.ok && summary.failed === 0) summary.failed = 1
for (const { name, reason } of summary.skipped) console.log(`skipped: ${name} (${reason})`)
console.log(lastLine(summary))
process.exit(summary.failed === 0 ? 0 : 1)

#!/usr/bin/env node
/** `npm run bench`: runs every bench/*.bench.ts, one after the other, and writes bench/results.json. */
import { spawnSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, node24, ROOT, stop } from './lib/project.mjs'

ensureInstalled()
ensureBuilt()
const results = {}
for (const file of readdirSync(join(ROOT, 'bench')).filter((name) => name.endsWith('.bench.ts'))) {
  console.log(`${file}…`)
  const { status, stdout, stderr } = spawnSync(node24(), [join(ROOT, 'bench', file)], { cwd: ROOT, encoding: 'utf8' })
  if (status !== 0) stop(`${file} failed:\n${stderr || stdout}`)
  results[file.replace('.bench.ts', '')] = resultsIn(stdout) ?? stop(`${file} did not end with its results:\n${stdout}`)
}
writeFileSync(join(ROOT, 'bench/results.json'), `${JSON.stringify(results, null, 2)}\n`)
console.log(JSON.stringify(results, null, 2))

/** Each prints its results as JSON on its last line. */
function resultsIn(output) {
  try {
    return JSON.parse(output.trim().split('\n').at(-1))
  } catch {
    return null
  }
}

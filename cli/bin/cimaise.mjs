#!/usr/bin/env node
// Runs on whatever Node the machine has; the command itself needs the project's own (24, which reads TypeScript).
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import(main)
} else {
  const node = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url))
  const { status, error } = spawnSync(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' })
  if (error) console.error('Cimaise is not installed yet: run npm ci (or npm start) in its folder first.')
  process.exit(status ?? 1)
}

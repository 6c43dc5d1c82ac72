#!/usr/bin/env node
// Runs on whatever Node the machine has. In the package the command is built for it; in the repository its sources
// need the project's own (24, which reads TypeScript).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const source = new URL('../src/main.ts', import.meta.url)
if (!existsSync(source)) {
  await import('../dist/main.js')
} else if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import(source.href)
} else {
  const node = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url))
  const { status, error } = spawnSync(node, [fileURLToPath(source), ...process.argv.slice(2)], { stdio: 'inherit' })
  if (error) console.error('Cimaise is not installed yet: run npm ci (or npm start) in its folder first.')
  process.exit(status ?? 1)
}

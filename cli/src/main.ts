/** `cimaise`: what people type. The operator's commands run beside the data; the others speak HTTP. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { HELP, OPERATOR_COMMANDS } from './commands.ts'
import { resourceCommand } from './resource.ts'

const args = process.argv.slice(2)
const name = args.slice(0, 2).join(' ')
const known = OPERATOR_COMMANDS.some(
  (command) => name === command || name.startsWith(`${command} `) || args[0] === command,
)

if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
  console.log(HELP)
} else if (args[0] === 'resource') {
  process.exitCode = await resourceCommand(args.slice(1))
} else if (!known) {
  console.error(`Unknown command: ${args.join(' ')}\n\n${HELP}`)
  process.exitCode = 2
} else {
  // The server's own entry, in the server's own process: this workspace imports nothing of it.
  const entry = fileURLToPath(new URL('../../server/src/commands/main.ts', import.meta.url))
  const { status } = spawnSync(process.execPath, [entry, ...args], { stdio: 'inherit' })
  process.exitCode = status ?? 1
}

import { Command } from 'commander' // Parsing, help and completion of some twenty commands from one description of each.
import manifest from '../package.json' with { type: 'json' }
import { addApiCommand } from './api-request.ts'
import { addCompletionCommand } from './completion.ts'
import { addDatasetCommands } from './dataset/dataset.ts'
import { addFlowCommands } from './flow/flow.ts'
import { addLoginCommands } from './login.ts'
import { OPERATOR_HELP } from './operators.ts'
import { addResourceCommands } from './resource/resource.ts'
import { addStatusCommand } from './status.ts'

/** Every command that speaks HTTP to a server, this machine's or any other of udata's API. */
export const createProgram = (): Command => {
  const program = new Command('cimaise')
    .description('Publish open data on a Cimaise, or on any server of udata’s API (data.gouv.fr).')
    .version(manifest.version)
    .option('--server <url>', 'else CIMAISE_URL, else that of cimaise login, else http://127.0.0.1:7000')
    .option(
      '--api-key-file <file>',
      'a file with the key (- reads the standard input); else CIMAISE_API_KEY, else that of cimaise login',
    )
    .option('--profile <name>', 'which login, when there are several')
    .option('--json', 'the result in JSON')
    .exitOverride()
    .showHelpAfterError()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', ({ error }) => (error ? '' : `\n${OPERATOR_HELP}`))
  addLoginCommands(program)
  addStatusCommand(program)
  addDatasetCommands(program)
  addResourceCommands(program)
  addFlowCommands(program)
  addApiCommand(program)
  addCompletionCommand(program)
  return program
}

/** `dataset list`, `status`…: those that do something. */
export const commandsOf = (command: Command, path: string[] = []): { path: string; command: Command }[] =>
  command.commands.length > 0
    ? command.commands.flatMap((sub) => commandsOf(sub, [...path, sub.name()]))
    : [{ path: path.join(' '), command }]

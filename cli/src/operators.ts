import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { EXIT, type Exit } from './terminal/exit.ts'
import { print, say } from './terminal/output.ts'

/** Commands that work on the data of this machine: the server's `commands/main.ts` carries them out. */
export const OPERATOR_COMMANDS = [
  'user create',
  'user stop-codes',
  'org add-member',
  'config',
  'reindex',
  'clean-up',
  'oauth-client create',
  'oauth-client list',
  'oauth-client delete',
]

export const OPERATOR_HELP = `On the machine of the server (they use DATA_DIR or DATABASE_URL like it, while it runs and while it doesn't):

  cimaise user create --email E --password P [--first-name F] [--last-name L] [--admin] [--api-key]
      Creates an account; --admin makes it administrator of the site; --api-key prints a new key.
  cimaise user stop-codes --email E
      Stops two-step sign-in for somebody who lost their application and their recovery codes.
  cimaise org add-member --org ID_OR_SLUG --email E [--role admin|editor]
      Makes the person a member of the organization, or changes their role.
  cimaise config
      Lists every setting, its value and what it is for.
  cimaise reindex
      Makes the search index again from what it describes.
  cimaise clean-up
      Does now what the server does at night: what is past its time goes, and bytes that nothing needs.
  cimaise oauth-client create --name N --redirect-uri URI [--redirect-uri URI] [--confidential] [--internal] [--scope S]
      Lets a site or a program act for people who allow it; prints its id and, once, the secret of a confidential one.
  cimaise oauth-client list
      Lists these clients.
  cimaise oauth-client delete --id ID
      Ends a client and everything that people allowed it.`

/** `user`, `config`…: whatever follows, the server's own entry judges it. */
export const isOperators = (args: string[]): boolean =>
  OPERATOR_COMMANDS.some((command) => command.split(' ')[0] === args[0])

/** In the server's own process: this workspace imports nothing of it. */
export const runOperators = (args: string[]): Exit => {
  if (args.includes('--help') || args.includes('-h')) {
    print(OPERATOR_HELP)
    return EXIT.done
  }
  const entry = fileURLToPath(new URL('../../server/src/commands/main.ts', import.meta.url))
  if (!existsSync(entry)) {
    say(`cimaise ${args[0]} runs on the machine of the server, in its folder: npx cimaise ${args.join(' ')}`)
    return EXIT.usage
  }
  const { status } = spawnSync(process.execPath, [entry, ...args], { stdio: 'inherit' })
  return (status ?? EXIT.refused) as Exit
}

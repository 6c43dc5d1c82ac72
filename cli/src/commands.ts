/** Commands that work on the data of this machine: the server's `commands/main.ts` carries them out. */
export const OPERATOR_COMMANDS = ['user create', 'user stop-codes', 'org add-member', 'config']

export const HELP = `cimaise: operate a Cimaise server

  cimaise user create --email E --password P [--first-name F] [--last-name L] [--admin] [--api-key]
      Creates an account; --admin makes it administrator of the site; --api-key prints a new key.
  cimaise user stop-codes --email E
      Stops two-step sign-in for somebody who lost their application and their recovery codes.
  cimaise org add-member --org ID_OR_SLUG --email E [--role admin|editor]
      Makes the person a member of the organization, or changes their role.
  cimaise config
      Lists every setting, its value and what it is for.

These commands use DATA_DIR or DATABASE_URL like the server; they work while it runs and while it doesn't.`

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

/** Commands that speak HTTP to a server, this machine's or any other of udata's API. */
export const REMOTE_COMMANDS = ['resource add', 'resource replace']

export const HELP = `cimaise: operate a Cimaise server

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
      Ends a client and everything that people allowed it.

These commands use DATA_DIR or DATABASE_URL like the server; they work while it runs and while it doesn't.

  cimaise resource add --dataset ID_OR_SLUG FILE
  cimaise resource replace --dataset ID_OR_SLUG --resource ID FILE
      [--server URL] [--api-key-file FILE] [--reason WORDS] [--confirm] [--dry-run]
      Sends a file to a server of udata's API, prints the report and, when nothing speaks against it, publishes; the
      stable address alone is on the standard output. A serious finding asks for --confirm and --reason.
      An interrupted command goes on where it was when it is run again, if the server is a Cimaise.
      CIMAISE_URL is the server when --server isn't given, CIMAISE_API_KEY the key.
      Exit codes: 0 done, 1 refused, 2 wrong command, 3 to be confirmed, 4 no answer.`

import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { send, type Api } from './connection/api.ts'
import { connect, type Where } from './connection/connect.ts'
import { EXIT, exits, WrongCommand, type Exit } from './terminal/exit.ts'
import { say } from './terminal/output.ts'

interface Options extends Where {
  method?: string
  field: string[]
  jsonField: string[]
  input?: string
  header: string[]
  include?: boolean
}

const several = (value: string, earlier: string[]): string[] => [...earlier, value]

/** `api`: one request of the API as it is, with the key. */
export const addApiCommand = (program: Command): void => {
  program
    .command('api')
    .description("one request of the API with your key; the answer's body is on the standard output")
    .argument('<path>', 'me/, datasets/x/ (under /api/1/), or from the root: /api/2/…')
    .option('-X, --method <method>', 'else GET, or POST when there is something to send')
    .option('-f, --field <name=value>', 'a text of the JSON to send, or a parameter of a GET', several, [])
    .option('-F, --json-field <name=json>', 'the same, of true, 12, null, ["a"]…', several, [])
    .option('--input <file>', 'the body to send (- reads the standard input)')
    .option('-H, --header <name: value>', 'one more header', several, [])
    .option('-i, --include', 'the status and the headers too')
    .action(exits((path: string, _: unknown, command: Command) => call(path, command.optsWithGlobals())))
}

const call = async (path: string, options: Options): Promise<Exit> => {
  const api = connect(options)
  const fields = fieldsOf(options)
  const body = options.input === undefined ? undefined : readFileSync(options.input === '-' ? 0 : options.input)
  if (body && fields) throw new WrongCommand('Give --input or fields, not both.')
  const method = (options.method ?? (body || fields ? 'POST' : 'GET')).toUpperCase()
  const inAddress = fields && ['GET', 'HEAD', 'DELETE'].includes(method)
  const response = await send(api, method, addressOf(api, path, inAddress ? fields : {}), {
    headers: { ...(body || fields ? { 'content-type': 'application/json' } : {}), ...headersOf(options.header) },
    body: body ?? (fields && !inAddress ? JSON.stringify(fields) : undefined),
  })
  if (options.include) {
    process.stdout.write(`${response.status} ${response.statusText}\n`)
    for (const [name, value] of response.headers) process.stdout.write(`${name}: ${value}\n`)
    process.stdout.write('\n')
  }
  await writeOut(response, options.json === true)
  if (response.ok) return EXIT.done
  say(`The server answers ${response.status}.`)
  return EXIT.refused
}

/** The bytes as they are; JSON in lines for eyes, or when it is asked for. */
const writeOut = async (response: Response, pretty: boolean): Promise<void> => {
  if (response.headers.get('content-type')?.includes('json') && (pretty || process.stdout.isTTY)) {
    process.stdout.write(`${JSON.stringify(await response.json(), null, 2)}\n`)
    return
  }
  for await (const chunk of response.body ?? []) {
    if (!process.stdout.write(chunk)) await new Promise((resolve) => process.stdout.once('drain', resolve))
  }
}

/** Never another site: the key goes with the request. */
const addressOf = ({ server }: Api, path: string, parameters: object): string => {
  if (/^[a-z][a-z+.-]*:|^\/\//i.test(path) && !path.startsWith(`${server}/`))
    throw new WrongCommand(`"${path}" is not on ${server}. Give a path, or the server with --server.`)
  const own = path.startsWith(`${server}/`) ? path.slice(server.length) : path
  const query = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)])).toString()
  return `${own.startsWith('/') ? own : `/api/1/${own}`}${query && `${own.includes('?') ? '&' : '?'}${query}`}`
}

const fieldsOf = ({ field, jsonField }: Options): Record<string, unknown> | undefined => {
  if (field.length + jsonField.length === 0) return undefined
  const texts = field.map((one) => pairIn(one, '='))
  const values = jsonField.map((one): [string, unknown] => {
    const [name, json] = pairIn(one, '=')
    return [name, jsonIn(name, json)]
  })
  return Object.fromEntries([...texts, ...values])
}

const jsonIn = (name: string, text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new WrongCommand(`${name} is not JSON: ${text}. A text goes with --field.`)
  }
}

const headersOf = (headers: string[]): Record<string, string> =>
  Object.fromEntries(headers.map((one) => pairIn(one, ':')))

const pairIn = (text: string, separator: string): [string, string] => {
  const at = text.indexOf(separator)
  if (at < 1) throw new WrongCommand(`"${text}" must be name${separator}value.`)
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ask, patiently, Refused, Unreachable, type Api } from './api.ts'
import { isResumable, openFile, pathOf, sendResumable, sendWhole, type LocalFile, type Target } from './send-file.ts'

/** What scripts can tell apart. */
const EXIT = { done: 0, refused: 1, usage: 2, confirm: 3, unreachable: 4 } as const

const USAGE = `cimaise resource add     --dataset ID_OR_SLUG FILE
cimaise resource replace --dataset ID_OR_SLUG --resource ID FILE
  [--server URL] [--api-key-file FILE] [--reason WORDS] [--confirm] [--dry-run]`

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** `resource add` and `resource replace`: sends a file to any server that speaks udata's API. The exit code. */
export const resourceCommand = async (args: string[]): Promise<number> => {
  const [verb, ...rest] = args
  const order = verb === 'add' || verb === 'replace' ? orderOf(verb, rest) : undefined
  if (!order) {
    say(USAGE)
    return EXIT.usage
  }
  try {
    return await carryOut(order)
  } catch (error) {
    if (error instanceof Refused || error instanceof Unreachable) say(error.message)
    else if ((error as { code?: string }).code === 'ENOENT') say(`${order.path} does not exist.`)
    else throw error
    if (error instanceof Unreachable) say('Run the same command again: it goes on from what arrived.')
    return error instanceof Unreachable ? EXIT.unreachable : EXIT.refused
  }
}

interface Order {
  api: Api
  target: Target
  path: string
  reason: string | null
  confirm: boolean
  dryRun: boolean
}

const orderOf = (verb: 'add' | 'replace', args: string[]): Order | undefined => {
  const { values, positionals } = readOptions(args)
  const [path, ...others] = positionals
  const { dataset, resource, server = process.env.CIMAISE_URL ?? 'http://127.0.0.1:7000' } = values
  const key = keyIn(values['api-key-file'])
  if (!dataset || !path || others.length > 0 || (verb === 'replace') !== (resource !== undefined)) return undefined
  if (!key) {
    say('Set CIMAISE_API_KEY, or give --api-key-file (- reads the standard input).')
    return undefined
  }
  return {
    ...{ api: { server: server.replace(/\/+$/, ''), key }, target: { dataset, resource }, path },
    ...{ reason: values.reason ?? null, confirm: values.confirm, dryRun: values['dry-run'] },
  }
}

const OPTIONS = {
  dataset: { type: 'string' },
  resource: { type: 'string' },
  server: { type: 'string' },
  'api-key-file': { type: 'string' },
  reason: { type: 'string' },
  confirm: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
} as const

const readOptions = (args: string[]) => {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true })
  } catch (error) {
    say((error as Error).message)
    return parseArgs({ args: [], options: OPTIONS, allowPositionals: true })
  }
}

/** Never an option of its own: other people of the machine read command lines. */
const keyIn = (file: string | undefined): string | undefined =>
  file === undefined ? process.env.CIMAISE_API_KEY : readFileSync(file === '-' ? 0 : file, 'utf8').trim()

const carryOut = async (order: Order): Promise<number> => {
  const { api, target, dryRun } = order
  const file = await openFile(order.path)
  if (await isResumable(api, say)) return depositAndPublish(order, file)
  if (dryRun) throw new Refused(0, `${api.server} can't look at a file without publishing it.`)
  say(`Sending ${file.name} in one piece: ${api.server} does not take resumable uploads.`)
  const { url } = await sendWhole(api, target, file)
  process.stdout.write(`${url}\n`)
  return EXIT.done
}

interface Deposit {
  id: string
  state: string
  report: Report | null
}
interface Report {
  verdict: 'publish' | 'confirm' | 'unchanged'
  sentence: string
  findings: { severity: string; message: string }[]
  comparison: { rows: { added: number; removed: number; changed: number } | null } | null
}

/** Looked at first: what has a serious finding is published only with `--confirm` and a reason. */
const depositAndPublish = async ({ api, target, reason, confirm, dryRun }: Order, file: LocalFile): Promise<number> => {
  const upload = await sendResumable(api, target, file, say)
  const body = { upload, checksum: `sha256:${file.sha256}` }
  const once = { 'Idempotency-Key': upload }
  const made = await patiently(() => ask<Deposit>(api, 'POST', `${pathOf(target)}deposits/?lang=en`, body, once), say)
  const here = `${pathOf({ dataset: target.dataset })}deposits/${made.id}/`
  let deposit = made
  while (!deposit.report) deposit = await patiently(() => ask<Deposit>(api, 'GET', `${here}?lang=en`), say)
  tell(deposit.report)

  const blocked = deposit.report.verdict === 'confirm' && !(confirm && reason)
  if (dryRun || blocked) {
    await patiently(() => ask(api, 'DELETE', here), say)
    say(
      blocked
        ? 'Nothing was published: give --confirm and --reason to publish it all the same.'
        : 'Nothing was published.',
    )
    return blocked ? EXIT.confirm : EXIT.done
  }
  const decision = { reason, confirm }
  const published = await patiently(
    () => ask<{ latest: string; unchanged: boolean }>(api, 'POST', `${here}publish/?lang=en`, decision, once),
    say,
  )
  say(published.unchanged ? 'The file is already there: nothing has changed.' : 'Published.')
  process.stdout.write(`${published.latest}\n`)
  return EXIT.done
}

const tell = ({ sentence, findings, comparison }: Report): void => {
  say(sentence)
  for (const { severity, message } of findings) say(`  ${severity}: ${message}`)
  const rows = comparison?.rows
  if (rows) say(`  rows: ${rows.added} added, ${rows.removed} removed, ${rows.changed} changed`)
}

import { readFileSync } from 'node:fs'
import { applyFlows, getFlowYaml, getMe, listFlows, type Flow } from '@cimaise/client'
import type { Command } from 'commander'
import { connectWithKey, type Where } from '../connection/connect.ts'
import { Refused } from '../connection/failures.ts'
import { organizationNamed } from '../connection/named.ts'
import { EXIT, exits, WrongCommand, type Exit } from '../terminal/exit.ts'
import { momentOf, printJson, printRow, printTable, say } from '../terminal/output.ts'
import { onCimaise } from './on-cimaise.ts'
import { addRunCommands } from './runs.ts'

/** `flow …`: automatic flows, on a Cimaise. */
export const addFlowCommands = (program: Command): void => {
  const group = program
    .command('flow')
    .summary('automatic flows (on a Cimaise)')
    .description(
      'Automatic flows: files that a Cimaise takes by itself from a bucket, a web address, a server of files…',
    )
  group
    .command('list')
    .description("your organizations' flows, those that need somebody first: slug, health, next run, last run")
    .option('--organization <id>', 'by id or slug')
    .option('--dataset <id>', 'those that feed it')
    .action(exits((_: unknown, command: Command) => list(command.optsWithGlobals())))
  group
    .command('apply')
    .description('create or change flows from YAML, by their slugs; errors say lines')
    .requiredOption('-f, --file <file>', 'the YAML (- reads the standard input)')
    .option('--organization <id>', 'by id or slug; yours when you are in one only')
    .option('--dry-run', 'only check')
    .action(exits((_: unknown, command: Command) => apply(command.optsWithGlobals())))
  group
    .command('export')
    .description('print a flow in YAML, as apply takes it; without its secrets')
    .argument('<flow>', 'id or slug')
    .action(exits((id: string, _: unknown, command: Command) => exportOne(id, command.optsWithGlobals())))
  addRunCommands(group)
}

const list = async (options: Where & { organization?: string; dataset?: string }): Promise<Exit> => {
  const api = connectWithKey(options)
  const flows = await onCimaise(api, async () => {
    const organization = options.organization && (await organizationNamed(options.organization)).id
    return listAll(organization, options.dataset)
  })
  if (options.json) printJson(flows)
  else {
    const rows = flows.map(({ slug, name, organization, health, next_run_at, last_run }) => [
      ...[slug, name, organization.name, health, momentOf(next_run_at), last_run?.sentence ?? '-'],
    ])
    printTable(['FLOW', 'NAME', 'ORGANIZATION', 'HEALTH', 'NEXT RUN', 'LAST RUN'], rows)
  }
  if (flows.length === 0) say('No flow.')
  return EXIT.done
}

const listAll = async (organization: string | undefined, dataset: string | undefined): Promise<Flow[]> => {
  const flows: Flow[] = []
  for (let page = 1; ; page += 1) {
    const { data, total } = await listFlows({ organization, dataset, page, page_size: 100 })
    flows.push(...data)
    if (data.length === 0 || flows.length >= total) return flows
  }
}

const apply = async (options: Where & { file: string; organization?: string; dryRun?: boolean }): Promise<Exit> => {
  const api = connectWithKey(options)
  const yaml = readFileSync(options.file === '-' ? 0 : options.file, 'utf8')
  const { flows } = await onCimaise(api, async () =>
    applyFlows(await organizationOf(options.organization), yaml, options.dryRun),
  ).catch((error: unknown) => {
    throw error instanceof Refused ? new Refused(error.status, inFile(options.file, error.message)) : error
  })
  if (options.json) printJson(flows)
  else for (const { slug, action } of flows) printRow([slug, action])
  const drafts = flows.flatMap(({ slug, flow }) => (flow?.state === 'draft' ? [slug] : []))
  if (options.dryRun) say('The definitions are right. Nothing was written.')
  else for (const slug of drafts) say(`${slug} is a draft. ${ACTIVATE}${slug}/activate/`)
  return EXIT.done
}

const ACTIVATE = 'Give its secrets and activate it on the site, or with cimaise api -X POST flows/'

/** Mistakes have lines: of this file. */
const inFile = (file: string, words: string): string => words.replace(/^yaml: /gm, file === '-' ? '' : `${file}: `)

const organizationOf = async (given: string | undefined): Promise<string> => {
  if (given) return (await organizationNamed(given)).id
  const { organizations = [] } = await getMe()
  const [only, ...others] = organizations
  if (only && others.length === 0) return only.id
  throw new WrongCommand(
    only
      ? `Say for which organization, with --organization: ${organizations.map(({ slug }) => slug).join(', ')}.`
      : 'A flow belongs to an organization, and you are in none.',
  )
}

const exportOne = async (id: string, options: Where): Promise<Exit> => {
  const api = connectWithKey(options)
  const yaml = await onCimaise(api, () => getFlowYaml(id))
  if (options.json) printJson({ yaml })
  else process.stdout.write(yaml)
  return EXIT.done
}

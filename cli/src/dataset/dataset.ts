import {
  createDataset,
  createDraft,
  listMyDatasets,
  searchDatasets,
  updateDataset,
  type Dataset,
} from '@cimaise/client'
import type { Command } from 'commander'
import { connect, connectWithKey, type Where } from '../connection/connect.ts'
import { datasetNamed, organizationNamed } from '../connection/named.ts'
import { EXIT, exits, WrongCommand, type Exit } from '../terminal/exit.ts'
import { dayOf, print, printJson, printTable, say } from '../terminal/output.ts'
import { readMetadata, takesMetadata, type MetadataOptions } from './metadata.ts'
import { pageOf, showDataset, stateOf } from './show-dataset.ts'

interface Search extends Where {
  mine?: boolean
  query?: string
  organization?: string
  tag?: string
  limit: number
}

/** `dataset …`: on any server of udata's API. */
export const addDatasetCommands = (program: Command): void => {
  const group = program.command('dataset').summary('datasets: list, show, create, edit').description('Datasets.')
  group
    .command('list')
    .description(
      'datasets that everybody can find, or your own; one a line: id, title, organization, state, update, files',
    )
    .option('--mine', "your own and your organizations', drafts included")
    .option('-q, --query <words>', 'every word')
    .option('--organization <id>', 'by id or slug')
    .option('--tag <tag>')
    .option('--limit <number>', 'at most so many', numberOf, 20)
    .action(exits((_: unknown, command: Command) => list(command.optsWithGlobals())))
  group
    .command('show')
    .description('a dataset and its files')
    .argument('<dataset>', 'id or slug')
    .action(exits((id: string, _: unknown, command: Command) => show(id, command.optsWithGlobals())))
  takesMetadata(group.command('create').description('create a dataset; its id is on the standard output'))
    .option('--organization <id>', 'for an organization, by id or slug; else for yourself')
    .action(exits((_: unknown, command: Command) => create(command.optsWithGlobals())))
  takesMetadata(group.command('edit').description('change what is given, keep the rest'))
    .argument('<dataset>', 'id or slug')
    .action(exits((id: string, _: unknown, command: Command) => edit(id, command.optsWithGlobals())))
}

const numberOf = (text: string): number => {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new WrongCommand(`"${text}" is not a number of datasets.`)
  return number
}

const list = async (options: Search): Promise<Exit> => {
  const [datasets, total] = await (options.mine ? listMine(options) : search(options))
  if (options.json) printJson(datasets)
  else {
    const rows = datasets.map((dataset) => [
      ...[dataset.id, dataset.title, dataset.organization?.name ?? '-', stateOf(dataset)],
      ...[dayOf(dataset.last_update ?? dataset.last_modified), String(countFiles(dataset))],
    ])
    printTable(['ID', 'TITLE', 'ORGANIZATION', 'STATE', 'UPDATED', 'FILES'], rows)
  }
  if (total > datasets.length) say(`${datasets.length} of ${total}: --limit shows more.`)
  if (total === 0) say('No dataset.')
  return EXIT.done
}

/** Newer servers of udata's tell of the files only how many they are. */
const countFiles = ({ resources }: Dataset): number =>
  Array.isArray(resources) ? resources.length : ((resources as { total?: number } | undefined)?.total ?? 0)

const listMine = async (options: Search): Promise<[Dataset[], number]> => {
  connectWithKey(options)
  if (options.query || options.tag || options.organization)
    throw new WrongCommand('--mine lists all of yours: it takes no --query, --tag or --organization.')
  const mine = await listMyDatasets()
  return [mine.slice(0, options.limit), mine.length]
}

const PAGE = 50

const search = async (options: Search): Promise<[Dataset[], number]> => {
  connect(options)
  const organization = options.organization && (await organizationNamed(options.organization)).id
  const found: Dataset[] = []
  for (let page = 1; ; page += 1) {
    const query = { q: options.query, organization, tag: options.tag, page, page_size: Math.min(PAGE, options.limit) }
    const { data, total } = await searchDatasets(query)
    found.push(...data)
    if (data.length === 0 || found.length >= Math.min(total, options.limit))
      return [found.slice(0, options.limit), total]
  }
}

const show = async (id: string, options: Where): Promise<Exit> => {
  connect(options)
  const { value } = await datasetNamed(id)
  if (options.json) printJson(value)
  else showDataset(value)
  return EXIT.done
}

const create = async (options: Where & MetadataOptions & { organization?: string }): Promise<Exit> => {
  connectWithKey(options)
  const input = await readMetadata(options)
  const organization = options.organization ? (await organizationNamed(options.organization)).id : input.organization
  const made = await (input.private ? createDraft : createDataset)({ ...input, organization })
  return tellWritten(made, options, made.private ? 'Created, private' : 'Created and public')
}

const edit = async (id: string, options: Where & MetadataOptions): Promise<Exit> => {
  connectWithKey(options)
  const input = await readMetadata(options)
  const { value, etag } = await datasetNamed(id)
  const changed = await updateDataset(value.id, input, etag)
  return tellWritten(changed.value, options, 'Changed')
}

const tellWritten = (dataset: Dataset, { json }: Where, done: string): Exit => {
  say(`${done}: ${pageOf(dataset)}`)
  if (json) printJson(dataset)
  else print(dataset.id)
  return EXIT.done
}

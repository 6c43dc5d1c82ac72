import { getRun, listRuns, startRun, type FlowRun } from '@cimaise/client'
import type { Command } from 'commander'
import { Refused } from '../connection/failures.ts'
import { connectWithKey, type Where } from '../connection/connect.ts'
import { EXIT, exits, WrongCommand, type Exit } from '../terminal/exit.ts'
import { printJson, say } from '../terminal/output.ts'
import { follow } from './follow-run.ts'
import { onCimaise } from './on-cimaise.ts'

/** `flow run` and `flow logs`. */
export const addRunCommands = (group: Command): void => {
  group
    .command('run')
    .description('run a flow now and follow it: each decision on the standard output')
    .argument('<flow>', 'id or slug')
    .option('--dry-run', 'say what it would do, publish nothing')
    .option('--backfill', "take the source's old files too, oldest first")
    .option('--all', 'the unchanged and ignored files too')
    .option('--no-wait', 'begin it only')
    .addHelpText('after', EXITS)
    .action(exits((id: string, _: unknown, command: Command) => run(id, command.optsWithGlobals())))
  group
    .command('logs')
    .description('what a run decided of each file: outcome, file, size, why')
    .argument('<flow>', 'id or slug')
    .option('--run <number>', 'else the last one', numberOf)
    .option('--follow', 'until it ends')
    .option('--all', 'the unchanged and ignored files too')
    .addHelpText('after', EXITS)
    .action(exits((id: string, _: unknown, command: Command) => logs(id, command.optsWithGlobals())))
}

const EXITS = '\nExit codes: 0 done, 1 the run failed, 3 files are held or failed, 4 no answer.'

const numberOf = (text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new WrongCommand(`"${text}" is not the number of a run.`)
  return Number(text)
}

const run = async (
  flow: string,
  options: Where & { dryRun?: boolean; backfill?: boolean; all?: boolean; wait: boolean },
): Promise<Exit> => {
  const api = connectWithKey(options)
  const begun = await onCimaise(api, () => startRun(flow, { dry: options.dryRun, backfill: options.backfill }))
  if (begun.dry !== (options.dryRun ?? false)) say('Another run is under way: this is it.')
  if (options.wait) return follow(flow, begun, { ...options, wait: true })
  if (options.json) printJson(begun)
  else say(`Run ${begun.number} has begun: cimaise flow logs ${flow} --run ${begun.number} --follow`)
  return EXIT.done
}

const logs = async (
  flow: string,
  options: Where & { run?: number; follow?: boolean; all?: boolean },
): Promise<Exit> => {
  const api = connectWithKey(options)
  const found = await onCimaise(api, () => findRun(flow, options.run))
  return follow(flow, found, { ...options, wait: options.follow ?? false })
}

/** Runs come newest first. */
const findRun = async (flow: string, number: number | undefined): Promise<FlowRun> => {
  for (let page = 1; ; page += 1) {
    const { data, total, page_size } = await listRuns(flow, page)
    const found = number === undefined ? data[0] : data.find((one) => one.number === number)
    if (found) return getRun(flow, found.id)
    if (page * page_size >= total)
      throw new Refused(404, number === undefined ? `${flow} has not run yet.` : `${flow} has no run ${number}.`)
  }
}

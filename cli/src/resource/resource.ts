import { publishDeposit } from '@cimaise/client'
import type { Command } from 'commander'
import { patiently } from '../connection/api.ts'
import { Refused, Unreachable } from '../connection/failures.ts'
import { connectWithKey, type Where } from '../connection/connect.ts'
import { EXIT, exits, type Exit } from '../terminal/exit.ts'
import { print, printJson, say } from '../terminal/output.ts'
import { exitOf, forget, lookAtFile, tell, type Looked } from './look-at-file.ts'
import { isResumable, openFile, type LocalFile, type Target } from './send-file.ts'
import { sendWhole } from './send-whole.ts'

interface Options extends Where {
  dataset: string
  resource?: string
  reason?: string
  confirm?: boolean
  dryRun?: boolean
}

/** `resource …`: files sent to any server that speaks udata's API. */
export const addResourceCommands = (program: Command): void => {
  const group = program.command('resource').summary('files of a dataset').description(ABOUT)
  const sends = (command: Command) =>
    command
      .requiredOption('--dataset <id>', 'the dataset, by id or slug')
      .option('--reason <words>', 'why, kept with the version')
      .option('--confirm', 'publish in spite of a serious finding; asks for --reason')
      .option('--dry-run', 'show the report, publish nothing')
      .action(exits((path: string, _: unknown, command: Command) => publish(path, command.optsWithGlobals())))

  sends(group.command('add').description('publish a new file').argument('<file>'))
  sends(
    group
      .command('replace')
      .description('publish the next version of a file, at the same stable address')
      .argument('<file>')
      .requiredOption('--resource <id>', 'the file to replace'),
  )
  group
    .command('check')
    .description('show the report of a file and publish nothing; the exit code is by severity')
    .argument('<file>')
    .requiredOption('--dataset <id>', 'the dataset that it is meant for, by id or slug')
    .option('--resource <id>', 'the file to compare with, as its next version')
    .action(exits((path: string, _: unknown, command: Command) => check(path, command.optsWithGlobals())))
}

const ABOUT = `Files of a dataset. The server looks at a file, then publishes it when nothing speaks against it; the stable
address alone is on the standard output. An interrupted command goes on where it was when it is run again, if the
server is a Cimaise. Exit codes: 0 done, 1 refused, 2 wrong command, 3 serious finding, 4 no answer; check also 5,
warnings only.`

const publish = async (path: string, options: Options): Promise<Exit> => {
  const api = connectWithKey(options)
  const file = await openFile(path)
  if (await isResumable(api, say))
    return orAgain(async () => {
      const looked = await lookAtFile(api, options, file)
      tell(looked.report, say)
      return decide(looked, options)
    })
  if (options.dryRun) throw new Refused(0, `${api.server} can't look at a file without publishing it.`)
  say(`Sending ${file.name} in one piece: ${api.server} does not take resumable uploads.`)
  return publishWhole(options, file)
}

const orAgain = async <T>(send: () => Promise<T>): Promise<T> => {
  try {
    return await send()
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    throw new Unreachable(`${error.message}\nRun the same command again: it goes on from what arrived.`)
  }
}

const publishWhole = async (options: Options, file: LocalFile): Promise<Exit> => {
  const published = await sendWhole(options, file)
  if (options.json) printJson({ published, report: null })
  else print(published.latest ?? published.url ?? '')
  return EXIT.done
}

/** What has a serious finding is published only with `--confirm` and a reason. */
const decide = async (looked: Looked, options: Options): Promise<Exit> => {
  const { reason = null, confirm = false, dryRun, json } = options
  const { dataset, deposit, report, once } = looked
  const blocked = report.verdict === 'confirm' && !(confirm && reason)
  if (dryRun || blocked) {
    await forget(looked)
    const words = blocked ? ': give --confirm and --reason to publish it all the same.' : '.'
    say(`Nothing was published${words}`)
    if (json) printJson({ published: null, report })
    return blocked ? EXIT.confirm : EXIT.done
  }
  const sent = () => publishDeposit(dataset, deposit.id, { reason, confirm }, once)
  const published = await patiently(sent, say)
  say(published.unchanged ? 'The file is already there: nothing has changed.' : 'Published.')
  if (json) printJson({ published, report })
  else print(published.latest)
  return EXIT.done
}

const check = async (path: string, options: Target & Where): Promise<Exit> => {
  const api = connectWithKey(options)
  const file = await openFile(path)
  if (!(await isResumable(api, say))) throw new Refused(0, `${api.server} can't look at a file without publishing it.`)
  const looked = await orAgain(() => lookAtFile(api, options, file))
  await forget(looked)
  if (options.json) printJson(looked.report)
  else tell(looked.report, print)
  return exitOf(looked.report)
}

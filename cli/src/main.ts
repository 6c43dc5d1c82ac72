/** `cimaise`: what people type. The operator's commands run beside the data; the others speak HTTP. */
import { CommanderError } from 'commander'
import { Refused, Unreachable } from './connection/failures.ts'
import { isOperators, runOperators } from './operators.ts'
import { createProgram } from './program.ts'
import { EXIT, WrongCommand, type Exit } from './terminal/exit.ts'
import { say } from './terminal/output.ts'

const main = async (args: string[]): Promise<void> => {
  if (isOperators(args)) process.exitCode = runOperators(args)
  else await createProgram().parseAsync(args.length > 0 ? args : ['--help'], { from: 'user' })
}

/** What happened in words, when it can be said. */
const explain = (error: unknown): Exit => {
  // Commander has said it.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
  if (error instanceof WrongCommand) return tell(error.message, EXIT.usage)
  if (error instanceof Unreachable) return tell(error.message, EXIT.unreachable)
  if (error instanceof Refused) return tell(error.message, EXIT.refused)
  const { code, path } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return tell(`${path} does not exist.`, EXIT.refused)
  if (code === 'EACCES') return tell(`You may not use ${path}.`, EXIT.refused)
  if (code === 'EISDIR') return tell(`${path ?? 'This'} is a folder: give a file.`, EXIT.refused)
  throw error
}

const tell = (words: string, exit: Exit): Exit => {
  say(words)
  return exit
}

// `cimaise … | head` closes our standard output: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  throw error
})

await main(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = explain(error)
})

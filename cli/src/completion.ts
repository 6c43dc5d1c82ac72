import { Argument, type Command, type Option } from 'commander'
import { OPERATOR_COMMANDS } from './operators.ts'
import { SCRIPTS, SHELLS, type Shell, type Words } from './completion-scripts.ts'
import { exits, EXIT } from './terminal/exit.ts'

/** `completion`: what Tab proposes, made from the commands themselves. */
export const addCompletionCommand = (program: Command): void => {
  program
    .command('completion')
    .description('a completion script: source <(cimaise completion bash)')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .addHelpText('after', INSTALL)
    .action(
      exits((shell: Shell) => {
        process.stdout.write(SCRIPTS[shell](wordsOf(program)))
        return EXIT.done
      }),
    )
}

const INSTALL = `
bash  echo 'source <(cimaise completion bash)' >> ~/.bashrc
zsh   echo 'source <(cimaise completion zsh)' >> ~/.zshrc       (after compinit)
fish  cimaise completion fish > ~/.config/fish/completions/cimaise.fish`

/** What can follow each command. */
const wordsOf = (program: Command): Words[] => {
  const common = program.options.filter(({ long }) => long !== '--version').map(ofOption)
  const walk = (command: Command, path: string[]): Words[] => {
    const choices = command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices)
    const words = [
      ...command.commands.map((sub) => ({ word: sub.name(), about: sub.summary() || sub.description() })),
      ...choices.map((word) => ({ word, about: '' })),
      ...command.options.map(ofOption),
      ...(path.length > 0 ? common : operatorsAfter('')),
    ]
    return [{ path: path.join(' '), words }, ...command.commands.flatMap((sub) => walk(sub, [...path, sub.name()]))]
  }
  return [...walk(program, []), ...operatorGroups()]
}

const ofOption = ({ long, short, description }: Option) => ({ word: long ?? short ?? '', about: description })

const operatorGroups = (): Words[] =>
  operatorsAfter('').map(({ word }) => ({ path: word, words: operatorsAfter(`${word} `) }))

/** The words that follow, in the operator's commands that begin so. */
const operatorsAfter = (start: string): Words['words'] => {
  const following = OPERATOR_COMMANDS.filter((name) => name.startsWith(start)).map(
    (name) => name.slice(start.length).split(' ')[0] ?? '',
  )
  return [...new Set(following)].map((word) => ({ word, about: 'on the machine of the server' }))
}

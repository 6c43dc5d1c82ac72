export interface Words {
  /** `dataset list`; empty for the command alone. */
  path: string
  words: { word: string; about: string }[]
}

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

/** Each finds which command is being typed, options aside, then proposes what can follow; elsewhere files. */
export const SCRIPTS: Record<Shell, (all: Words[]) => string> = {
  bash: (all) => `# cimaise completion bash
_cimaise() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" seen="" word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$seen $word" in
${casesOfSeen(all)}
    esac
  done
  case "$seen" in
${all.map(({ path, words }) => `    ${quoted(path)}) words=${quoted(words.map(({ word }) => word).join(' '))} ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _cimaise cimaise
`,
  zsh: (all) => `#compdef cimaise
_cimaise() {
  local seen="" word
  local -a proposed
  for word in "\${words[@]:1:$((CURRENT - 2))}"; do
    case "$seen $word" in
${casesOfSeen(all)}
    esac
  done
  case "$seen" in
${all.map(({ path, words }) => `    ${quoted(path)}) proposed=(${words.map(inZsh).join(' ')}) ;;`).join('\n')}
  esac
  _describe -V cimaise proposed
  _files
}
compdef _cimaise cimaise
`,
  fish: (all) => `# cimaise completion fish
${all.flatMap(({ path, words }) => words.map((one) => inFish(conditionOf(all, path), one))).join('\n')}
`,
}

/** `' dataset') seen='dataset'`, `'dataset list') seen='dataset list'`. */
const casesOfSeen = (all: Words[]): string =>
  all
    .flatMap(({ path }) => path || [])
    .map((path) => `      ${quoted(path.includes(' ') ? path : ` ${path}`)}) seen=${quoted(path)} ;;`)
    .join('\n')

const inZsh = ({ word, about }: Words['words'][number]): string => quoted(`${word}:${about.replace(/[:\\]/g, ' ')}`)

/** The command has been typed, and none of its subcommands yet. */
const conditionOf = (all: Words[], path: string): string => {
  const typed = path.split(' ').filter(Boolean)
  const below = all.filter((one) => one.path !== path && one.path.startsWith(path && `${path} `))
  const next = new Set(below.map((one) => one.path.split(' ')[typed.length] ?? ''))
  return [
    ...typed.map((name) => `__fish_seen_subcommand_from ${name}`),
    ...(next.size > 0 ? [`not __fish_seen_subcommand_from ${[...next].join(' ')}`] : []),
  ].join('; and ')
}

const inFish = (condition: string, { word, about }: Words['words'][number]): string => {
  const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${quoted(word)}`
  return `complete -c cimaise -n ${quoted(condition)} ${what} -d ${quoted(about)}`
}

const quoted = (text: string): string => `'${text.replace(/'/g, `'\\''`)}'`

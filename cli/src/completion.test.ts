import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { createProgram } from './program.ts'

const scriptFor = async (shell: string): Promise<string> => {
  const written: string[] = []
  const write = process.stdout.write
  process.stdout.write = (chunk) => written.push(String(chunk)) > 0
  await createProgram()
    .parseAsync(['completion', shell], { from: 'user' })
    .finally(() => (process.stdout.write = write))
  process.exitCode = undefined
  return written.join('')
}

test('bash proposes what can follow, options aside', async () => {
  const propose = (script: string, line: string): string => {
    const words = line.split(' ')
    const asked = `${script}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}`
    return execFileSync('bash', ['-c', `${asked}; _cimaise; echo "\${COMPREPLY[*]}"`], { encoding: 'utf8' }).trim()
  }
  const script = await scriptFor('bash')
  expect(propose(script, 'cimaise da')).toBe('dataset')
  expect(propose(script, 'cimaise --json dataset s')).toBe('show')
  expect(propose(script, 'cimaise resource add --d')).toBe('--dataset --dry-run')
  expect(propose(script, 'cimaise user ')).toBe('create stop-codes')
  expect(propose(script, 'cimaise completion ')).toContain('bash zsh fish')
  expect(propose(script, 'cimaise reindex ')).toBe('')
})

test('zsh and fish have every command, and say what it does', async () => {
  expect(await scriptFor('zsh')).toContain("'dataset list') proposed=('--mine:your own and your organizations'\\''")
  expect(await scriptFor('fish')).toContain(
    "complete -c cimaise -n '__fish_seen_subcommand_from dataset; and not __fish_seen_subcommand_from list show create edit' -f -a 'show' -d 'a dataset and its files'",
  )
})

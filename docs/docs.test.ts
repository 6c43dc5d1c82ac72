/** Documentation that fails the build: what exists is written down. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { OPERATOR_COMMANDS, OPERATOR_HELP } from '../cli/src/operators.ts'
import { commandsOf, createProgram } from '../cli/src/program.ts'
import { COLUMN_RULES, FILE_RULES } from '../server/src/analysis/checks/rules.ts'
import { CONSISTENCY_RULES, METADATA_RULES, PLACED_FILE_RULES } from '../server/src/quality/rules.ts'
import { SETTINGS } from '../server/src/config.ts'
import { COMPARISON_RULES } from '../server/src/versions/compare/findings.rules.ts'

const ROOT = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const filesUnder = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))

test.each(SETTINGS.map(({ name }) => name))('the setting %s is documented for operators', (name) => {
  expect(read('docs/operate/install.md')).toContain(`\`${name}\``)
})

test.each(OPERATOR_COMMANDS)('the command cimaise %s is in the help and in the documentation', (command) => {
  expect(OPERATOR_HELP).toContain(`cimaise ${command}`)
  expect(read('docs/operate/install.md')).toContain(`npx cimaise ${command}`)
})

test.each(commandsOf(createProgram()))(
  'the command cimaise $path is explained to people, with its options',
  ({ path, command }) => {
    const page = read('docs/use/cli.md')
    expect(page).toContain(`cimaise ${path}`)
    expect(command.description()).not.toBe('')
    for (const { long } of command.options) expect(page).toContain(`\`${long}`)
  },
)

/** `app.get('/datasets/:dataset/'…` → `/datasets/{}/`, prefixed by its surface. */
const routes = (): string[] =>
  filesUnder('server/src')
    .filter((path) => /\/routes\.[^/]*ts$|\/surfaces\//.test(path))
    .flatMap((path) => {
      const version = /routes\.(?:[a-z-]+\.)?v([12])\.ts$/.exec(path)?.[1]
      const prefix = version ? `/api/${version}` : ''
      const calls = read(path).matchAll(/(?:app|scope)\.(get|post|put|patch|delete)(?:<[^(]*>)?\(\s*'([^']+)'/g)
      return [...calls].map(([, method, route]) => `${method?.toUpperCase()} ${prefix}${route}`)
    })

const QUALITY_RULES = [...METADATA_RULES, ...CONSISTENCY_RULES, ...PLACED_FILE_RULES]
const RULES = [...[...COLUMN_RULES, ...FILE_RULES, ...QUALITY_RULES].map(({ id }) => id), ...COMPARISON_RULES]
test.each(RULES)('the rule %s is explained to people', (id) => {
  expect(read('docs/use/controles.md')).toContain(`\`${id}\``)
})

test('every route of the API is in docs/compatibility.md', () => {
  const all = routes()
  expect(all.length).toBeGreaterThan(30)
  const documented = read('docs/compatibility.md').replace(/\{[a-z]+\}/g, '{}')
  const missing = all.filter((route) => {
    const path = route.split(' ')[1]?.replace(/:[a-z]+/gi, '{}') ?? ''
    // Pages are for people; the list of reference tables is written once with its prefix.
    const isApi = /^\/(api|login|logout|register|health|files)/.test(path)
    return isApi && !documented.includes(path) && !documented.includes(`\`${path.replace('/api/1/datasets', '')}\``)
  })
  expect(missing).toEqual([])
})

test('links between documents lead somewhere', () => {
  const broken = filesUnder('.')
    .filter((path) => path.endsWith('.md') && !/node_modules|artifacts|data\//.test(path))
    .flatMap((path) =>
      [...read(path).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
        .map(([, target]) => join(path, '..', target ?? ''))
        .filter((target) => {
          try {
            readdirSync(join(ROOT, target))
            return false
          } catch (error) {
            return (error as { code?: string }).code === 'ENOENT'
          }
        })
        .map((target) => `${path} → ${target}`),
    )
  expect(broken).toEqual([])
})

/** What the import rules can't say: who owns a table, which doors exist, who reads the environment. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import architecture from './architecture.json' with { type: 'json' }

const SRC = join(import.meta.dirname, 'server/src')
const sources = filesUnder(SRC).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
const moduleOf = (path: string): string => path.slice(SRC.length + 1).split('/')[0] ?? ''
const domain = Object.keys(architecture.modules).filter((name) => !['surfaces', 'commands'].includes(name))

test('a table is named by the queries of one module only', () => {
  const owners = new Map<string, Set<string>>()
  for (const path of sources.filter((path) => !moduleOf(path).startsWith('db') && moduleOf(path) !== 'testing')) {
    for (const [, table] of readFileSync(path, 'utf8').matchAll(
      /(?:selectFrom|insertInto|updateTable|deleteFrom|[a-z]+Join)\(\s*'(\w+)/g,
    )) {
      owners.set(table!, (owners.get(table!) ?? new Set()).add(moduleOf(path)))
    }
  }
  expect(owners.size).toBeGreaterThan(8)
  const shared = [...owners]
    .filter(([, modules]) => modules.size > 1)
    .map(([table, modules]) => `${table}: ${[...modules].join(', ')}`)
  expect(shared).toEqual([])
})

const imported = domain.filter((name) =>
  Object.values(architecture.modules).some((edges) => Array.isArray(edges) && (edges as string[]).includes(name)),
)

test.each(imported)('the module %s, which others import, has a door', (name) => {
  expect(existsSync(join(SRC, name, 'index.ts'))).toBe(true)
})

test.each(domain)('the module %s has a README', (name) => {
  expect(existsSync(join(SRC, name, 'README.md'))).toBe(true)
})

test('every folder of the server has its line in architecture.json', () => {
  const known = [...architecture.foundation, ...architecture.platform, ...Object.keys(architecture.modules), 'testing']
  const folders = readdirSync(SRC).filter((name) => statSync(join(SRC, name)).isDirectory())
  expect(folders.filter((name) => !known.includes(name))).toEqual([])
})

test('only config.ts reads the environment', () => {
  const readers = sources
    .filter((path) => /process\.env/.test(readFileSync(path, 'utf8')))
    .map((path) => path.slice(SRC.length + 1))
  // The launcher hands an environment to the programs it starts; the test kit finds a browser with it.
  expect(readers.filter((path) => !/^(config\.ts|testing\/)/.test(path))).toEqual([])
})

test('every export of a door is documented where it is defined', () => {
  const silent = imported.flatMap((name) => undocumentedExports(join(SRC, name)))
  expect(silent).toEqual([])
})

/** Functions that a door gives out and whose definition has no docstring above it. */
function undocumentedExports(folder: string): string[] {
  const door = readFileSync(join(folder, 'index.ts'), 'utf8')
  return [...door.matchAll(/export \{([^}]*)\} from '(\.\/[^']+)'/g)].flatMap(([, names, file]) => {
    const source = readFileSync(join(folder, file!), 'utf8')
    const functions = names!
      .split(',')
      .map((name) => name.trim())
      .filter((name) => /^[a-z]/.test(name) && !name.startsWith('type '))
    return functions
      .filter((name) => !new RegExp(`\\*/\\n(?:export )?(?:async )?(?:const|function) ${name}\\b`).test(source))
      .map((name) => `${folder.slice(SRC.length + 1)}: ${name}`)
  })
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path) : [path]
  })
}

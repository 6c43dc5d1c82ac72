/** What `npm pack` makes of the command: it runs alone, from an empty folder, without the repository. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ROOT, runCimaise, sitDown } from './run-cimaise.ts'

const desk = sitDown()
const installed = join(desk.folder, 'node_modules/@cimaise/cli')

/** npm with the Node that runs the tests, and nothing from outside. */
const npm = (cwd: string, ...args: string[]): string => {
  const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` }
  return execFileSync('npm', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

beforeAll(async () => {
  // Not by `prepack`: no script runs by itself here (.npmrc).
  npm(ROOT, 'run', 'build', '-w', 'cli')
  const tarball = npm(ROOT, 'pack', '-w', 'cli', '--pack-destination', desk.folder).trim().split('\n').at(-1) ?? ''
  writeFileSync(join(desk.folder, 'package.json'), '{}')
  npm(desk.folder, 'install', '--offline', '--no-audit', '--no-fund', join(desk.folder, tarball))
}, 120_000)

const run = (...args: string[]) =>
  runCimaise(args, {
    ...{ entry: join(installed, 'bin/cimaise.mjs'), cwd: desk.folder },
    env: { XDG_CONFIG_HOME: join(desk.folder, 'config'), CIMAISE_URL: desk.server.url, CIMAISE_API_KEY: desk.key },
  })

test('it holds one built file, its licences, and asks for no other package', () => {
  const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.map(({ parentPath, name }) => join(parentPath, name).slice(installed.length + 1)).toSorted()).toEqual([
    'LICENSE',
    'README.md',
    'bin/cimaise.mjs',
    'dist/LICENSES-OF-PARTS.md',
    'dist/main.js',
    'package.json',
  ])
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
  expect(manifest).toMatchObject({ name: '@cimaise/cli', engines: { node: '>=20' } })
  expect(manifest.dependencies).toBeUndefined()
  expect(readdirSync(join(desk.folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['@cimaise'])
  const imported = readFileSync(join(installed, 'dist/main.js'), 'utf8').matchAll(/^import .*from "([^"]+)"/gm)
  expect([...imported].map(([, name]) => name).filter((name) => !name?.startsWith('node:'))).toEqual([])
})

test('it says its version, lists, publishes', async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'cli/package.json'), 'utf8'))
  expect(await run('--version')).toMatchObject({ status: 0, stdout: `${version}\n` })
  writeFileSync(join(desk.folder, 'fiche.yaml'), 'title: Ponts\ndescription: Les ponts.\n')
  const created = await run('dataset', 'create', '--from-file', 'fiche.yaml')
  expect(created.status).toBe(0)
  writeFileSync(join(desk.folder, 'ponts.csv'), 'code;nom\n1;Pont A\n')
  const added = await run('resource', 'add', '--dataset', created.stdout.trim(), 'ponts.csv')
  expect(await (await fetch(added.stdout.trim())).text()).toBe('code;nom\n1;Pont A\n')
  expect(await run('dataset', 'list')).toMatchObject({ status: 0, stdout: expect.stringContaining('Ponts') })
})

test("the operator's commands say where they run", async () => {
  expect(existsSync(join(installed, 'src'))).toBe(false)
  expect(await run('reindex')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('on the machine of the server'),
  })
})

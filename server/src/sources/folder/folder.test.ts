import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rename, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOutgoing, type Outgoing } from '../../outgoing/index.ts'
import { openSource } from '../index.ts'
import { failureOf, keysOf, readAll, reasonOf, seenIn } from '../testing/read-source.ts'
import { startFolder, type TestFolder } from '../testing/start-folder.ts'

let folder: TestFolder
let outgoing: Outgoing
beforeEach(async () => {
  folder = await startFolder()
  outgoing = createOutgoing({ userAgent: 'Cimaise/test' })
})
afterEach(async () => {
  await outgoing.close()
  await folder.close()
})

const open = (path = 'flux', folderRoot: string | null = folder.root) =>
  openSource({ kind: 'folder', path }, {}, { outgoing, folderRoot, patience: { quietMs: 1_000 } })

test('no folder is open when the operator named none', async () => {
  const failure = await failureOf(open('flux', null))
  expect([failure.reason, failure.text.fr]).toEqual(['address', expect.stringContaining('FLOW_FOLDERS')])
})

test('the root itself may be read', async () => {
  await folder.put('a.csv', 'x')
  for (const path of ['', '.', '/']) expect(await keysOf(await open(path))).toEqual(['flux/a.csv'])
})

test.each(['..', '../autre', 'flux/../..', '/etc/../..', 'flux/../../etc'])('%s leads outside', async (path) => {
  expect(await reasonOf(open(path))).toBe('address')
})

test('an absolute path is below the root like another', async () => {
  expect(await reasonOf(open('/etc'))).toBe('not_found')
})

test.each(['absent', 'flux/a.csv'])('%s is no folder', async (path) => {
  await folder.put('a.csv', 'x')
  expect(await reasonOf(open(path))).toBe('not_found')
})

test('a link to the socket of a program is no file', async () => {
  await folder.put('a.csv', 'x')
  const flux = join(folder.root, 'flux')
  const program = createServer().listen(join(flux, 'prise'))
  try {
    await once(program, 'listening')
    await symlink('prise', join(flux, 'lien'))
    const source = await open()
    expect(await keysOf(source)).toEqual(['a.csv'])
    expect(await source.look('prise')).toBeUndefined()
  } finally {
    program.close()
  }
})

test('links that lead outside the folder are followed by no way', async () => {
  await writeFile(join(folder.root, 'secret.csv'), 'secret')
  await mkdir(join(folder.root, 'ailleurs'))
  await writeFile(join(folder.root, 'ailleurs/secret.csv'), 'secret')
  await folder.put('vrai.csv', 'x')
  const flux = join(folder.root, 'flux')
  await symlink('../secret.csv', join(flux, 'lien.csv'))
  await symlink('/etc/passwd', join(flux, 'absolu.csv'))
  await symlink('../ailleurs', join(flux, 'dossier'))
  await symlink('vrai.csv', join(flux, 'dedans.csv'))
  await symlink('absent', join(flux, 'casse.csv'))
  await symlink('boucle', join(flux, 'boucle'))
  await symlink('.', join(flux, 'ici'))
  const source = await open()
  expect(await keysOf(source)).toEqual(['dedans.csv', 'vrai.csv'])
  for (const key of ['lien.csv', 'absolu.csv', 'dossier/secret.csv', 'casse.csv', 'boucle', '../secret.csv'])
    expect([key, await source.look(key)]).toEqual([key, undefined])
  expect((await readAll(source, await seenIn(source, 'dedans.csv'))).toString()).toBe('x')
  await symlink('/etc', join(folder.root, 'etc'))
  expect(await reasonOf(open('etc'))).toBe('address')
})

test('a file that becomes a link after it was seen is not followed', async () => {
  await folder.put('a.csv', 'x')
  const source = await open()
  const seen = await seenIn(source, 'a.csv')
  await folder.remove('a.csv')
  await symlink('/etc/passwd', join(folder.root, 'flux/a.csv'))
  expect(await reasonOf(readAll(source, seen))).toBe('not_found')
})

test('pipes and the like are no files, and nothing waits for them', async () => {
  execFileSync('mkfifo', [join(folder.root, 'flux/tuyau')])
  await folder.put('a.csv', 'x')
  const source = await open()
  expect(await keysOf(source)).toEqual(['a.csv'])
  expect(await source.look('tuyau')).toBeUndefined()
})

test('a file that is written over while it is read has changed', async () => {
  const path = join(folder.root, 'flux/a.csv')
  await writeFile(path, Buffer.alloc(3_000_000, 'a'))
  const source = await open()
  const seen = await seenIn(source, 'a.csv')
  const reading = async () => {
    let isFirst = true
    for await (const _chunk of await source.read(seen, 0)) {
      if (isFirst) await writeFile(path, Buffer.alloc(3_000_000, 'b'))
      isFirst = false
    }
  }
  expect(await reasonOf(reading())).toBe('changed')
})

test('a file of the same size and date put in its place is another one', async () => {
  await folder.put('a.csv', 'un')
  const source = await open()
  const seen = await seenIn(source, 'a.csv')
  await folder.put('b.csv', 'deux')
  await rename(join(folder.root, 'flux/b.csv'), join(folder.root, 'flux/a.csv'))
  expect(await reasonOf(readAll(source, seen))).toBe('changed')
})

test('a name that is not in UTF-8 is listed and read', async () => {
  const name = Buffer.concat([Buffer.from(join(folder.root, 'flux/')), Buffer.from('musée.csv', 'latin1')])
  await writeFile(name, 'contenu')
  const source = await open()
  expect(await keysOf(source)).toEqual(['mus\uFFFDE9e.csv'])
  expect((await readAll(source, await seenIn(source, 'mus\uFFFDE9e.csv'))).toString()).toBe('contenu')
})

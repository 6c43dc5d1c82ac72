/** What every source does, whatever its kind: the same list of behaviours on a real server of each. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createOutgoing, type Outgoing } from '../outgoing/index.ts'
import { isPassing, openSource, type OutsideSpec, type SourceFailure, type Source } from './index.ts'
import { skipBecause } from '../testing/skip.ts'
import type { Kit } from './testing/kits.ts'
import { collect, failureOf, listed, readAll, reasonOf, seenIn } from './testing/read-source.ts'
import { startFolder } from './testing/start-folder.ts'
import { startFtps } from './testing/start-ftps.ts'
import { startS3 } from './testing/start-s3.ts'
import { startSftp } from './testing/start-sftp.ts'
import { startWeb } from './testing/start-web.ts'

/** A real server, or folder, of each kind. */
const KITS: Record<OutsideSpec['kind'], () => Promise<Kit | undefined>> = {
  s3: startS3,
  web: startWeb,
  sftp: startSftp,
  ftps: startFtps,
  folder: startFolder,
}

const KEYS = [
  'simple.csv',
  'musees/liste_2026.csv',
  'musées/été à la mer.csv',
  'a+b&c=d;e#f?g.csv',
  '100%.csv',
  '%2F%2e%2e.csv',
  "l'apostrophe «».csv",
  // The same to the eye, and not the same: composed and decomposed.
  'nfc/\u00E9.csv',
  'nfd/e\u0301.csv',
  `long/${'é'.repeat(120)}.csv`,
  '.caché',
  'rtl-\u202Egnp.csv',
]
const BIG = Buffer.from(Array.from({ length: 600_000 }, (_, i) => `${i};ligne\n`).join(''))

describe.each(Object.keys(KITS) as (keyof typeof KITS)[])('%s', (kind) => {
  let kit: Kit
  let outgoing: Outgoing
  let source: Source
  const depsOf = (kit: Kit) => ({
    outgoing,
    folderRoot: kit.root ?? null,
    patience: { answerMs: 5_000, quietMs: 1_000 },
  })
  beforeEach(async (context) => {
    outgoing = createOutgoing({ allow: ['127.0.0.1'], userAgent: 'Cimaise/test' })
    const started = await KITS[kind]()
    if (!started) return skipBecause(context, 'openssl is missing')
    kit = started
    source = await openSource(kit.spec, kit.secrets ?? {}, depsOf(kit))
  })
  afterEach(async () => {
    await source?.close()
    await outgoing.close()
    await kit?.close()
  })

  test('an empty source lists nothing', async () => {
    expect(await listed(source)).toEqual([])
  })

  test('every file is listed once, under its very name', async () => {
    for (const key of KEYS) await kit.put(key, `contenu de ${key}`)
    const keys = (await listed(source)).map(({ key }) => key)
    expect(keys.sort()).toEqual([...KEYS].sort())
  })

  test.each(KEYS)('%s is seen and read', async (key) => {
    await kit.put(key, `contenu de ${key}`)
    const seen = await seenIn(source, key)
    expect(seen.sizeBytes).toBe(Buffer.byteLength(`contenu de ${key}`))
    expect(seen.modifiedAt?.getUTCFullYear()).toBeGreaterThan(2024)
    expect((await readAll(source, seen)).toString()).toBe(`contenu de ${key}`)
  })

  test('a file is the same in the listing and alone, and nothing where there is none', async () => {
    await kit.put('a/b.csv', 'a;b\n')
    const [one] = await listed(source)
    const same = await source.look('a/b.csv')
    // A page of the web says names only.
    expect(same).toEqual(kind === 'web' ? expect.objectContaining({ key: 'a/b.csv', sizeBytes: 4 }) : one)
    for (const key of ['a', 'a/', 'a/b', 'a/c.csv', '../a/b.csv', 'a/../a/b.csv', '', 'x'.repeat(300)])
      expect([key, await source.look(key)]).toEqual([key, undefined])
  })

  test('a file is read from any place, its end included', async () => {
    await kit.put('grand.csv', BIG)
    const seen = await seenIn(source, 'grand.csv')
    for (const offset of [0, 1, 65_536, BIG.length - 1, BIG.length]) {
      const bytes = await readAll(source, seen, offset)
      expect(bytes.equals(BIG.subarray(offset))).toBe(true)
    }
  })

  test('a file of no byte is read', async () => {
    await kit.put('vide.csv', '')
    const seen = await seenIn(source, 'vide.csv')
    expect(seen.sizeBytes).toBe(0)
    expect((await readAll(source, seen)).length).toBe(0)
  })

  test('another state than the one that was seen is not read', async () => {
    await kit.put('a.csv', 'avant')
    const seen = await seenIn(source, 'a.csv')
    await kit.put('a.csv', 'après coup')
    expect(await reasonOf(readAll(source, seen))).toBe('changed')
    expect(await reasonOf(readAll(source, seen, 3))).toBe('changed')
  })

  test('a file replaced while it is read is the one that was seen, whole, or a failure', async () => {
    await kit.put('a.csv', BIG)
    const seen = await seenIn(source, 'a.csv')
    const chunks: Uint8Array[] = []
    const reading = async () => {
      for await (const chunk of await source.read(seen, 0)) {
        if (chunks.length === 0) await kit.put('a.csv', Buffer.alloc(BIG.length, 'z'))
        chunks.push(chunk)
      }
    }
    const reason = await reading().then(
      () => undefined,
      (error: SourceFailure) => error.reason,
    )
    if (reason === undefined) expect(Buffer.concat(chunks).equals(BIG)).toBe(true)
    else expect(reason).toBe('changed')
  })

  test('a file that went is said to have gone', async () => {
    await kit.put('a.csv', 'a')
    const seen = await seenIn(source, 'a.csv')
    await kit.remove('a.csv')
    expect(await source.look('a.csv')).toBeUndefined()
    expect(await reasonOf(readAll(source, seen))).toBe('not_found')
  })

  test('two files are read at once', async () => {
    await kit.put('a.csv', BIG)
    await kit.put('b.csv', BIG.subarray(7))
    const [a, b] = await Promise.all(['a.csv', 'b.csv'].map(async (key) => readAll(source, await seenIn(source, key))))
    expect([a?.equals(BIG), b?.equals(BIG.subarray(7))]).toEqual([true, true])
  })

  if (kind === 'folder') return

  test('a key that was changed is said, and never shown', async () => {
    await kit.put('a.csv', 'a')
    const before = kit.secrets ?? {}
    const now = kit.rotateKey?.() ?? {}
    const use = async () => {
      const other = await openSource(kit.spec, before, depsOf(kit))
      try {
        await listed(other)
      } finally {
        await other.close()
      }
    }
    const failure = await failureOf(use())
    expect(failure.reason).toBe('credentials')
    for (const secret of Object.values(before).filter((value) => value.includes('secret')))
      expect(JSON.stringify([failure.text, failure.message])).not.toContain(secret)
    const other = await openSource(kit.spec, now, depsOf(kit))
    expect((await listed(other)).map(({ key }) => key)).toEqual(['a.csv'])
    await other.close()
  })

  test('a private server that nobody allowed sees no connection', async () => {
    const made = kit.line?.made()
    const careful = createOutgoing({ userAgent: 'Cimaise/test' })
    const use = async () => {
      const other = await openSource(kit.spec, kit.secrets ?? {}, { ...depsOf(kit), outgoing: careful })
      await listed(other).finally(() => other.close())
    }
    const failure = await failureOf(use()).finally(() => careful.close())
    expect(failure.reason).toBe('address')
    expect([failure.text.fr, failure.text.en]).toEqual([
      expect.stringContaining('OUTGOING_ALLOW'),
      expect.stringContaining('OUTGOING_ALLOW'),
    ])
    expect(kit.line?.made()).toBe(made)
  })

  test('a reading that is cut goes on from where it was', async () => {
    await kit.put('grand.csv', BIG)
    const seen = await seenIn(source, 'grand.csv')
    kit.line?.cutAfter(2_000_000)
    const chunks: Uint8Array[] = []
    const failure = await failureOf(collect(await source.read(seen, 0), chunks))
    expect([failure.reason, isPassing(failure)]).toEqual(['truncated', true])
    kit.line?.cutAfter(null)
    const first = Buffer.concat(chunks)
    expect(first.length).toBeGreaterThan(0)
    const rest = await readAll(source, seen, first.length)
    expect(Buffer.concat([first, rest]).equals(BIG)).toBe(true)
  })

  test('a server that stops sending is left in time', async () => {
    await kit.put('grand.csv', BIG)
    const seen = await seenIn(source, 'grand.csv')
    kit.line?.stallAfter(1_000_000)
    expect(await reasonOf(readAll(source, seen))).toBe('timeout')
    await expect.poll(() => kit.line?.open()).toBe(0)
  })

  test('who stops reading is sent nothing more, even while nothing comes', async () => {
    await kit.put('grand.csv', BIG)
    const seen = await seenIn(source, 'grand.csv')
    for await (const _chunk of await source.read(seen, 0)) break
    kit.line?.stallAfter(500_000)
    const iterator = (await source.read(seen, 0))[Symbol.asyncIterator]()
    const late = (async () => {
      while (!(await iterator.next()).done);
    })()
    await new Promise((resolve) => setTimeout(resolve, 100))
    await iterator.return?.()
    await late.catch(() => {})
    await source.close()
    await expect.poll(() => kit.line?.open()).toBe(0)
  })

  test('a server that is not there is said to be unreachable', async () => {
    await kit.close()
    const use = async () => {
      const other = await openSource(kit.spec, kit.secrets ?? {}, depsOf(kit))
      await listed(other).finally(() => other.close())
    }
    const failure = await failureOf(use())
    expect([failure.reason, isPassing(failure)]).toEqual(['unreachable', true])
    kit = { ...kit, close: async () => {} }
  })
})

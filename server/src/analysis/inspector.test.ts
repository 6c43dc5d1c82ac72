import { readdir, writeFile, stat } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Unavailable } from '../lib/errors.ts'
import { ANALYSER_VERSION } from './model.ts'
import { startInspecting } from './testing/inspect-bytes.ts'
import { zipOf } from './testing/zip-of.ts'

type Kit = Awaited<ReturnType<typeof startInspecting>>
let kit: Kit
beforeAll(async () => {
  kit = await startInspecting()
})
afterAll(() => kit.stop())

const LARGE = `a;b;c\n${'12;quelques mots;2024-01-01\n'.repeat(1_000_000)}`
const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** The beginning of an Office 97 file: its header, then a directory with one stream. */
const oleOf = (stream: string): Buffer => {
  const bytes = Buffer.alloc(1024)
  bytes.set(Buffer.from('d0cf11e0a1b11ae1', 'hex'))
  bytes.writeUInt16LE(9, 30)
  bytes.write(`${stream}\0`, 512, 'utf16le')
  return bytes
}

/** Waits for the one worker to have read some of the file, then gives its pid. */
const pidAtWork = async ({ inspector, folder }: Kit): Promise<number> => {
  for (;;) {
    const [pid] = inspector.workerPids()
    const entries = await readdir(folder).catch(() => [])
    if (pid && entries.some((name) => name.endsWith('.part'))) return pid
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

it('the same bytes asked for twice at once are looked at once', async () => {
  const file = await kit.file('a;b\n1;2\n3;4\n', 'file.csv')
  const [first, second] = await Promise.all([kit.inspector.inspect(file), kit.inspector.inspect(file)])
  expect(second).toBe(first)
  expect(await kit.inspector.inspect(file)).not.toBe(first)
})

describe('files without a table', () => {
  it.each([
    ['a PNG named CSV', 'png', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'file.csv'],
    ['a zip named CSV', 'zip', zipOf({ 'a.pdf': '%PDF-1.7' }), 'file.csv'],
    ['a text document', 'docx', zipOf({ 'word/document.xml': '<document/>' }), 'file.docx'],
    ['an older text document', 'doc', oleOf('WordDocument'), 'file.doc'],
    ['slides', 'pptx', zipOf({ 'ppt/presentation.xml': '<p/>' }), 'file.pptx'],
    ['an OpenDocument text', 'odt', zipOf({ mimetype: 'application/vnd.oasis.opendocument.text' }), 'file.odt'],
    ['OpenDocument slides', 'odp', zipOf({ mimetype: 'application/vnd.oasis.opendocument.presentation' }), 'file.csv'],
    ['a PDF', 'pdf', '%PDF-1.7\n%\u00e2\u00e3\n', 'file.csv'],
    ['a JPEG', 'jpeg', Buffer.from('ffd8ffe000104a46494600', 'hex'), 'file.csv'],
    ['a GIF', 'gif', 'GIF89a\u0001', 'file.csv'],
    ['a TIFF', 'tiff', Buffer.from('49492a0008000000', 'hex'), 'file.csv'],
    ['a WebP', 'webp', Buffer.from('RIFF\0\0\0\0WEBPVP8 '), 'file.csv'],
    ['an SVG', 'svg', '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/><path d="M1 1"/></svg>', 'file.csv'],
    ['bytes named CSV', 'binary', Buffer.from(Array.from({ length: 999 }, (_, n) => (n * 7) % 256)), 'file.csv'],
    ['a web page named CSV', 'html', '<!DOCTYPE html><title>404</title>', 'file.csv'],
    ['GeoJSON', 'geojson', '{"type":"FeatureCollection","features":[]}', 'file.json'],
    ['JSON that is not', 'text', '{"a";"b"}\n{1;2}\n{3;4}\n', 'file.json'],
    ['prose', 'text', 'Lisez-moi, merci.\nCe fichier, comme les autres, est ouvert.\nFin\n', 'lisez-moi.txt'],
  ])('%s', async (_, format, content, fileName) => {
    const file = await kit.file(content, fileName)
    const inspection = await kit.inspector.inspect(file)
    expect(inspection).toMatchObject({
      analyserVersion: ANALYSER_VERSION,
      format,
      outcome: 'no_table',
      problem: null,
      table: null,
    })
    expect(await exists(file.parquetPath)).toBe(false)
  })

  it.each(['', '\n\n  \r\n'])('an empty file: %j', async (content) => {
    expect(await kit.inspect(content)).toMatchObject({ outcome: 'no_table', problem: { code: 'empty' }, table: null })
  })

  it('a regular text is a table under a name that says nothing', async () => {
    expect(await kit.inspect('a;b\n1;2\n', 'données.txt')).toMatchObject({ format: 'csv', outcome: 'table' })
    expect(await kit.inspect('a;b\n1;2\n', 'données.sql')).toMatchObject({ format: 'text', outcome: 'no_table' })
  })

  it('an archive in an archive is not opened, and that is said', async () => {
    const nested = zipOf({ 'b.zip': zipOf({ 'a.csv': 'a;b\n1;2\n' }).toString('latin1') })
    const { outcome, problem } = await kit.inspect(nested, 'a.zip')
    expect([outcome, problem?.code]).toEqual(['no_table', 'unreadable'])
    expect(problem?.message.fr).toContain('Cette archive en contient une autre')
  })
})

describe('limits', () => {
  it('a line without end is refused within bounded memory', async () => {
    const inspection = await kit.inspect(Buffer.alloc(200_000_000, 'x'))
    expect(inspection).toMatchObject({ format: 'csv', outcome: 'failed', problem: { code: 'line_too_long' } })
  })

  it('a line of separators without end too', async () => {
    const inspection = await kit.inspect(Buffer.alloc(100_000_000, 'x;'))
    expect(inspection).toMatchObject({ outcome: 'failed', problem: { code: 'too_many_columns' } })
  })

  it('a timeout is an outcome, leaves nothing behind, and the next file is fine', async () => {
    const hasty = await startInspecting({ timeoutMs: (sizeBytes) => (sizeBytes > 1000 ? 1 : 60_000) })
    try {
      const file = await hasty.file(LARGE, 'file.csv')
      const inspection = await hasty.inspector.inspect(file)
      expect(inspection).toMatchObject({ outcome: 'failed', problem: { code: 'timeout' }, table: null })
      expect(await readdir(hasty.tempDir)).toEqual([])
      expect((await readdir(hasty.folder)).filter((name) => name.includes('parquet'))).toEqual([])
      expect(await hasty.inspect('a;b\n1;2\n')).toMatchObject({ outcome: 'table' })
    } finally {
      await hasty.stop()
    }
  })

  it('too much memory is an outcome', async () => {
    const narrow = await startInspecting({ memoryMb: 60 })
    try {
      expect(await narrow.inspect(LARGE)).toMatchObject({ outcome: 'failed', problem: { code: 'out_of_memory' } })
    } finally {
      await narrow.stop()
    }
  })
})

describe('workers', () => {
  it('one that is killed is the outcome of its file only', async () => {
    const own = await startInspecting()
    try {
      const file = await own.file(LARGE, 'file.csv')
      const inspecting = own.inspector.inspect(file)
      process.kill(await pidAtWork(own), 'SIGKILL')
      expect(await inspecting).toMatchObject({ outcome: 'failed', problem: { code: 'crash' }, table: null })
      expect(await exists(file.parquetPath)).toBe(false)
      expect(await readdir(own.tempDir)).toEqual([])
      expect(await own.inspector.inspect(file)).toMatchObject({ outcome: 'table', table: { rowCount: 1_000_000 } })
      expect(await exists(file.parquetPath)).toBe(true)
    } finally {
      await own.stop()
    }
  })

  it('one that is killed while idle is replaced', async () => {
    const own = await startInspecting()
    try {
      await own.inspect('a;b\n1;2\n')
      const [pid] = own.inspector.workerPids()
      process.kill(pid!, 'SIGKILL')
      while (isAlive(pid!)) await new Promise((resolve) => setTimeout(resolve, 5))
      expect(await own.inspect('a;b\n1;2\n')).toMatchObject({ outcome: 'table' })
    } finally {
      await own.stop()
    }
  })

  it('are two at most, serve one file after another, and mix nothing up', async () => {
    const own = await startInspecting()
    try {
      const names = Array.from({ length: 8 }, (_, index) => `n${index}`)
      const inspections = await Promise.all(names.map((name) => own.inspect(`${name};b\n1;2\n`)))
      expect(inspections.map(({ table }) => table?.columns[0]?.name)).toEqual(names)
      expect(own.inspector.workerPids()).toHaveLength(2)
    } finally {
      await own.stop()
    }
  })

  it('end with the inspector; what was under way or waiting is to be tried again', async () => {
    const own = await startInspecting()
    const last = await own.file('a;b\n1;2\n', 'file.csv')
    const results = Promise.allSettled([LARGE, LARGE, 'a;b\n1;2\n'].map((content) => own.inspect(content)))
    const pid = await pidAtWork(own)
    await own.stop()
    expect((await results).map((result) => result.status === 'rejected' && result.reason)).toEqual([
      expect.any(Unavailable),
      expect.any(Unavailable),
      expect.any(Unavailable),
    ])
    expect(own.inspector.workerPids()).toEqual([])
    await expect(own.inspector.inspect(last)).rejects.toBeInstanceOf(Unavailable)
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 5))
  })

  it('a file that is not there is not an outcome', async () => {
    const file = await kit.file('a;b\n1;2\n', 'file.csv')
    await expect(kit.inspector.inspect({ ...file, path: `${file.path}-none` })).rejects.toBeInstanceOf(Unavailable)
  })

  it('a table replaces the one that a former inspection wrote', async () => {
    const file = await kit.file('a;b\n1;2\n', 'file.csv')
    await writeFile(file.parquetPath, 'old')
    expect(await kit.inspector.inspect(file)).toMatchObject({ outcome: 'table' })
    expect((await stat(file.parquetPath)).size).toBeGreaterThan(100)
  })
})

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

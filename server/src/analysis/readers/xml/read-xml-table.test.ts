import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemOf, startScratch } from '../../testing/scratch.ts'
import { readXmlTable } from './read-xml-table.ts'

let scratch: Awaited<ReturnType<typeof startScratch>>
beforeAll(async () => {
  scratch = await startScratch()
})
afterAll(() => scratch.stop())

const read = async (content: string | Buffer, limits = {}) =>
  readXmlTable(await scratch.file(content, 'a.xml', limits), 'xml')
const csvOf = async (content: string | Buffer): Promise<string | null> => {
  const { csvPath } = await read(content)
  return csvPath === null ? null : readFile(csvPath, 'utf8')
}

describe('rows', () => {
  it('are the elements that repeat, whatever is around them', async () => {
    const text = `<?xml version="1.0"?><!DOCTYPE musees SYSTEM "musees.dtd"><musees xmlns:xsi="x" xsi:schemaLocation="y">
      <meta><date>2024-01-01</date><source>Ministère</source></meta>
      <liste>
        <musee id="06088"><nom>Matisse &amp; fils</nom><adresse><rue>164, avenue</rue><ville>Nice</ville></adresse><theme>art</theme><theme>jardin</theme></musee>
        <musee id="2A004"><nom><![CDATA[Fesch <3]]></nom><adresse><ville> Ajaccio </ville></adresse><theme>art</theme><vide/></musee>
      </liste></musees>`
    expect(await csvOf(text)).toBe(
      'id,nom,adresse.rue,adresse.ville,theme\n06088,Matisse & fils,"164, avenue",Nice,"[""art"",""jardin""]"\n2A004,Fesch <3,,Ajaccio,art\n',
    )
  })

  it('may be attributes, or bare texts', async () => {
    expect(await csvOf('<a><l n="1" m="x"/><l n="2" m="y"/></a>')).toBe('n,m\n1,x\n2,y\n')
    expect(await csvOf('<a><nom>Louvre</nom><nom>Orsay</nom></a>')).toBe('nom\nLouvre\nOrsay\n')
  })

  it('are the inner ones when the outer hold little', async () => {
    const row = '<r><a>1</a><b>2</b></r>'
    expect(await csvOf(`<x><s t="1">${row.repeat(3)}</s><s t="2">${row.repeat(2)}</s></x>`)).toBe(
      `a,b\n${'1,2\n'.repeat(5)}`,
    )
  })

  it('in the encoding that is declared', async () => {
    const text = '<?xml version="1.0" encoding="iso-8859-1"?><a><nom>Musée</nom><nom>Été</nom></a>'
    expect(await csvOf(Buffer.from(text, 'latin1'))).toBe('nom\nMusée\nÉté\n')
    expect(await csvOf(Buffer.from('\ufeff<a><nom>Musée</nom><nom>Été</nom></a>', 'utf16le'))).toBe('nom\nMusée\nÉté\n')
  })

  it.each(['<a/>', '<a><b>1</b><c>2</c></a>', '<a><b/><b/></a>'])('%s is no table', async (text) => {
    expect(await csvOf(text)).toBe(null)
  })
})

describe('bad files', () => {
  const bomb = (system: string): string =>
    `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x ${system}>]><a><b>&x;</b><b>&x;</b></a>`
  it.each([
    ['a bomb of entities', bomb('"lol">\n<!ENTITY y "&x;&x;&x;"'), 'entités'],
    ['an external entity', bomb('SYSTEM "http://127.0.0.1/x"'), 'entités'],
    ['cut', '<a><b>1</b><b>2', 'mal formé'],
    ['malformed', '<a><b></a>', 'mal formé'],
  ])('%s', async (_, content, words) => {
    expect(await problemOf(read(content))).toMatchObject({
      code: 'damaged',
      message: { fr: expect.stringContaining(words) },
    })
  })

  it('nested too deep, a text without end, too many cells, too many names', async () => {
    expect(await problemOf(read('<a>'.repeat(100_000), { nesting: 100 }))).toMatchObject({ code: 'too_large' })
    expect(await problemOf(read(`<a><b>${'x'.repeat(20_000_000)}</b></a>`))).toMatchObject({ code: 'too_large' })
    expect(await problemOf(read(`<a>${'<b c="1" d="2"/>'.repeat(1_000)}</a>`, { cells: 1_000 }))).toMatchObject({
      code: 'too_large',
    })
    const names = Array.from({ length: 20_000 }, (_, index) => `<b${index}/>`).join('')
    expect(await problemOf(read(`<a>${names}</a>`))).toMatchObject({ code: 'too_large' })
  })
})

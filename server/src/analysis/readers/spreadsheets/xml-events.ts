// saxes: a strict XML parser by stream, without entities of documents; Node has none.
import { SaxesParser } from 'saxes'
import type { Limits } from '../../model.ts'
import { damaged, textTooLarge, tooDeep, unsafeXml } from './problems.ts'

export type Attributes = Record<string, string>

/** Elements come by their local name, whatever the prefix; attributes as written. */
export interface XmlHandlers {
  open(name: string, attributes: Attributes): void
  close(name: string): void
  text?(text: string): void
}

/** Characters between two events: the longest text, tag or comment held in memory. */
const MAX_PENDING = 8 * 1_048_576

/** Reads an XML document by stream, with bounded depth and memory. */
export const readXml = async (
  chunks: AsyncIterable<Buffer>,
  part: string,
  limits: Limits,
  handlers: XmlHandlers,
): Promise<void> => {
  const parser = new SaxesParser({ xmlns: false, position: false })
  let depth = 0
  let moved = false

  parser.on('opentag', ({ name, attributes }) => {
    moved = true
    depth += 1
    if (depth > limits.nesting) throw tooDeep()
    handlers.open(localName(name), attributes)
  })
  parser.on('closetag', ({ name }) => {
    moved = true
    depth -= 1
    handlers.close(localName(name))
  })
  if (handlers.text) {
    const text = handlers.text
    parser.on('text', text)
    parser.on('cdata', text)
  }
  parser.on('doctype', () => {
    throw unsafeXml()
  })
  parser.on('error', () => {
    throw damaged(part)
  })

  let pending = 0
  for await (const text of decode(chunks)) {
    moved = false
    parser.write(text)
    pending = moved ? 0 : pending + text.length
    if (pending > MAX_PENDING) throw textTooLarge()
  }
  parser.close()
}

const localName = (name: string): string => {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** UTF-8, or UTF-16 by its mark: all that office documents may be. */
async function* decode(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk))
    yield decoder.decode(chunk, { stream: true })
  }
  yield decoder?.decode() ?? ''
}

const encodingOf = (start: Buffer): string => {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8'
}

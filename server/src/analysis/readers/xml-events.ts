// saxes: a strict XML parser by stream, without entities of documents; Node has none.
import { SaxesParser } from 'saxes'
import type { FileProblem, Limits } from '../model.ts'

export type Attributes = Record<string, string>

/** Elements come by their local name, whatever the prefix; attributes as written. */
export interface XmlHandlers {
  open(name: string, attributes: Attributes): void
  close(name: string): void
  text?(text: string): void
}

/** How a format says what is wrong with its XML. */
export interface XmlProblems {
  damaged(): FileProblem
  tooDeep(): FileProblem
  textTooLarge(): FileProblem
  /** Null accepts a document type: its own declarations aside, it is never read. */
  documentType(declaration: string): FileProblem | null
}

/** Characters between two events: the longest text, tag or comment held in memory. */
const MAX_PENDING = 8 * 1_048_576

/** Reads an XML document by stream, with bounded depth and memory. Entities that it declares aren't known to anyone. */
export const readXml = async (
  chunks: AsyncIterable<Buffer>,
  { limits, problems, mostPending = MAX_PENDING }: { limits: Limits; problems: XmlProblems; mostPending?: number },
  handlers: XmlHandlers,
): Promise<void> => {
  const parser = new SaxesParser({ xmlns: false, position: false })
  let depth = 0
  let moved = false

  parser.on('opentag', ({ name, attributes }) => {
    moved = true
    depth += 1
    if (depth > limits.nesting) throw problems.tooDeep()
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
  parser.on('doctype', (declaration) => {
    const problem = problems.documentType(declaration)
    if (problem) throw problem
  })
  parser.on('error', () => {
    throw problems.damaged()
  })

  let pending = 0
  for await (const text of decode(chunks, problems)) {
    moved = false
    parser.write(text)
    pending = moved ? 0 : pending + text.length
    if (pending > mostPending) throw problems.textTooLarge()
  }
  parser.close()
}

const localName = (name: string): string => {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

async function* decode(chunks: AsyncIterable<Buffer>, problems: XmlProblems): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null
  for await (const chunk of chunks) {
    decoder ??= decoderOf(chunk, problems)
    yield decoder.decode(chunk, { stream: true })
  }
  yield decoder?.decode() ?? ''
}

/** UTF-16 by its mark, else the encoding that the declaration names, UTF-8 without one (XML 1.0, appendix F). */
const decoderOf = (start: Buffer, problems: XmlProblems): TextDecoder => {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le')
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder('utf-16be')
  const declaration = /^(?:\xef\xbb\xbf)?<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(
    start.toString('latin1', 0, 200),
  )
  try {
    return new TextDecoder(declaration?.[1] ?? 'utf-8')
  } catch {
    // An encoding that nobody knows.
    throw problems.damaged()
  }
}

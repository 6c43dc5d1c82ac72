import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { readUtf8 } from '../../encodings/read-text.ts'
import { FileProblem, type Encoding, type Limits } from '../../model.ts'
import { createKeyedRows } from '../keyed-rows.ts'
import type { ReadFile, Reader } from '../reader.ts'
import type { FileToInspect } from '../../worker-protocol.ts'
import { encodingOfJson } from './json-encoding.ts'
import { rowsOfLargeDocument } from './large-json.ts'
import { cellText, lineOfError, parseExactly, rowsIn, type Row } from './json-rows.rules.ts'

/** A document is read in memory, several times its size; larger ones and lines of JSON are read row by row. */
const MOST_BYTES = 100_000_000

/**
 * The table of a JSON file: an array of objects (also as the one list of an object), an object of arrays, or an object a
 * line. Numbers are as the file writes them; what is nested is its JSON. Null `csvPath` for what is no table.
 */
export const readJson: Reader = async (file, format) => {
  const rows = format === 'ndjson' ? linesOf(file.path) : await rowsOfDocument(file)
  if (!rows) return NO_TABLE
  const csvPath = join(file.scratchFolder, 'json.csv')
  const written = await writeCsv(rows, csvPath, file.limits)
  return written ? { ...NO_TABLE, csvPath, hasHeader: true } : NO_TABLE
}

const NO_TABLE: ReadFile = { csvPath: null, hasHeader: false, sheets: null, geo: null }

const rowsOfDocument = async ({
  path,
  limits: { nesting },
}: FileToInspect): Promise<Iterable<Row> | AsyncIterable<Row> | null> => {
  const encoding = await encodingOfJson(path)
  if ((await stat(path)).size > MOST_BYTES) return rowsOfLargeDocument({ path, encoding, nesting }, PROBLEMS)
  const isUtf16 = encoding === 'utf-16le' || encoding === 'utf-16be'
  const text = isUtf16 ? await textOf(path, encoding) : await readFile(path, 'utf8')
  return rowsIn(parse(text.replace(/^\ufeff/, ''), null))
}

const PROBLEMS = {
  damaged: () => damaged('contenu', 'content'),
  tooDeep: () => tooDeep(),
  tooLarge: () => tooLarge(),
}

const textOf = async (path: string, encoding: Encoding): Promise<string> => {
  const pieces: Buffer[] = []
  for await (const chunk of readUtf8(path, encoding, false)) pieces.push(chunk)
  return Buffer.concat(pieces).toString('utf8')
}

async function* linesOf(path: string): AsyncGenerator<Row> {
  const input = Readable.from(readUtf8(path, 'utf-8', true))
  let number = 0
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      number += 1
      if (line.trim() === '') continue
      const value = parse(line.replace(/^\ufeff/, ''), number)
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw damaged(`ligne ${number}`, `line ${number}`)
      yield value as Row
    }
  } finally {
    // Whoever stops in the middle leaves the file open otherwise.
    input.destroy()
  }
}

const parse = (text: string, line: number | null): unknown => {
  try {
    return parseExactly(text)
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep()
    const at = line ?? lineOfError(text, error instanceof Error ? error.message : '')
    throw damaged(`ligne ${at}`, `line ${at}`)
  }
}

const writeCsv = async (rows: Iterable<Row> | AsyncIterable<Row>, path: string, limits: Limits): Promise<boolean> => {
  const output = createKeyedRows(`${path}.rows`, limits, tooLarge)
  try {
    for await (const row of rows)
      output.write(Object.entries(row).map(([name, value]): [string, string] => [name, cellText(value)]))
  } catch (error) {
    // The worker lives on: a draft left open is a descriptor less.
    await output.drop()
    throw error
  }
  return output.finish(path)
}

const damaged = (fr: string, en: string): FileProblem =>
  new FileProblem('damaged', {
    fr: `Ce fichier JSON est mal formé (${fr}) : il est publié sans tableau. Corrigez-le à sa source.`,
    en: `This JSON file is malformed (${en}): it is published without a table. Mend it at its source.`,
  })

const tooLarge = (): FileProblem =>
  new FileProblem('too_large', {
    fr: 'Ce fichier JSON est trop grand pour être lu comme un tableau : il est publié sans. Publiez-le aussi en CSV, ou en JSON par lignes (.jsonl).',
    en: 'This JSON file is too large to be read as a table: it is published without one. Publish it as CSV too, or as lines of JSON (.jsonl).',
  })

const tooDeep = (): FileProblem =>
  new FileProblem('too_large', {
    fr: 'Ce fichier JSON est imbriqué sur trop de niveaux pour être lu comme un tableau.',
    en: 'This JSON file is nested on too many levels to be read as a table.',
  })

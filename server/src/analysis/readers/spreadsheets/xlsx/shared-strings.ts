import type { Limits } from '../../../model.ts'
import { textTooLarge } from '../problems.ts'
import { MAX_CELL_CHARACTERS } from '../workbook.ts'
import { readPart } from '../workbook-xml.ts'
import type { ZipPackage } from '../../zip-package.ts'

/** All the texts of a workbook in memory: more than this, and it had better be a CSV. */
const MAX_CHARACTERS = 200_000_000

/** The texts that cells refer to by number; the pronunciation of East Asian ones is left out. */
export const readSharedStrings = async (zip: ZipPackage, limits: Limits): Promise<string[]> => {
  const part = 'xl/sharedStrings.xml'
  if (!zip.has(part)) return []
  const strings: string[] = []
  let current = ''
  let total = 0
  let inText = false
  let inPhonetic = false
  await readPart(zip.read(part), part, limits, {
    open: (name) => {
      if (name === 'si') current = ''
      if (name === 'rPh') inPhonetic = true
      if (name === 't') inText = !inPhonetic
    },
    close: (name) => {
      if (name === 't') inText = false
      if (name === 'rPh') inPhonetic = false
      if (name === 'si') strings.push(unescaped(current))
    },
    text: (text) => {
      if (!inText) return
      current += text
      total += text.length
      if (current.length > MAX_CELL_CHARACTERS || total > MAX_CHARACTERS) throw textTooLarge()
    },
  })
  return strings
}

/** `_x000D_` writes a character that XML doesn't take (ECMA-376 part 1 §22.4.2.4). */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text

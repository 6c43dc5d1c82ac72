import type { Limits } from '../../model.ts'
import { readXml, type XmlHandlers } from '../xml-events.ts'
import { openZip, type ZipPackage } from '../zip-package.ts'
import { damaged, encrypted, textTooLarge, tooDeep, tooManyParts, unpackedTooLarge, unsafeXml } from './problems.ts'

/** A workbook's zip; what is wrong with it is said of a workbook. */
export const openWorkbook = (path: string, limits: Limits): Promise<ZipPackage> =>
  openZip(path, limits, {
    damaged,
    encrypted,
    tooLarge: unpackedTooLarge,
    tooManyEntries: () => tooManyParts('entries'),
  })

/** A part of a workbook, by stream: no document type in it. */
export const readPart = (
  chunks: AsyncIterable<Buffer>,
  part: string,
  limits: Limits,
  handlers: XmlHandlers,
): Promise<void> => readXml(chunks, { limits, problems: { ...PROBLEMS, damaged: () => damaged(part) } }, handlers)

const PROBLEMS = { tooDeep, textTooLarge, documentType: unsafeXml }

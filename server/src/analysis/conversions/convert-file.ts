import { createWriteStream } from 'node:fs'
import { copyFile, rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Invalid } from '../../lib/errors.ts'
import { detectEncoding } from '../encodings/detect-encoding.ts'
import { exportTable } from '../fixes/export-table.ts'
import { openText } from '../fixes/text-codec.ts'
import { detectFormat } from '../formats/detect-format.ts'
import { unpack } from '../readers/archives/unpack.ts'
import { openZip } from '../readers/zip-package.ts'
import type { FileToFix } from '../worker-protocol.ts'
import { archiveProblems, isNoise } from './archives.ts'
import type { FileConversion } from './model.ts'

/** Makes another file of one. Throws `Invalid` for what isn't possible, `FileProblem` for a file that can't be read. */
export const convertFile = async (file: FileToFix, conversion: FileConversion): Promise<void> => {
  switch (conversion.kind) {
    case 'utf8':
      return toUtf8(file)
    case 'sheet': {
      const format = await detectFormat(file.path)
      if (format === 'zip' || format === 'gzip') throw notAWorkbook()
      const { path } = await exportTable(file, conversion.sheet)
      return copyFile(path, file.outputPath)
    }
    case 'member':
      return extractMember(file, conversion.name)
  }
}

/** Names of the files of an archive, without what systems leave in it. */
export const listMembers = async ({ path, fileName, limits }: FileToFix): Promise<string[]> => {
  if ((await archiveFormat(path)) === 'gzip') return [innerName(fileName)]
  const zip = await openZip(path, limits, archiveProblems)
  zip.close()
  return zip.names.filter((name) => !isNoise(name))
}

/** Formats that are texts, and don't say their encoding themselves. */
const TEXTS = [null, 'json', 'ndjson', 'geojson']

const toUtf8 = async ({ path, outputPath }: FileToFix): Promise<void> => {
  if (!TEXTS.includes(await detectFormat(path))) throw notAText()
  const { chunks } = await openText(path, await detectEncoding(path), true)
  await pipeline(Readable.from(chunks()), createWriteStream(outputPath))
}

const extractMember = async (file: FileToFix, name: string): Promise<void> => {
  if ((await archiveFormat(file.path)) === 'gzip') {
    const { inner } = await unpack(file, 'gzip')
    if (!inner || name !== innerName(file.fileName)) throw archiveProblems.damaged(name)
    return rename(inner.path, file.outputPath)
  }
  const zip = await openZip(file.path, file.limits, archiveProblems)
  try {
    await pipeline(Readable.from(zip.read(name)), createWriteStream(file.outputPath))
  } finally {
    zip.close()
  }
}

/** Workbooks and maps are zips too: what is in them is no file of people's. */
const archiveFormat = async (path: string): Promise<'gzip' | 'zip'> => {
  const format = await detectFormat(path)
  if (format !== 'gzip' && format !== 'zip') throw notAnArchive()
  return format
}
const innerName = (fileName: string): string => fileName.replace(/\.(gz|gzip)$/i, '')

const notAText = (): Invalid =>
  new Invalid({
    fr: 'Ce fichier n’est pas un texte dont l’encodage puisse changer.',
    en: 'This file is no text whose encoding could change.',
  })
const notAWorkbook = (): Invalid =>
  new Invalid({
    fr: 'Ce fichier est une archive, pas un classeur.',
    en: 'This file is an archive, not a workbook.',
  })
const notAnArchive = (): Invalid =>
  new Invalid({
    fr: 'Ce fichier n’est pas une archive zip ou gzip.',
    en: 'This file is no zip or gzip archive.',
  })

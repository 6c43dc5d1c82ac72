import { copyFile } from 'node:fs/promises'
import type { FileFix } from '../finding.ts'
import type { FileToFix } from '../worker-protocol.ts'
import { exportTable, ownText } from './export-table.ts'
import { fixText } from './fix-text.ts'
import type { AppliedFix, FixedFile } from './model.ts'
import { alreadyText, otherExtension } from './refusals.ts'
import type { TextFix } from './stages.ts'

/**
 * Makes a new file of an original one and a list of fixes, each speaking of the file as the ones before left it. The
 * original is only read. Throws `Invalid` for a fix that isn't possible, `FileProblem` for a file that can't be read.
 */
export const fixFile = async (file: FileToFix, fixes: FileFix[]): Promise<FixedFile> => {
  const onBytes = fixes.filter(({ action }) => action !== 'rename_file')
  const [first] = onBytes
  const exported = first?.action === 'export_sheet' ? await exportTable(file, first.sheet) : null
  const textFixes = (exported ? onBytes.slice(1) : onBytes).map(asTextFix)
  const text = exported ?? (textFixes.length > 0 ? await ownText(file) : null)

  const applied: AppliedFix[] = exported ? [{ columns: [], count: null }] : []
  if (text && textFixes.length > 0) applied.push(...(await fixText(text, textFixes, file.outputPath)))
  else if (text) await copyFile(text.path, file.outputPath)

  return {
    fileName: renamed(text?.fileName ?? file.fileName, fixes),
    hasNewBytes: text !== null,
    applied: fixes.map(({ action }) => (action !== 'rename_file' && applied.shift()) || { columns: [], count: null }),
  }
}

/** What comes after an export is about a CSV. */
const asTextFix = (fix: FileFix): TextFix => {
  if (fix.action === 'export_sheet') throw alreadyText()
  return fix as TextFix
}

const renamed = (fileName: string, fixes: FileFix[]): string =>
  fixes.reduce((name, fix) => {
    if (fix.action !== 'rename_file') return name
    if (extensionOf(fix.fileName) !== extensionOf(name)) throw otherExtension()
    return fix.fileName
  }, fileName)

const extensionOf = (name: string): string => /\.[^.]+$/.exec(name)?.[0].toLowerCase() ?? ''

import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FileProblem, type Limits, type Problem } from '../model.ts'
import type { FileToInspect } from '../worker-protocol.ts'

/** Files to give to one reader alone, each with a scratch folder of its own. */
export const startScratch = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reader-'))

  const file = async (
    content: Buffer | string,
    fileName = 'file',
    limits: Partial<Limits> = {},
  ): Promise<FileToInspect> => {
    const path = join(folder, randomUUID())
    await writeFile(path, content)
    return fileAt(path, fileName, limits)
  }

  const fileAt = async (path: string, fileName = 'file', limits: Partial<Limits> = {}): Promise<FileToInspect> => {
    const scratchFolder = `${path}.scratch`
    await mkdir(scratchFolder)
    return {
      ...{ path, fileName, scratchFolder, engineMemoryMb: 256 },
      ...{ parquetPath: `${path}.parquet`, partialParquetPath: `${path}.part` },
      ...{ tilesPath: `${path}.pmtiles`, partialTilesPath: `${path}.tiles.part` },
      limits: { unpackedBytes: 2_000_000_000, cells: 50_000_000, nesting: 256, ...limits },
    }
  }

  return { folder, file, fileAt, stop: () => rm(folder, { recursive: true, force: true }) }
}

/** What a reader says of a file that it refuses. */
export const problemOf = async (reading: Promise<unknown>): Promise<Problem> => {
  try {
    await reading
  } catch (error) {
    if (error instanceof FileProblem) return error.problem
    throw error
  }
  throw new Error('The file was read')
}

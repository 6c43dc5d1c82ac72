import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { receiveFile, type ReceivedFile } from '../../ingest/index.ts'
import { convertFile } from './convert-file.ts'
import type { FlowDeps } from '../deps.ts'
import type { Conversion } from '../model.ts'

/** Takes what a conversion makes of a partial file, which is forgotten. What is refused stays where it is. */
export const convertReceived = async (
  deps: FlowDeps,
  conversion: Conversion,
  { partial, fileName }: { partial: string; fileName: string },
): Promise<ReceivedFile> => {
  await mkdir(deps.tempDir, { recursive: true })
  const output = join(deps.tempDir, `flow-${randomUUID()}`)
  try {
    const file = { path: deps.partials.pathOf(partial), fileName }
    const converted = await convertFile(deps, conversion, file, output)
    const received = await receiveFile(deps, { fileName: converted.fileName, body: createReadStream(output) })
    await deps.partials.remove(partial)
    return received
  } finally {
    await rm(output, { force: true })
  }
}

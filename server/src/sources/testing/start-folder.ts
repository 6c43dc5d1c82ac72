import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { FolderSpec } from '../model.ts'

export interface TestFolder {
  /** For `deps.folderRoot`, or `FLOW_FOLDERS`. */
  root: string
  spec: FolderSpec
  /** At once, as a careful program does: written beside, then renamed. */
  put(key: string, body: string | Uint8Array): Promise<void>
  remove(key: string): Promise<void>
  close(): Promise<void>
}

/** A folder of its own, with the folder of a flow inside. */
export const startFolder = async (): Promise<TestFolder> => {
  const root = await mkdtemp(join(tmpdir(), 'cimaise-folder-'))
  await mkdir(join(root, 'flux'))
  return {
    root,
    spec: { kind: 'folder', path: 'flux' },
    put: async (key, body) => {
      await mkdir(dirname(join(root, 'flux', key)), { recursive: true })
      await writeFile(join(root, 'being-written'), body)
      await rename(join(root, 'being-written'), join(root, 'flux', key))
    },
    remove: (key) => rm(join(root, 'flux', key)),
    close: () => rm(root, { recursive: true }),
  }
}

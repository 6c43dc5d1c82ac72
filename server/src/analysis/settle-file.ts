import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** On the disk before it has its name: whoever sees the file sees all of it, after a power cut too. */
export const settleFile = async (from: string, to: string): Promise<void> => {
  await sync(from)
  await rename(from, to)
  // Windows can't open a folder, and needs no such sync.
  if (process.platform !== 'win32') await sync(dirname(to))
}

const sync = async (path: string): Promise<void> => {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

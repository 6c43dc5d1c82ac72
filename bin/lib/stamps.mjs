/** Work that is done once for each state of its sources, remembered by a stamp: their hash. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const isDone = (stamp, wanted) => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted

/** The stamp goes before the work and comes back after it: work that was interrupted is done again. */
export const stampAround = (stamp, wanted, work) => {
  rmSync(stamp, { force: true })
  work()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

/** One hash for files and folders, names included. */
export const hashOf = (paths, root) => {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((path) => filesIn(join(root, path))))
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

const filesIn = (path) => {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
}

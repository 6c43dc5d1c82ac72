import { closeSync, openSync } from 'node:fs'
import { writeAll } from '../write-all.ts'
import { LINE_FEED } from './dialect-bytes.ts'

/** Rows go to the disk by the megabyte, each with the end of line that it lacks, or as they are. */
export const createRowOutput = (path: string, { endsRows = true } = {}) => {
  const file = openSync(path, 'wx')
  const buffer = Buffer.alloc(1_048_576)
  let length = 0
  let isOpen = true
  const flush = (): void => {
    writeAll(file, buffer.subarray(0, length))
    length = 0
  }
  return {
    write: (row: Buffer): void => {
      if (length + row.length + 1 > buffer.length) flush()
      if (row.length + 1 > buffer.length) {
        writeAll(file, row)
      } else {
        length += row.copy(buffer, length)
      }
      if (!endsRows) return
      buffer[length] = LINE_FEED
      length += 1
    },
    /** Again: nothing. */
    close: (): void => {
      if (!isOpen) return
      isOpen = false
      try {
        flush()
      } finally {
        closeSync(file)
      }
    },
  }
}

import { writeSync } from 'node:fs'

/** One write call may take less than it was given, when the disk is nearly full. */
export const writeAll = (file: number, bytes: Uint8Array): void => {
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written)
}

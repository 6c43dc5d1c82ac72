import { open } from 'node:fs/promises'
import { damagedParquet, encryptedParquet } from './parquet-problems.rules.ts'

/** The end of the file says where its description begins: checked before anything relies on it. */
export const checkFooter = async (path: string): Promise<void> => {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    // Magic, description, its length, magic again.
    if (size < 12) throw damagedParquet()
    const { buffer: tail } = await file.read(Buffer.alloc(8), 0, 8, size - 8)
    const magic = tail.toString('latin1', 4)
    if (magic === 'PARE') throw encryptedParquet()
    if (magic !== 'PAR1' || tail.readUInt32LE(0) > size - 12) throw damagedParquet()
  } finally {
    await file.close()
  }
}

/** One field of a dBASE table: its name, its type (`C`, `N`, `D`, `L`…) and its width. */
export type Field = [name: string, type: string, width: number]

/** A dBASE III table of these rows, each cell already as wide text; `driver` is its language driver. */
export const dbfOf = (fields: Field[], rows: (string | Buffer)[][], driver = 0): Buffer => {
  const recordBytes = 1 + fields.reduce((sum, [, , width]) => sum + width, 0)
  const header = Buffer.alloc(32 + 32 * fields.length + 1)
  header[0] = 3
  header.writeUInt32LE(rows.length, 4)
  header.writeUInt16LE(header.length, 8)
  header.writeUInt16LE(recordBytes, 10)
  header[29] = driver
  for (const [index, [name, type, width]] of fields.entries()) {
    const at = 32 + 32 * index
    header.write(name, at, 11, 'latin1')
    header.write(type, at + 11, 'latin1')
    header[at + 16] = width
  }
  header[header.length - 1] = 0x0d
  const records = rows.map((cells) => {
    const record = Buffer.alloc(recordBytes, ' ')
    let at = 1
    for (const [index, [, type, width]] of fields.entries()) {
      const cell = Buffer.from(cells[index] ?? '')
      cell.copy(record, type === 'N' ? at + Math.max(0, width - cell.length) : at, 0, width)
      at += width
    }
    return record
  })
  return Buffer.concat([header, ...records, Buffer.from([0x1a])])
}

/** The shapes of a layer: the contents of their records, one after another. */
export const shpOf = (type: number, contents: Buffer[]): Buffer => {
  const header = Buffer.alloc(100)
  header.writeInt32BE(9994, 0)
  header.writeInt32LE(1000, 28)
  header.writeInt32LE(type, 32)
  const records = contents.flatMap((content, index) => {
    const start = Buffer.alloc(8)
    start.writeInt32BE(index + 1, 0)
    start.writeInt32BE(content.length / 2, 4)
    return [start, content]
  })
  const bytes = Buffer.concat([header, ...records])
  bytes.writeInt32BE(bytes.length / 2, 24)
  return bytes
}

export const nullShape = (): Buffer => Buffer.alloc(4)

export const pointShape = (x: number, y: number): Buffer => {
  const content = Buffer.alloc(20)
  content.writeInt32LE(1, 0)
  content.writeDoubleLE(x, 4)
  content.writeDoubleLE(y, 12)
  return content
}

/** A polygon (5) or lines (3): rings of `[x, y]`. */
export const partsShape = (type: 3 | 5, parts: [number, number][][]): Buffer => {
  const points = parts.flat()
  const content = Buffer.alloc(44 + 4 * parts.length + 16 * points.length)
  content.writeInt32LE(type, 0)
  content.writeUInt32LE(parts.length, 36)
  content.writeUInt32LE(points.length, 40)
  let first = 0
  for (const [index, part] of parts.entries()) {
    content.writeUInt32LE(first, 44 + 4 * index)
    first += part.length
  }
  for (const [index, [x, y]] of points.entries()) {
    content.writeDoubleLE(x, 44 + 4 * parts.length + 16 * index)
    content.writeDoubleLE(y, 44 + 4 * parts.length + 16 * index + 8)
  }
  return content
}

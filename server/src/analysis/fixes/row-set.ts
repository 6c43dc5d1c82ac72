import { hash } from 'node:crypto'
import { tooManyRows } from './refusals.ts'

/** 268 MB at most, and half as much again while it grows: eleven million different rows. */
const MOST_SLOTS = 2 ** 24
const FULL = 0.7
const WORDS = 4

/**
 * Rows already seen, by 128 bits of their SHA-256: two rows that differ have the same once in 10²⁴ tables of ten million
 * rows. A `Set` of texts would take ten times the memory. Throws `Invalid` when there are too many.
 */
export const createRowSet = () => {
  let table = new Uint32Array(4096 * WORDS)
  let size = 0

  /** The slot of this hash: its own, or the empty one where it goes. */
  const slotOf = (slots: Uint32Array, words: Uint32Array): number => {
    const mask = slots.length / WORDS - 1
    for (let slot = (words[0] ?? 0) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * WORDS
      const isEmpty = slots[at + 3] === 0
      const isSame = words.every((word, index) => slots[at + index] === word)
      if (isEmpty || isSame) return at
    }
  }

  const grow = (): void => {
    if (table.length / WORDS >= MOST_SLOTS) throw tooManyRows()
    const larger = new Uint32Array(table.length * 2)
    for (let at = 0; at < table.length; at += WORDS) {
      const words = table.subarray(at, at + WORDS)
      if (words[3] !== 0) larger.set(words, slotOf(larger, words))
    }
    table = larger
  }

  /** False when this row was added before. */
  const add = (row: string): boolean => {
    const digest = hash('sha256', row, 'buffer')
    const words = Uint32Array.from({ length: WORDS }, (_, index) => digest.readUInt32LE(index * 4))
    // Zero there marks an empty slot.
    words[3] = (words[3] ?? 0) || 1
    const at = slotOf(table, words)
    if (table[at + 3] !== 0) return false
    table.set(words, at)
    size += 1
    if (size > FULL * (table.length / WORDS)) grow()
    return true
  }

  return { add }
}

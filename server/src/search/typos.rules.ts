export interface Candidate {
  neighbour: string
  uses: number
}

/** The word that was meant: the fewest slips, then the most used; none when all are too far. */
export const closestTo = (word: string, candidates: Candidate[]): string | undefined => {
  const allowed = slipsAllowed(word)
  const near = candidates
    .map((candidate) => ({ ...candidate, slips: slipsBetween(word, candidate.neighbour) }))
    .filter(({ slips }) => slips <= allowed)
  near.sort(
    (one, other) => one.slips - other.slips || other.uses - one.uses || (one.neighbour < other.neighbour ? -1 : 1),
  )
  return near[0]?.neighbour
}

/** One slip from 4 letters, two from 8: shorter words are one slip away from anything. */
const slipsAllowed = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2)

/** Letters missing, added, changed or swapped with the next (Damerau and Levenshtein's distance, optimal alignment). */
export const slipsBetween = (one: string, other: string): number => {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row++) {
    const line = [row]
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1]
      const cheapest = Math.min(at(last, column) + 1, at(line, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      line.push(swapped ? Math.min(cheapest, at(before, column - 2) + 1) : cheapest)
    }
    before = last
    last = line
  }
  return at(last, other.length)
}

const at = (line: number[], column: number): number => line[column] ?? Infinity

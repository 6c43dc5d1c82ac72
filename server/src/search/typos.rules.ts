/** A word of the index that looks like one of the question. */
export interface Neighbour {
  word: string
  neighbour: string
  /** Documents that hold it, as far as counted. */
  uses: number
}

/** What was meant by each word that has a neighbour close enough. */
export const correctionsOf = (neighbours: Neighbour[]): Map<string, string> => {
  const words = [...new Set(neighbours.map(({ word }) => word))]
  return new Map(words.flatMap((word) => closestTo(word, neighbours).map((closest) => [word, closest])))
}

/** The fewest slips, then the most used; none when all are too far. */
const closestTo = (word: string, neighbours: Neighbour[]): string[] => {
  const near = neighbours
    .filter((candidate) => candidate.word === word)
    .map((candidate) => ({ ...candidate, slips: slipsBetween(word, candidate.neighbour) }))
    .filter(({ slips }) => slips <= slipsAllowed(word))
  near.sort(
    (one, other) => one.slips - other.slips || other.uses - one.uses || (one.neighbour < other.neighbour ? -1 : 1),
  )
  return near.slice(0, 1).map(({ neighbour }) => neighbour)
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

/** The known word that somebody most likely meant: two letters apart at most, fewer for a short word. */
export const nearestOf = (written: string, known: string[]): string | null => {
  const word = written.slice(0, 60).toLowerCase().replaceAll('-', '_')
  const [best] = known
    .map((name) => ({ name, distance: distanceBetween(word, name.toLowerCase().replaceAll('-', '_')) }))
    .toSorted((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.max(1, Math.min(2, Math.floor(word.length / 3))) ? best.name : null
}

/** Letters to add, take away or change (Levenshtein). */
const distanceBetween = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (const [i, letter] of [...a].entries()) {
    const above = row
    row = [i + 1]
    for (let j = 1; j <= b.length; j += 1)
      row[j] = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1))
  }
  return row[b.length] ?? 0
}

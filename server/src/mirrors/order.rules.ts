/**
 * In which order to put a dataset's resources; null when they are in it, `theirs` when people chose one. `mirrored`: those that came from the other
 * server, in its order; `before`: the same at the last time. What people added stays before or after them; once
 * people moved any of them, their order is kept.
 */
export const orderOf = (now: string[], mirrored: string[], before: string[]): string[] | 'theirs' | null => {
  const there = new Set(now)
  const left = before.filter((id) => there.has(id))
  const leftNow = now.filter((id) => left.includes(id))
  if (leftNow.some((id, i) => id !== left[i])) return 'theirs'
  const theirs = new Set(mirrored)
  const first = now.findIndex((id) => left.includes(id))
  const added = now.filter((id) => !theirs.has(id))
  const ahead = new Set(first < 0 ? [] : now.slice(0, first).filter((id) => !theirs.has(id)))
  const wanted = [
    ...added.filter((id) => ahead.has(id)),
    ...mirrored.filter((id) => there.has(id)),
    ...added.filter((id) => !ahead.has(id)),
  ]
  return wanted.every((id, i) => id === now[i]) ? null : wanted
}

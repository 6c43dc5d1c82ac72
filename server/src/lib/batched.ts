/**
 * Asks once for all who ask in the same turn of the event loop: `ask` gets their keys, each gets the answer to its own.
 * A question is never answered by what was read before it was asked.
 */
export const batched = <T>(
  ask: (keys: string[]) => Promise<Map<string, T>>,
): ((key: string) => Promise<T | undefined>) => {
  let batch: { keys: Set<string>; answers: Promise<Map<string, T>> } | undefined
  const open = () => {
    const keys = new Set<string>()
    const answers = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      batch = undefined
      return ask([...keys])
    })
    return { keys, answers }
  }
  return async (key) => {
    batch ??= open()
    batch.keys.add(key)
    return (await batch.answers).get(key)
  }
}

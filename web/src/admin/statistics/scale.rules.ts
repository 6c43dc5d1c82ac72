/** The top of an axis: the first round number (20, 30, 40, 50, 60, 80, 100…) that holds the largest value, with half of it a whole number. */
export const topOf = (values: number[]): number => {
  const largest = Math.max(2, ...values)
  const power = 10 ** Math.floor(Math.log10(largest))
  const steps = [1, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power)
  return steps.find((step) => step >= largest && step % 2 === 0) ?? 10 * power
}

/** Which marks are written under the bars, so that they never touch: the last one always, then every so many. */
export const isMarked = (index: number, count: number, room: number): boolean =>
  (count - 1 - index) % Math.max(1, Math.ceil(count / room)) === 0

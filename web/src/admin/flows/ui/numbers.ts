/** What was typed as a whole number; null when there is none. */
export const wholeOrNull = (typed: string): number | null => {
  const digits = typed.replace(/\D/g, '')
  return digits === '' ? null : Number(digits)
}

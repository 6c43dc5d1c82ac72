/** `short`: figures are still to come. */
export type SiretState = 'empty' | 'letters' | 'short' | 'long' | 'key' | 'good'

/** La Poste's head office: the official exception to the key. */
const LA_POSTE = '35600000000048'

export const digitsOf = (typed: string): string => typed.replace(/\s/g, '')

/** What is to be said of a SIRET while it is typed. The server judges it again. */
export const siretState = (typed: string): SiretState => {
  const digits = digitsOf(typed)
  if (digits === '') return 'empty'
  if (!/^\d+$/.test(digits)) return 'letters'
  if (digits.length < 14) return 'short'
  if (digits.length > 14) return 'long'
  return digits === LA_POSTE || hasGoodKey(digits.slice(0, 9)) ? 'good' : 'key'
}

/** The SIREN's own key: every second figure from the right counts double, and the figures of all add up to tens. */
const hasGoodKey = (siren: string): boolean => {
  let sum = 0
  for (let place = 0; place < siren.length; place++) {
    const figure = Number(siren[siren.length - 1 - place])
    const weighed = place % 2 === 0 ? figure : figure * 2
    sum += Math.trunc(weighed / 10) + (weighed % 10)
  }
  return sum % 10 === 0
}

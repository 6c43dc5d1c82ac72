/** Luhn's check of a string of digits (ISO/IEC 7812-1 annex B): SIREN, SIRET and bank cards end with such a key. */
export const luhn = (digits: string): boolean => {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index])
    const weighted = index % 2 === 1 ? 2 * digit : digit
    sum += weighted > 9 ? weighted - 9 : weighted
  }
  return sum % 10 === 0
}

/** Nine digits and their key. Nine zeros have a right key and are nobody. */
export const isSiren = (text: string): boolean => /^\d{9}$/.test(text) && !/^0+$/.test(text) && luhn(text)

/** The SIREN of La Poste, whose thousands of establishments outnumber the keys: the sum of their digits is a multiple of 5. */
const LA_POSTE = '356000000'

export const isSiret = (text: string): boolean => {
  if (!/^\d{14}$/.test(text) || !isSiren(text.slice(0, 9))) return false
  if (luhn(text)) return true
  return text.startsWith(LA_POSTE) && [...text].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0
}

/** A French national directory number (NIR) with its key: sex, year, month, département, commune, rank, key. */
export const isNir = (text: string): boolean => {
  const found = NIR.exec(text)
  if (!found?.[3]) return false
  return Number(found[3]) === 97 - Number(BigInt(nirNumber(found)) % 97n)
}

/** The thirteen characters of a NIR without key: a shape that other numbers have too. */
export const isNirWithoutKey = (text: string): boolean => NIR.test(text) && text.length === 13

/** Months above 12 are those of people whose month of birth isn't known (INSEE). */
const NIR = /^([1-478]\d{2}(?:0[1-9]|1[0-2]|[2-3]\d|4[0-2]|[5-9]\d))((?:0[1-9]|[1-9]\d|2[AB])\d{6})(\d{2})?$/

/** In Corsica, the letters of 2A and 2B count as 19 and 18. */
const nirNumber = ([, birth = '', place = '']: RegExpExecArray): string =>
  birth + place.replace(/^2A/, '19').replace(/^2B/, '18')

/** ISO 13616: the remainder by 97 of the account number, letters as numbers, its first four characters last. */
export const isIban = (text: string): boolean => {
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(text)) return false
  const digits = `${text.slice(4)}${text.slice(0, 4)}`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  return BigInt(digits) % 97n === 1n
}

/** Visa, Mastercard and American Express: other numbers of sixteen digits have a right key one time in ten. */
export const isCardNumber = (text: string): boolean =>
  /^(?:4\d{15}|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|2720\d{12}|3[47]\d{13})$/.test(text) && luhn(text)

/** A school: département, four digits, a letter. */
export const isUai = (text: string): boolean => /^(?:0\d{2}|[67]20|9[78]\d|20[AB]|2[AB]\d)\d{4}[A-Z]$/i.test(text)

/** An association: W and nine characters, the third of which may be a letter (Corsica). */
export const isRna = (text: string): boolean => /^W\d[0-9A-Z]\d{7}$/i.test(text)

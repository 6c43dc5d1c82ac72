import type { Encoding } from '../model.ts'
import type { ByteCounts } from './byte-counts.rules.ts'

export type SingleByte = Extract<Encoding, 'windows-1252' | 'iso-8859-15' | 'macroman' | 'cp850'>

/** The single-byte encoding that makes the most French text of these bytes; the first one wins a tie. */
export const likeliestEncoding = (counts: ByteCounts, alphabets: [SingleByte, string[]][]): SingleByte => {
  const scores = alphabets.map(([encoding, characters]) => ({ encoding, score: scoreOf(counts, characters) }))
  return scores.reduce((best, other) => (other.score > best.score ? other : best)).encoding
}

/** A file of UTF-8 with a few spoilt bytes is still UTF-8: read otherwise, all its accents would be wrong. */
export const isDamagedUtf8 = ({ utf8Sequences, strayBytes }: ByteCounts): boolean => utf8Sequences > 10 * strayBytes

const scoreOf = ({ afterSmallLetter, elsewhere }: ByteCounts, characters: string[]): number => {
  let score = 0
  for (let byte = 128; byte < 256; byte += 1) {
    const character = characters[byte] ?? '\ufffd'
    score += (afterSmallLetter[byte] ?? 0) * weightOf(character, true)
    score += (elsewhere[byte] ?? 0) * weightOf(character, false)
  }
  return score
}

/** French letters and signs count for, what French tables never hold counts against, the rest of Europe is neutral. */
const weightOf = (character: string, afterSmallLetter: boolean): number => {
  if ('éèàçêôûîâùëïœæ'.includes(character)) return 3
  if ('ÉÈÀÇÊÔÛÎÂÙËÏŒÆ'.includes(character)) return afterSmallLetter ? -3 : 2
  if ('«»’‘“”–—…•°€²³§·\u00a0'.includes(character)) return 1
  if (/[a-zß-ÿ]/i.test(character) && !'ÐÞþðÝ'.includes(character))
    return afterSmallLetter && /[À-Þ]/.test(character) ? -3 : 0
  return -3
}

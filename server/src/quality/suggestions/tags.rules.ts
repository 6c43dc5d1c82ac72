import { keyWordsOf } from './titles.rules.ts'
import type { SuggestedTag } from './model.ts'

interface Vocabulary {
  required: string[]
  recommended: string[]
  /** Of each other dataset of the producer. */
  used: string[][]
}
const MOST = 8

/** What the producer asks for, then those of its words that are found in the text, its own list first. */
export const tagsFor = (text: string, { required, recommended, used }: Vocabulary): SuggestedTag[] => {
  const words = new Set(keyWordsOf(text))
  const isSaid = (tag: string): boolean => {
    const parts = keyWordsOf(tag)
    return parts.length > 0 && parts.every((part) => words.has(part))
  }
  const found: SuggestedTag[] = [
    ...required.map((tag) => ({ tag, why: 'required' as const })),
    ...recommended.filter(isSaid).map((tag) => ({ tag, why: 'recommended' as const })),
    ...mostUsed(used)
      .filter(isSaid)
      .map((tag) => ({ tag, why: 'used' as const })),
  ]
  return found.filter(({ tag }, index) => found.findIndex((one) => one.tag === tag) === index).slice(0, MOST)
}

const mostUsed = (used: string[][]): string[] => {
  const counts = new Map<string, number>()
  for (const tag of used.flat()) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([tag]) => tag)
}

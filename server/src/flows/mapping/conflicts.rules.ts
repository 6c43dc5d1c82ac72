import type { Text } from '../../lib/text.ts'
import type { Mapping } from '../model.ts'

export interface Identified {
  identity: string
  key: string
  modifiedAt: Date | null
}

type Dated = Pick<Identified, 'key' | 'modifiedAt'>

export interface Resolved<T> {
  /** One for each identity that has no conflict. */
  kept: T[]
  /** Every key of an identity that has several, with the same sentence: none of them is taken. */
  conflicts: { identity: string; items: T[]; text: Text }[]
  /** Left aside for a later one, by the mapping's choice. */
  older: { item: T; latest: T; text: Text }[]
}

/** More names than these in a sentence help nobody. */
const MOST_NAMES = 5

/**
 * What becomes of several keys of one identity. The latest is the one changed last, a date coming before no date, the
 * last key of the alphabet between equals: the same listing always gives the same answer, in any order.
 */
export const findConflicts = <T extends Identified>(items: Iterable<T>, several: Mapping['several']): Resolved<T> => {
  const resolved: Resolved<T> = { kept: [], conflicts: [], older: [] }
  const families = new Map<string, T[]>()
  for (const item of items) {
    const family = families.get(item.identity)
    if (family) family.push(item)
    else families.set(item.identity, [item])
  }
  for (const [identity, family] of families) {
    const [latest, ...older] = family.toSorted(latestFirst)
    if (!latest) continue
    if (older.length > 0 && several === 'fail') {
      const names = family.map(({ key }) => key).toSorted(inOrder)
      resolved.conflicts.push({ identity, items: family, text: sameFile(names, identity) })
      continue
    }
    resolved.kept.push(latest)
    for (const item of older) resolved.older.push({ item, latest, text: olderThan(latest.key) })
  }
  return resolved
}

/** Negative when the first one is the file of their identity. */
export const latestFirst = (a: Dated, b: Dated): number =>
  (b.modifiedAt?.getTime() ?? -Infinity) - (a.modifiedAt?.getTime() ?? -Infinity) || inOrder(b.key, a.key)

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const sameFile = (keys: string[], identity: string): Text => {
  const rest = keys.length - MOST_NAMES
  const list = (quote: (key: string) => string): string => keys.slice(0, MOST_NAMES).map(quote).join(', ')
  return {
    fr: `${list((key) => `« ${key} »`)}${rest > 0 ? ` et ${rest} autres` : ''} désignent le même fichier (${identity}) : aucun n’est publié. Retirez-en de la source, ou ajoutez à l’identité ce qui les distingue.`,
    en: `${list((key) => `“${key}”`)}${rest > 0 ? ` and ${rest} others` : ''} are the same file (${identity}): none is published. Take some away from the source, or add what distinguishes them to the identity.`,
  }
}
/** Why a file is left aside: this one came later. */
export const olderThan = (key: string): Text => ({
  fr: `« ${key} » désigne le même fichier et a été modifié plus tard.`,
  en: `“${key}” is the same file and was changed later.`,
})

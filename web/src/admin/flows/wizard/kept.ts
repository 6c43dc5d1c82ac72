import type { SourceTest } from '@cimaise/client'
import type { FlowForm } from '../form.rules.ts'

/** What a page that is reloaded finds again, as long as its tab is open. Never a secret. */
export type Kept = { form: FlowForm; found: SourceTest | null; revision: number }

const keyOf = (place: string): string => `cimaise:flux:${place}`

export const keep = (place: string, kept: Kept): void => {
  try {
    sessionStorage.setItem(keyOf(place), JSON.stringify(kept))
  } catch {
    // Storage is full or refused: the page itself still has it all.
  }
}

/** Null when there is nothing, or when the flow changed since. */
export const recall = (place: string, revision: number): Kept | null => {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(place)) ?? 'null') as Kept | null
    return kept?.revision === revision ? kept : null
  } catch {
    return null
  }
}

export const forget = (place: string): void => {
  try {
    sessionStorage.removeItem(keyOf(place))
  } catch {
    // Nothing was kept either.
  }
}

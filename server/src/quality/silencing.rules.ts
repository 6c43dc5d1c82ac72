import { CONTENT_RULES, type Finding } from '../analysis/index.ts'
import type { Text } from '../lib/text.ts'
import { COMPARISON_RULES } from '../versions/index.ts'

/** Why nobody may call this normal once and for all; null when they may. */
export const refusalOf = ({ rule, place }: Pick<Finding, 'rule' | 'place'>): Text | null => {
  if (rule === 'nir') return NEVER
  if (EVENTS.has(rule)) return EACH_TIME
  // Of which columns isn't in the place: other people could be named by the next version.
  return rule === 'named-person-with-birth' && place.kind === 'file' ? EACH_TIME : null
}

/**
 * What happens to one version, and says nothing of the next: silenced once, it would hide every accident to come. A rule
 * that the content alone has too, of a key that repeats itself, tells how the file is.
 */
const EVENTS = new Set([
  ...COMPARISON_RULES.filter((rule) => !CONTENT_RULES.includes(rule)),
  ...['cumulative-decrease', 'analysis-error-present'],
])

const NEVER: Text = {
  fr: 'Des numéros de sécurité sociale ne sont jamais normaux dans un fichier publié : retirez-les. S’il s’agit d’autre chose, une autre personne que celle qui le dépose peut le publier, en disant pourquoi.',
  en: 'Social security numbers are never normal in a published file: take them away. If they are something else, another person than who deposits it may publish it, saying why.',
}
const EACH_TIME: Text = {
  fr: 'Ce constat porte sur une seule version : le taire cacherait les accidents des suivantes. Dites à la publication pourquoi c’est normal.',
  en: 'This finding is about one version: silencing it would hide accidents of the next ones. Say why it is normal when you publish.',
}

import type { Comparison } from '@cimaise/client'
import { words } from '../../language.ts'
import { previewWords } from '../../ui/preview-words.ts'
import { count } from '../words.ts'

const w = words({
  fr: {
    added: (n: number) => count(n, 'ligne ajoutée', 'lignes ajoutées'),
    removed: (n: number) => count(n, 'ligne supprimée', 'lignes supprimées'),
    changed: (n: number) => count(n, 'ligne modifiée', 'lignes modifiées'),
    same: 'Aucune ligne n’a changé',
    columnsAdded: (names: string) => `Colonnes ajoutées\u202f: ${names}`,
    columnsRemoved: (names: string) => `Colonnes supprimées\u202f: ${names}`,
    renamed: (names: string) => `Colonnes renommées\u202f: ${names}`,
    retyped: (names: string) => `Lues autrement\u202f: ${names}`,
    reordered: 'Les colonnes ont changé d’ordre',
  },
  en: {
    added: (n) => count(n, 'row added', 'rows added'),
    removed: (n) => count(n, 'row removed', 'rows removed'),
    changed: (n) => count(n, 'row changed', 'rows changed'),
    same: 'No row changed',
    columnsAdded: (names) => `Columns added: ${names}`,
    columnsRemoved: (names) => `Columns removed: ${names}`,
    renamed: (names) => `Columns renamed: ${names}`,
    retyped: (names) => `Read differently: ${names}`,
    reordered: 'The columns changed order',
  },
})

/** `3 lignes ajoutées, 1 supprimée, 12 modifiées`, or that none changed. */
export const rowChanges = ({ rows }: Comparison): string => {
  const { added, removed, changed } = rows
  const parts = [added > 0 && w.added(added), removed > 0 && w.removed(removed), changed && w.changed(changed)]
  return parts.filter(Boolean).join(', ') || w.same
}

/** `Colonnes ajoutées : statut`… one sentence for each kind of change. */
export const columnChanges = ({ columns }: Comparison): string[] =>
  [
    columns.added.length > 0 && w.columnsAdded(columns.added.join(', ')),
    columns.removed.length > 0 && w.columnsRemoved(columns.removed.join(', ')),
    columns.renamed.length > 0 && w.renamed(columns.renamed.map(({ from, to }) => `${from} → ${to}`).join(', ')),
    columns.retyped.length > 0 &&
      w.retyped(
        columns.retyped.map(({ name, from, to }) => `${name} (${typeWord(from)} → ${typeWord(to)})`).join(', '),
      ),
    columns.reordered && w.reordered,
  ].filter((sentence) => sentence !== false)

/** A type in words; a meaning (`code_commune`) is nearly so. */
const typeWord = (type: string): string =>
  (previewWords.types as Record<string, string>)[type] ?? type.replaceAll('_', ' ')

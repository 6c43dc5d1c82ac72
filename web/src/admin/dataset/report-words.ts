import type { Comparison } from '@cimaise/client'
import { previewWords } from '../../ui/preview-words.ts'
import { count } from '../words.ts'

/** `3 lignes ajoutées, 1 supprimée, 12 modifiées`, or that none changed. */
export const rowChanges = ({ rows }: Comparison): string => {
  const parts = [
    rows.added > 0 && count(rows.added, 'ligne ajoutée', 'lignes ajoutées'),
    rows.removed > 0 && count(rows.removed, 'ligne supprimée', 'lignes supprimées'),
    (rows.changed ?? 0) > 0 && count(rows.changed ?? 0, 'ligne modifiée', 'lignes modifiées'),
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : 'Aucune ligne n’a changé'
}

/** `colonne ajoutée : statut`… one sentence for each kind of change. */
export const columnChanges = ({ columns }: Comparison): string[] =>
  [
    columns.added.length > 0 && `Colonnes ajoutées : ${columns.added.join(', ')}`,
    columns.removed.length > 0 && `Colonnes supprimées : ${columns.removed.join(', ')}`,
    columns.renamed.length > 0 &&
      `Colonnes renommées : ${columns.renamed.map(({ from, to }) => `${from} → ${to}`).join(', ')}`,
    columns.retyped.length > 0 &&
      `Lues autrement : ${columns.retyped.map(({ name, from, to }) => `${name} (${typeWord(from)} → ${typeWord(to)})`).join(', ')}`,
    columns.reordered && 'Les colonnes ont changé d’ordre',
  ].filter((sentence) => sentence !== false)

/** A type in words; a meaning (`code_commune`) is nearly so. */
const typeWord = (type: string): string =>
  (previewWords.types as Record<string, string>)[type] ?? type.replaceAll('_', ' ')

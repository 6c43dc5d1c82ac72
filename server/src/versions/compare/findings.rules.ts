import { typeWords, type Comparison, type Finding, type Severity, type Table } from '../../analysis/index.ts'
import { english, french, type Text } from '../../lib/text.ts'
import { brokenColumns } from './breaks.rules.ts'

/** The names that findings of a comparison have. */
export const COMPARISON_RULES: string[] = [
  'row-collapse',
  'no-table-any-more',
  'schema-removed-column',
  'schema-renamed-column',
  'schema-retyped-column',
  'schema-added-column',
  'schema-reordered-columns',
  'other-format',
  'distribution-break',
  'key-duplicates',
  'identical-replacement',
]

/** A table that becomes none: there is nothing to compare, and something to tell. */
export const NO_TABLE_ANY_MORE: Finding = {
  rule: 'no-table-any-more',
  severity: 'blocker',
  place: { kind: 'file' },
  message: {
    fr: 'La version courante est un tableau ; celle-ci n’a pas pu être lue comme un tableau : l’aperçu et l’API des lignes disparaîtraient.',
    en: 'The current version is a table; this one could not be read as one: the preview and the row API would be gone.',
  },
}

/** What a comparison with the current version has to say (tabular.md §6, C17 to C23). */
export const comparisonFindings = (comparison: Comparison, before: Table, after: Table): Finding[] => [
  ...rowCollapse(comparison),
  ...removedColumns(comparison),
  ...retypedColumns(comparison),
  ...newColumns(comparison),
  ...otherFormat(comparison),
  ...brokenColumns(before, after),
  ...identicalRows(comparison),
]

const finding = (rule: string, severity: Severity, message: Text): Finding => ({
  ...{ rule, severity, place: { kind: 'file' }, message },
})

/** Fewer than four rows in five, or more than three times as many. Half of them gone is nearly always an accident. */
const rowCollapse = ({ rows: { before, after } }: Comparison): Finding[] => {
  if (before < 10 || (after >= 0.8 * before && after <= 3 * before)) return []
  const percent = Math.round((100 * (after - before)) / before)
  const [fr, en] = [
    `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`,
    `${percent > 0 ? '+' : '−'}${Math.abs(percent)}%`,
  ]
  return [
    finding('row-collapse', after < before / 2 ? 'blocker' : 'warning', {
      fr: `${french(after)} lignes contre ${french(before)} dans la version courante (${fr}).`,
      en: `${english(after)} rows against ${english(before)} in the current version (${en}).`,
    }),
  ]
}

const removedColumns = ({ columns: { removed, renamed } }: Comparison): Finding[] => [
  ...removed.map((name) =>
    finding('schema-removed-column', 'warning', {
      fr: `La colonne « ${name} » a disparu : les programmes qui la lisent vont s’arrêter.`,
      en: `The column “${name}” is gone: programs that read it will stop.`,
    }),
  ),
  ...renamed.map(({ from, to }) =>
    finding('schema-renamed-column', 'warning', {
      fr: `La colonne « ${from} » s’appelle maintenant « ${to} » : les programmes qui la lisent vont s’arrêter.`,
      en: `The column “${from}” is now called “${to}”: programs that read it will stop.`,
    }),
  ),
]

const retypedColumns = ({ columns }: Comparison): Finding[] =>
  columns.retyped.map(({ name, ...types }) => {
    const [from, to] = [typeWords(types.from), typeWords(types.to)]
    return finding('schema-retyped-column', 'warning', {
      fr: `La colonne « ${name} » était lue comme « ${from.fr} », elle l’est maintenant comme « ${to.fr} ».`,
      en: `The column “${name}” was read as “${from.en}”, it now is as “${to.en}”.`,
    })
  })

const newColumns = ({ columns: { added, reordered } }: Comparison): Finding[] => [
  ...(added.length > 0
    ? [
        finding('schema-added-column', 'advice', {
          fr: `${added.length > 1 ? 'Nouvelles colonnes' : 'Nouvelle colonne'} à décrire : ${added.join(', ')}.`,
          en: `New ${added.length > 1 ? 'columns' : 'column'} to describe: ${added.join(', ')}.`,
        }),
      ]
    : []),
  ...(reordered
    ? [
        finding('schema-reordered-columns', 'advice', {
          fr: 'Les colonnes ne sont plus dans le même ordre : qui les lit par leur rang se trompera.',
          en: 'The columns are not in the same order any more: whoever reads them by position will be wrong.',
        }),
      ]
    : []),
]

const WORDS = {
  format: ['Le format', 'The format'],
  encoding: ['L’encodage', 'The encoding'],
  separator: ['Le séparateur', 'The separator'],
}
const otherFormat = ({ format }: Comparison): Finding[] =>
  format.map(({ what, from, to }) =>
    finding('other-format', what === 'encoding' ? 'advice' : 'warning', {
      fr: `${WORDS[what][0]} a changé : « ${shown(from)} » avant, « ${shown(to)} » maintenant.`,
      en: `${WORDS[what][1]} changed: “${shown(from)}” before, “${shown(to)}” now.`,
    }),
  )
const shown = (text: string): string => (text === '\t' ? 'tabulation' : text)

const identicalRows = ({ rows, columns }: Comparison): Finding[] => {
  const isSame = rows.added === 0 && rows.removed === 0 && !rows.changed
  const sameColumns = columns.added.length + columns.removed.length + columns.renamed.length === 0
  return isSame && sameColumns
    ? [
        finding('identical-replacement', 'advice', {
          fr: 'Ce fichier contient exactement les mêmes lignes que la version courante.',
          en: 'This file has exactly the same rows as the current version.',
        }),
      ]
    : []
}

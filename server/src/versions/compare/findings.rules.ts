import type { Finding, Severity, Table } from '../../analysis/index.ts'
import type { Text } from '../../lib/text.ts'
import type { Comparison } from '../../analysis/index.ts'

/** What a comparison with the current version has to say (tabular.md §6, C17 to C22). */
export const comparisonFindings = (comparison: Comparison, before: Table, after: Table): Finding[] => [
  ...rowCollapse(comparison),
  ...removedColumns(comparison),
  ...retypedColumns(comparison),
  ...newColumns(comparison),
  ...otherFormat(comparison),
  ...breaks(before, after),
  ...identicalRows(comparison),
]

const finding = (
  rule: string,
  severity: Severity,
  message: Text,
  place: Finding['place'] = { kind: 'file' },
): Finding => ({ rule, severity, place, message })

const french = (count: number): string => count.toLocaleString('fr-FR')
const english = (count: number): string => count.toLocaleString('en-GB')

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
  columns.retyped.map(({ name, from, to }) =>
    finding('schema-retyped-column', 'warning', {
      fr: `La colonne « ${name} » était lue comme « ${from} », elle l’est maintenant comme « ${to} ».`,
      en: `The column “${name}” was read as “${from}”, it now is as “${to}”.`,
    }),
  )

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

/** Columns of one name whose values aren't the same kind of values any more: a new unit, a field left empty. */
const breaks = (before: Table, after: Table): Finding[] =>
  after.columns.flatMap((column, index) => {
    const former = before.columns.find(({ name }) => name === column.name)
    if (!former || before.rowCount < 20 || after.rowCount < 20) return []
    const place = { kind: 'column' as const, column: index + 1, name: column.name }
    const [empty, wasEmpty] = [column.emptyCount / after.rowCount, former.emptyCount / before.rowCount]
    const [median, was] = [column.profile.median, former.profile.median]
    const found: Finding[] = []
    if (empty > 3 * wasEmpty && empty - wasEmpty > 0.05)
      found.push(finding('distribution-break', 'warning', missing(column.name, wasEmpty, empty), place))
    if (median && was && (median / was >= 10 || was / median >= 10))
      found.push(finding('distribution-break', 'warning', otherScale(column.name, was, median), place))
    return found
  })

const missing = (name: string, before: number, after: number): Text => ({
  fr: `« ${name} » est vide dans ${Math.round(100 * after)} % des lignes, contre ${Math.round(100 * before)} % avant.`,
  en: `“${name}” is empty in ${Math.round(100 * after)}% of the rows, against ${Math.round(100 * before)}% before.`,
})
const otherScale = (name: string, before: number, after: number): Text => ({
  fr: `Rupture dans « ${name} » : la médiane passe de ${french(before)} à ${french(after)}. Changement d’unité ?`,
  en: `A break in “${name}”: the median goes from ${english(before)} to ${english(after)}. Another unit?`,
})

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

import type { Issue } from '../model.ts'

/**
 * The names of the columns, each one unique: as in the file, but for outer spaces, and line breaks or repeated spaces
 * which become one space. An empty name becomes `colonne_3`, the second `Nom` becomes `Nom_2`: both are written without
 * quotes in the address of a filter.
 */
export const columnNames = (
  cells: string[],
  width: number,
  line: number | null,
): { names: string[]; issues: Issue[] } => {
  const written = Array.from({ length: width }, (_, index) => (cells[index] ?? '').replace(/\s+/g, ' ').trim())
  const taken = new Set(written)
  const seen = new Set<string>()
  const names = written.map((name, index) => {
    const wanted = name === '' ? `colonne_${index + 1}` : name
    const isFree = !seen.has(wanted) && (name !== '' || !taken.has(wanted))
    const unique = isFree ? wanted : freeName(wanted, (other) => seen.has(other) || taken.has(other))
    seen.add(unique)
    return unique
  })
  return { names, issues: line === null ? [] : headerIssues(written, line) }
}

/** How many columns at the right have neither a name nor a value: spreadsheets leave some. */
export const emptyTailLength = (isEmpty: boolean[], headerCells: string[]): number => {
  const last = isEmpty.findLastIndex((empty, index) => !empty || Boolean(headerCells[index]))
  return isEmpty.length - 1 - Math.max(0, last)
}

const freeName = (name: string, isTaken: (name: string) => boolean): string => {
  for (let rank = 2; ; rank += 1) if (!isTaken(`${name}_${rank}`)) return `${name}_${rank}`
}

const headerIssues = (written: string[], line: number): Issue[] => {
  const issues: Issue[] = []
  const empty = written.flatMap((name, index) => (name === '' ? [index + 1] : []))
  if (empty.length > 0) {
    const places = listOf(empty.map(String))
    issues.push({
      code: 'empty_header',
      line,
      message: {
        fr: `Des colonnes n’ont pas de nom (rang ${places}) : elles sont nommées d’après leur rang.`,
        en: `Some columns have no name (position ${places}): they are named after their position.`,
      },
    })
  }
  const repeated = [...new Set(written.filter((name, index) => name !== '' && written.indexOf(name) < index))]
  if (repeated.length > 0) {
    issues.push({
      code: 'duplicated_header',
      line,
      message: {
        fr: `Plusieurs colonnes portent le même nom (${listOf(repeated)}) : un numéro est ajouté aux suivantes.`,
        en: `Several columns have the same name (${listOf(repeated)}): a number is added to the next ones.`,
      },
    })
  }
  return issues
}

const listOf = (names: string[]): string => names.slice(0, 5).join(', ') + (names.length > 5 ? '…' : '')

import type { Finding } from '../finding.ts'
import { PERSONAL_RULES } from './personal-data.rules.ts'
import type { Around, CheckedColumn, CheckedFile } from './rule.ts'
import { COLUMN_RULES, FILE_RULES } from './rules.ts'

export const checkColumn = (column: CheckedColumn, around: Around): Finding[] =>
  COLUMN_RULES.flatMap((rule) => rule.check(column, around))

export const checkFile = (file: CheckedFile): Finding[] => FILE_RULES.flatMap((rule) => rule.check(file))

/** Codes whose zeros a spreadsheet ate. */
export const isSpoiltCode = ({ rule }: Finding): boolean => rule.startsWith('leading-zero-')

export const isPersonal = ({ rule }: Finding): boolean => PERSONAL_RULES.includes(rule)

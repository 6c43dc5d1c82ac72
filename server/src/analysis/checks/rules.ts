import * as dates from './dates.rules.ts'
import * as geography from './geography.rules.ts'
import * as headers from './headers.rules.ts'
import * as identifiers from './identifiers.rules.ts'
import * as layout from './layout.rules.ts'
import * as personal from './personal-data.rules.ts'
import type { ColumnRule, FileRule } from './rule.ts'
import * as text from './text.rules.ts'
import * as truncation from './truncation.rules.ts'
import * as values from './values.rules.ts'
import * as workbooks from './workbooks.rules.ts'

/** Every rule on one column (tabular.md §4.2 and §6): their order is that of what they cost a reader. */
export const COLUMN_RULES: ColumnRule[] = [
  personal.nir,
  personal.ibanOrCard,
  personal.personalEmail,
  personal.personalPhone,
  personal.freeTextPersonal,
  personal.smallGroups,
  identifiers.leadingZeroCommune,
  identifiers.leadingZeroPostcode,
  identifiers.leadingZeroDepartement,
  identifiers.leadingZeroIdentifier,
  identifiers.identifierScientific,
  identifiers.identifierAsDecimal,
  identifiers.identifierInvalid,
  identifiers.sirenSiretMixed,
  values.keyDuplicates,
  values.spreadsheetErrors,
  values.decimalMixed,
  values.mixedTypes,
  values.missingCodes,
  values.zeroAsMissing,
  values.percentConverted,
  values.severalValuesInCell,
  dates.datesAutoConverted,
  dates.ambiguousDates,
  dates.twoDigitYears,
  dates.futureDates(() => new Date()),
  text.mojibake,
  text.controlCharacters,
  text.formulaInjection,
  text.spacesAround,
  headers.columnNameTooLong,
  headers.headerLineBreak,
  geography.obsoleteGeography,
]

/** Every rule on a whole file. */
export const FILE_RULES: FileRule[] = [
  personal.namedPersonWithBirth,
  layout.errorPage,
  truncation.truncatedByTool,
  layout.unevenRows,
  headers.columnNameEmptyOrDuplicate,
  layout.preamble,
  layout.totalsRow,
  workbooks.severalSheets,
  workbooks.mergedCells,
  geography.swappedCoordinates,
  geography.invalidGeometries,
  geography.undeclaredCrs,
  geography.notWgs84,
  geography.emptyGeometries,
  headers.columnNameCharacters,
  headers.wideCrosstab,
  layout.duplicateRows,
  layout.emptyColumns,
  workbooks.colourAsInformation,
  text.notUtf8,
  workbooks.notCsv,
  geography.postcodeInsteadOfInsee,
  geography.referenceAlignment,
]

/** Names of all of them: what is said of a file's content alone. */
export const CONTENT_RULES: string[] = [...COLUMN_RULES, ...FILE_RULES].map(({ id }) => id)

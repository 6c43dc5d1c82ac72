import { english, french } from '../../lib/text.ts'
import { isSiren, isSiret } from '../reference/identifiers.rules.ts'
import { labelOf } from '../reference/labels.rules.ts'
import { isCommuneCode, isPostalCode } from '../reference/territories.ts'
import { filledCount, inColumn, percent, tally } from './findings.rules.ts'
import type { ColumnRule } from './rule.ts'

const LEAST = 5
const says = (name: string, pattern: RegExp): boolean => pattern.test(labelOf(name))
const COMMUNE = /\b(code (insee|commune|com)|insee|depcom|codgeo)\b|^(commune|com)$/
const POSTCODE = /\b(code postal|codes postaux|cp|postcode|postal code)\b/
const SIREN_SIRET = /\b(siren|siret)\b/
const IDENTIFIER = /\b(siren|siret|uai|rna|ean|ean13|isbn|finess)\b/

/** Excel takes 06088 for the number 6088 (the ministry's first frequent error). */
export const leadingZeroCommune: ColumnRule = {
  id: 'leading-zero-commune',
  check: (column) => {
    if (!says(column.name, COMMUNE) || says(column.name, POSTCODE)) return []
    // Four digits that are a code once a zero stands before them: a number of inhabitants rarely is, half of them never.
    const lost = tally(column.values, (text) => /^[1-9]\d{3}$/.test(text) && isCommuneCode(`0${text}`))
    const others = tally(column.values, (text) => isCommuneCode(text))
    const filled = filledCount(column.values)
    if (lost.count === 0 || filled < LEAST || lost.count + others.count < 0.8 * filled) return []
    const value = lost.examples[0]?.value ?? ''
    return [
      inColumn(column, {
        ...{ rule: 'leading-zero-commune', severity: 'blocker', examples: lost.examples },
        message: {
          fr: `La colonne « ${column.name} » a perdu le zéro initial de ${french(lost.count)} codes commune (${value} → 0${value}).`,
          en: `${english(lost.count)} commune codes in “${column.name}” lost their leading zero (${value} → 0${value}).`,
        },
        fix: { action: 'pad_zeros', column: column.position, length: 5 },
      }),
    ]
  },
}

export const leadingZeroPostcode: ColumnRule = {
  id: 'leading-zero-postcode',
  check: (column) => {
    if (!says(column.name, POSTCODE)) return []
    const lost = tally(column.values, (text) => /^[1-9]\d{3}$/.test(text) && isPostalCode(`0${text}`))
    if (lost.count === 0 || filledCount(column.values) < LEAST) return []
    const value = lost.examples[0]?.value ?? ''
    return [
      inColumn(column, {
        ...{ rule: 'leading-zero-postcode', severity: 'blocker', examples: lost.examples },
        message: {
          fr: `${french(lost.count)} codes postaux de « ${column.name} » ont perdu leur zéro initial (${value} → 0${value}).`,
          en: `${english(lost.count)} postcodes in “${column.name}” lost their leading zero (${value} → 0${value}).`,
        },
        fix: { action: 'pad_zeros', column: column.position, length: 5 },
      }),
    ]
  },
}

export const leadingZeroDepartement: ColumnRule = {
  id: 'leading-zero-departement',
  check: (column) => {
    if (!says(column.name, /\b(departement|dept|dpt|dep)\b/)) return []
    const short = tally(column.values, (text) => /^[1-9]$/.test(text))
    const right = tally(column.values, (text) => /^0[1-9]$/.test(text))
    const codes = tally(column.values, (text) => /^(\d{1,3}|2[AB])$/i.test(text))
    const isCodes = codes.count >= 0.9 * filledCount(column.values) && new Set(column.values).size >= 3
    if (short.count === 0 || right.count > 0 || !isCodes) return []
    return [
      inColumn(column, {
        ...{ rule: 'leading-zero-departement', severity: 'warning', examples: short.examples },
        message: {
          fr: `Les départements 1 à 9 de « ${column.name} » doivent s’écrire 01 à 09.`,
          en: `Departments 1 to 9 in “${column.name}” must be written 01 to 09.`,
        },
        fix: { action: 'pad_zeros', column: column.position, length: 2 },
      }),
    ]
  },
}

export const leadingZeroIdentifier: ColumnRule = {
  id: 'leading-zero-identifier',
  check: (column) => {
    if (!says(column.name, SIREN_SIRET)) return []
    const isLost = (text: string): boolean =>
      (text.length === 8 && isSiren(`0${text}`)) || (text.length === 13 && isSiret(`0${text}`))
    const lost = tally(column.values, isLost)
    if (lost.count === 0) return []
    const length = (lost.examples[0]?.value.length ?? 8) + 1
    return [
      inColumn(column, {
        ...{ rule: 'leading-zero-identifier', severity: 'blocker', examples: lost.examples },
        message: {
          fr: `${french(lost.count)} ${length === 9 ? 'SIREN' : 'SIRET'} de « ${column.name} » semblent amputés de leur zéro initial.`,
          en: `${english(lost.count)} ${length === 9 ? 'SIRENs' : 'SIRETs'} in “${column.name}” seem to miss their leading zero.`,
        },
        fix: { action: 'pad_zeros', column: column.position, length },
      }),
    ]
  },
}

/** 3,56E+13: the last digits are gone, no program can find them again. */
export const identifierScientific: ColumnRule = {
  id: 'identifier-scientific',
  check: (column) => {
    const found = tally(column.values, (text) => /^\d([.,]\d+)?E\+?(0?[89]|1[0-4])$/i.test(text))
    const all = filledCount(column.values)
    const isIdentifier = says(column.name, IDENTIFIER) || (all >= LEAST && found.count === all)
    if (found.count === 0 || !isIdentifier) return []
    return [
      inColumn(column, {
        ...{ rule: 'identifier-scientific', severity: 'blocker', examples: found.examples },
        message: {
          fr: `La colonne « ${column.name} » est en notation scientifique (${found.examples[0]?.value}) : des chiffres sont perdus. Réexportez depuis la source, au format texte.`,
          en: `The column “${column.name}” is in scientific notation (${found.examples[0]?.value}): digits are lost. Export again from the source, as text.`,
        },
      }),
    ]
  },
}

export const identifierAsDecimal: ColumnRule = {
  id: 'identifier-as-decimal',
  check: (column) => {
    const found = tally(column.values, (text) => /^(\d{9}|\d{14})[.,]0+$/.test(text))
    if (found.count === 0 || (found.count < LEAST && !says(column.name, IDENTIFIER))) return []
    return [
      inColumn(column, {
        ...{ rule: 'identifier-as-decimal', severity: 'warning', examples: found.examples },
        message: {
          fr: `${french(found.count)} identifiants de « ${column.name} » se terminent par « ,0 » : ils ont été lus comme des nombres.`,
          en: `${english(found.count)} identifiers in “${column.name}” end in “.0”: they were read as numbers.`,
        },
        fix: { action: 'strip_decimals', column: column.position },
      }),
    ]
  },
}

export const identifierInvalid: ColumnRule = {
  id: 'identifier-invalid',
  check: (column) => {
    if (!says(column.name, SIREN_SIRET)) return []
    const bare = (text: string): string => text.replace(/[\s\u00a0\u202f.]/g, '')
    const filled = filledCount(column.values)
    const valid = tally(column.values, (text) => isSiren(bare(text)) || isSiret(bare(text)))
    // What other rules explain, and a column of another thing altogether, aren't said again here.
    const explained = tally(column.values, (text) => /^\d([.,]\d+)?E\+/i.test(text) || /^\d+[.,]0+$/.test(text))
    const invalid = filled - valid.count - explained.count
    if (filled < LEAST || invalid <= 0.05 * filled || valid.count < 0.3 * filled) return []
    const wrong = tally(column.values, (text) => !isSiren(bare(text)) && !isSiret(bare(text)))
    return [
      inColumn(column, {
        ...{ rule: 'identifier-invalid', severity: 'warning', examples: wrong.examples },
        message: {
          fr: `${percent(invalid / filled)} % des identifiants de « ${column.name} » sont invalides (longueur ou clé).`,
          en: `${percent(invalid / filled)}% of the identifiers in “${column.name}” are invalid (length or key).`,
        },
      }),
    ]
  },
}

export const sirenSiretMixed: ColumnRule = {
  id: 'siren-siret-mixed',
  check: (column) => {
    const filled = filledCount(column.values)
    const sirens = tally(column.values, (text) => isSiren(text))
    const sirets = tally(column.values, (text) => isSiret(text))
    const isMixed = sirens.count >= 0.05 * filled && sirets.count >= 0.05 * filled
    if (filled < LEAST || !isMixed || sirens.count + sirets.count < 0.5 * filled) return []
    return [
      inColumn(column, {
        ...{ rule: 'siren-siret-mixed', severity: 'warning' },
        examples: [...sirens.examples.slice(0, 3), ...sirets.examples.slice(0, 3)],
        message: {
          fr: `« ${column.name} » mélange des SIREN et des SIRET : séparez-les en deux colonnes.`,
          en: `“${column.name}” mixes SIRENs and SIRETs: put them in two columns.`,
        },
      }),
    ]
  },
}

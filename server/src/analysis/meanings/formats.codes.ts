import { isIban, isNir, isRna, isSiren, isSiret, isUai } from '../reference/identifiers.rules.ts'
import { labels, type Format } from './format.ts'

const matches =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text)

const withoutSpaces = (text: string): string => text.replace(/[\s\u00a0\u202f]/g, '')

/** Identifiers of organisations, persons and things. */
export const CODES: Format[] = [
  {
    ...{ format: 'siret', least: 0.8, isCode: true, fits: (text) => isSiret(withoutSpaces(text)) },
    labels: labels('siret', 'num siret', 'n° siret', 'numero siret', 'code siret', 'siretacheteur', 'coll siret'),
  },
  {
    ...{ format: 'siren', least: 0.9, isCode: true, needsLabel: true, fits: (text) => isSiren(withoutSpaces(text)) },
    labels: {
      ...labels('siren', 'n° siren', 'numero siren', 'num siren', 'code siren', 'siren organisme', 'siren titulaire'),
      epci: 0.9,
    },
  },
  {
    ...{ format: 'nir', least: 0.8, isCode: true, fits: (text) => isNir(withoutSpaces(text)) },
    labels: labels('nir', 'numero securite sociale', 'n° securite sociale', 'num secu', 'secu', 'numero secu'),
  },
  {
    ...{ format: 'iban', least: 0.8, isCode: true, fits: (text) => isIban(withoutSpaces(text)) },
    labels: labels('iban', 'rib', 'compte'),
  },
  {
    ...{ format: 'code_rna', least: 0.9, isCode: true, fits: isRna },
    labels: { ...labels('code rna', 'rna', 'n° inscription association', 'identifiant association'), asso: 0.75 },
  },
  {
    ...{ format: 'uai', least: 0.8, isCode: true, fits: isUai },
    labels: { ...labels('uai', 'code uai', 'code etablissement', 'numero uai', 'code rne'), rne: 0.75 },
  },
  {
    ...{ format: 'insee_ape700', least: 0.8, isCode: true, needsLabel: true, fits: matches(/^\d{2}\.?\d{2}[A-Z]$/) },
    labels: { ...labels('code ape', 'code naf', 'code activite', 'code activite ape'), naf: 0.75, ape: 0.75 },
  },
  {
    ...{ format: 'code_fantoir', least: 1, isCode: true, needsLabel: true, fits: matches(/^[0-9A-Z]\d{3}[A-Z]$/) },
    labels: labels('code fantoir', 'fantoir'),
  },
  {
    ...{ format: 'id_rnb', least: 1, isCode: true, needsLabel: true, fits: matches(/^[0-9A-Z]{12}$/) },
    labels: labels('rnb', 'batid', 'id rnb'),
  },
  {
    ...{ format: 'isbn', least: 0.9, isCode: true, needsLabel: true, fits: (text) => isEan(text.replaceAll('-', '')) },
    labels: labels('isbn', 'ean', 'ean13', 'code barre', 'gencod'),
  },
  {
    format: 'uuid',
    least: 0.8,
    labels: labels('id', 'identifiant', 'uuid'),
    fits: matches(/^\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?$/i),
  },
  {
    ...{ format: 'mongo_object_id', least: 0.8, fits: matches(/^[0-9a-f]{24}$/i) },
    labels: labels('id', 'objectid'),
  },
]

/** Thirteen digits, the last one a key (GS1 General Specifications §7.9); ISBN-13 are such numbers. */
const isEan = (digits: string): boolean => {
  if (!/^\d{13}$/.test(digits)) return false
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0
}

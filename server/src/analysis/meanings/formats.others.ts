import { labels, type Format } from './format.ts'

const matches =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text)

const oneOf = (...words: string[]): ((text: string) => boolean) => {
  const known = new Set(words)
  return (text) => known.has(text.toLowerCase().replace(/\.$/, ''))
}

/** ISO 3166 by what the runtime can name: a code without a name of its own is no country. */
const names = new Intl.DisplayNames(['fr'], { type: 'region', fallback: 'none' })
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const COUNTRIES = new Map(
  LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).flatMap((code) => {
    const name = names.of(code)
    return name ? [[code, name.toLowerCase()] as const] : []
  }),
)
const COUNTRY_NAMES = new Set(COUNTRIES.values())

const json = (text: string): unknown => {
  if (!/^[[{]/.test(text) || !/[\]}]$/.test(text)) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const isGeometry = (text: string): boolean => {
  const value = json(text) as
    { type?: unknown; coordinates?: unknown; geometry?: { coordinates?: unknown } } | undefined
  return Boolean(value && ((value.type && value.coordinates) ?? value.geometry?.coordinates))
}

/** Contacts, quantities, moments and the rest. */
export const OTHERS: Format[] = [
  {
    ...{ format: 'email', least: 0.9, fits: matches(/^[^\s@,;<>()]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i) },
    labels: labels('email', 'mail', 'courriel', 'contact', 'mel', 'e mail', 'adresse mail', 'adresse email'),
  },
  {
    ...{ format: 'tel_fr', least: 0.7, isCode: true },
    fits: matches(/^(?:(?:\+|00)33[\s.-]?(?:\(0\)[\s.-]?)?|0)[1-9](?:[\s.\-\u00a0\u202f]?\d{2}){4}$/),
    labels: labels('telephone', 'tel', 'phone', 'num tel', 'tel mob', 'portable', 'mobile', 'fax'),
  },
  {
    ...{ format: 'url', least: 0.95, fits: matches(/^(?:(?:https?|ftp):\/\/|www\.)[^\s/]+\.[^\s/]{2,}(?:\/.*)?$/i) },
    labels: labels('url', 'site web', 'site internet', 'lien', 'web', 'site'),
  },
  {
    ...{ format: 'percent', least: 0.8, fits: matches(/^[+-]?\d+(?:[.,]\d+)?[\s\u00a0\u202f]?%$/) },
    labels: { ...labels('pourcent', 'pourcentage', 'taux'), part: 0.75, pct: 0.75 },
  },
  {
    ...{ format: 'money', least: 0.8 },
    fits: matches(/^[+-]?\d[\d \u00a0\u202f]*(?:[.,]\d+)?[\s\u00a0\u202f]?[€$£¥]$|^[€$£¥]\s?\d[\d ,]*(?:\.\d+)?$/),
    labels: labels('budget', 'salaire', 'euro', 'euros', 'pret', 'montant', 'prix', 'tarif'),
  },
  {
    ...{ format: 'year', least: 0.98, needsLabel: true, fits: matches(/^(?:1[0-9]|20)\d\d$|^2100$/) },
    labels: { ...labels('annee', 'year', 'exercice', 'millesime'), naissance: 0.5, an: 0.5 },
  },
  {
    ...{ format: 'mois_de_lannee', least: 1, labels: labels('mois', 'month') },
    fits: oneOf(
      ...['janvier', 'février', 'fevrier', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'aout', 'septembre'],
      ...['octobre', 'novembre', 'décembre', 'decembre', 'janv', 'févr', 'fevr', 'avr', 'juil', 'sept', 'oct', 'nov'],
      ...['déc', 'dec'],
    ),
  },
  {
    ...{ format: 'jour_de_la_semaine', least: 0.8 },
    labels: { ...labels('jour semaine', 'jour de la semaine', 'jour de fermeture', 'nomjour'), jour: 0.75 },
    fits: oneOf(
      ...['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
      ...['lun', 'mer', 'jeu', 'ven', 'sam', 'dim'],
    ),
  },
  {
    ...{ format: 'sexe', least: 1, needsLabel: true, labels: labels('sexe', 'sex', 'civilite', 'genre') },
    fits: oneOf('homme', 'femme', 'h', 'f', 'm', 'masculin', 'feminin', 'féminin', 'hommes', 'femmes'),
  },
  {
    ...{ format: 'iso_country_code_alpha2', least: 1, needsLabel: true, fits: (text) => COUNTRIES.has(text) },
    labels: { ...labels('iso country code', 'code pays', 'pays', 'country', 'nation', 'pays code'), code: 0.5 },
  },
  {
    ...{ format: 'iso_country_code_alpha3', least: 1, needsLabel: true, fits: matches(/^[A-Z]{3}$/) },
    labels: labels('iso country code', 'code pays', 'code pays iso3', 'pays code', 'iso3'),
  },
  {
    ...{ format: 'pays', least: 0.6, needsLabel: true, fits: (text) => COUNTRY_NAMES.has(text.toLowerCase()) },
    labels: labels('pays', 'country', 'nom du pays', 'libelle pays', 'nom pays'),
  },
  {
    ...{ format: 'geojson', least: 1, fits: isGeometry },
    labels: { ...labels('geojson', 'json geojson', 'json', 'geo shape', 'geoshape', 'geometry'), geom: 0.75 },
  },
  {
    ...{ format: 'wkt', least: 1 },
    fits: matches(/^(?:SRID=\d+;)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s?Z?M?\s?\(.*\)$|^GEOMETRYCOLLECTION\s?\(/i),
    labels: { ...labels('wkt', 'geometry', 'geometrie'), geom: 0.75 },
  },
  {
    ...{ format: 'json', least: 1, fits: (text) => json(text) !== undefined },
    labels: labels('list', 'dict', 'complex', 'json'),
  },
  {
    ...{ format: 'time', least: 0.95, fits: matches(/^(?:[01]?\d|2[0-3])(?:h|[h:][0-5]\d(?::[0-5]\d)?)$/) },
    labels: labels('heure', 'horaire', 'heure debut', 'heure fin', 'time'),
  },
]

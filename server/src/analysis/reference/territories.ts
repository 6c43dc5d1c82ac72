import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { withoutAccents } from './labels.rules.ts'

// INSEE's official geographic code of the year, with the postcodes of La Poste, as one package of JSON files.
const require = createRequire(import.meta.url)

interface Entry {
  code: string
  nom: string
  departement?: string
  region?: string
  codesPostaux?: string[]
  anciensCodes?: string[]
  /** Of a commune that is now part of another. */
  chefLieu?: string
  type?: string
}

const read = (name: string): Entry[] =>
  JSON.parse(readFileSync(require.resolve(`@etalab/decoupage-administratif/data/${name}.json`), 'utf8')) as Entry[]

/** Read when first asked for, once a process: 9 MB. */
const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined
  return () => (made ??= make())
}

const communes = once(() => {
  const all = read('communes')
  const today = all.filter(({ type }) => type === 'commune-actuelle' || type === 'arrondissement-municipal')
  const codes = new Set(today.map(({ code }) => code))
  return {
    codes,
    former: new Map(
      all.flatMap(({ code, anciensCodes = [], chefLieu }) => [
        ...anciensCodes.map((old) => [old, code] as const),
        ...(chefLieu && !codes.has(code) ? [[code, chefLieu] as const] : []),
      ]),
    ),
    names: new Set(all.map(({ nom }) => nameKey(nom))),
    postalCodes: new Set(all.flatMap(({ codesPostaux = [] }) => codesPostaux)),
  }
})

const departements = once(() => {
  const all = read('departements')
  return { codes: new Set(all.map(({ code }) => code)), names: new Set(all.map(({ nom }) => nameKey(nom))) }
})

/** Regions of before 2016, and how people shorten names. */
const FORMER_REGIONS = [
  ...['Alsace', 'Aquitaine', 'Auvergne', 'Basse-Normandie', 'Bourgogne', 'Champagne-Ardenne', 'Franche-Comté'],
  ...['Haute-Normandie', 'Languedoc-Roussillon', 'Limousin', 'Lorraine', 'Midi-Pyrénées', 'Nord-Pas-de-Calais'],
  ...[
    'Picardie',
    'Poitou-Charentes',
    'Rhône-Alpes',
    'Centre',
    'PACA',
    'IDF',
    'AURA',
    'Paca',
    'Provence Alpes Côte Azur',
  ],
]

const regions = once(() => {
  const all = read('regions')
  return {
    codes: new Set(all.map(({ code }) => code)),
    names: new Set([...all.map(({ nom }) => nom), ...FORMER_REGIONS].map(nameKey)),
  }
})

const epcis = once(() => new Set(read('epci').map(({ code }) => code)))

/** A name without accents, case, hyphens and articles' apostrophes: `SAINT ETIENNE` is `Saint-Étienne`. */
const nameKey = (name: string): string =>
  withoutAccents(name)
    .toLowerCase()
    .replace(/[-'’.\s]+/g, ' ')
    .replace(/\bst\b/g, 'saint')
    .replace(/\bste\b/g, 'sainte')
    .trim()

/** Codes of communes of today, arrondissements of Paris, Lyon and Marseille included. */
export const isCommuneCode = (text: string): boolean => CODE.test(text) && communes().codes.has(text)

/** The code of today of a commune that another one took in; undefined for any other code. */
export const currentCommuneCode = (text: string): string | undefined =>
  CODE.test(text) ? communes().former.get(text) : undefined

export const isFormerCommuneCode = (text: string): boolean => currentCommuneCode(text) !== undefined

/** Looked up only when it begins like a name. */
export const isCommuneName = (text: string): boolean =>
  text.length <= 50 && /^\p{L}/u.test(text) && communes().names.has(nameKey(text))

export const isPostalCode = (text: string): boolean => /^\d{5}$/.test(text) && communes().postalCodes.has(text)

export const isDepartementCode = (text: string): boolean => departements().codes.has(text.toUpperCase())
export const isDepartementName = (text: string): boolean =>
  /^\p{L}/u.test(text) && departements().names.has(nameKey(text))
export const isRegionCode = (text: string): boolean => regions().codes.has(text)
export const isRegionName = (text: string): boolean => /^\p{L}/u.test(text) && regions().names.has(nameKey(text))
export const isEpciCode = (text: string): boolean => /^\d{9}$/.test(text) && epcis().has(text)

const CODE = /^(?:\d{5}|2[AB]\d{3})$/

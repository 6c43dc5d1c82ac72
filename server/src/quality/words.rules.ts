import { withoutAccents } from '../analysis/index.ts'

/** What a text says of the data, found without guessing (tabular.md §6): years, ranges, columns, counts, dates. */

/** Without what is quoted from elsewhere: code blocks, addresses, the targets of links, bibliographies. */
export const proseOf = (text: string): string =>
  text
    .replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?(^\1|$(?![\s\S]))/gm, ' ')
    .replace(/<[^<>]{1,500}>/g, ' ')
    .replace(/!?\[([^[\]]{0,500})\]\([^)]{0,2000}\)/g, '$1')
    .replace(/\b(?:https?|ftp):\/\/\S+|\bwww\.\S+/gi, ' ')
    .replace(BIBLIOGRAPHY, ' ')
/** From a line that only announces references to the next heading. */
const BIBLIOGRAPHY =
  /^(?:#{1,6} *|\*\*)?(?:bibliographie|références|sources? bibliographiques?|pour en savoir plus|voir aussi)[ \t:*]*\n[\s\S]*?(?=^#{1,6} |$(?![\s\S]))/gim

export interface Years {
  start: number | null
  end: number | null
}

const YEAR = String.raw`(?<!\d)(1[89]\d\d|20\d\d)(?![\d])`

/** Every year of the text, each once, in its order. */
export const yearsIn = (text: string): number[] => [
  ...new Set([...text.matchAll(new RegExp(YEAR, 'g'))].map(([, year]) => Number(year))),
]

/** `2001–2022`, `2001 à 2022`, `de 2001 à 2022`, `entre 2001 et 2022`, `depuis 2001`, `jusqu’en 2022`, in the order of the text. */
export const rangesIn = (text: string): Years[] => {
  const found: { at: number; years: Years }[] = []
  const taken: [number, number][] = []
  const take = (pattern: RegExp, yearsOf: (groups: string[]) => Years): void => {
    for (const match of text.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length]
      if (taken.some(([a, b]) => from < b && to > a)) continue
      taken.push([from, to])
      found.push({ at: from, years: yearsOf([...match].slice(1)) })
    }
  }
  const both = (groups: string[]): Years => ({ start: Number(groups[0]), end: Number(groups[1]) })
  take(new RegExp(`\\bentre ${YEAR} et ${YEAR}`, 'gi'), both)
  take(new RegExp(`${YEAR}\\s*(?:[-–—/→]|à|au|to|jusqu['’](?:à|en))\\s*${YEAR}`, 'gi'), both)
  take(new RegExp(`(?:depuis|à partir de|dès|since)\\s+(?:l['’]année\\s+)?${YEAR}`, 'gi'), ([start]) => ({
    ...{ start: Number(start), end: null },
  }))
  take(new RegExp(`jusqu['’](?:en|à)\\s+(?:l['’]année\\s+)?${YEAR}`, 'gi'), ([end]) => ({
    ...{ start: null, end: Number(end) },
  }))
  return found
    .toSorted((a, b) => a.at - b.at)
    .map(({ years }) => years)
    .filter(({ start, end }) => start === null || end === null || start <= end)
}

/** What looks like a column name: between backticks, or a word with `_`; a file name is none. */
export const columnsQuotedIn = (text: string): string[] => {
  const plain = proseOf(text)
  const quoted = [...plain.matchAll(/`([^`\n]{1,80})`/g)].map(([, name]) => (name ?? '').trim())
  const tokens = [...plain.replace(/`[^`\n]*`/g, ' ').matchAll(WORD_WITH_UNDERSCORE)]
  const words = tokens.map(([token]) => token.replaceAll('\\_', '_'))
  return [...new Set([...quoted, ...words])].filter((name) => /\p{L}/u.test(name) && !FILE_NAME.test(name))
}
/** Begun at the beginning of a word: a page without any space must not be read again from each letter. */
const WORD_WITH_UNDERSCORE = /(?<![\p{L}\d])[\p{L}\d]+(?:\\?_[\p{L}\d]+)+(?:\.\w{1,10})?/gu
const FILE_NAME = /\.[a-z][a-z\d]{1,9}$|[/@=<>]|^\.\w/i

/** Names given to columns by a list or a table: the first cell of each row, the bold or quoted start of each item. */
export const columnsListedIn = (text: string): string[] => {
  const items = [
    ...text.matchAll(
      /^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]{1,9}(?:\*\*|__|`|«[ \t]?|")?([^:*`»"\n–]{1,60}?)(?:\*\*|__|`|[ \t]?»|")?[ \t]{0,9}[:–=]/gm,
    ),
  ]
  const cells = [...text.matchAll(/^[ \t]*\|[ \t]{0,9}[`*]{0,3}([^|`*\n]{1,60}?)[`*]{0,3}[ \t]{0,9}\|/gm)]
  return [...new Set([...items, ...cells].map(([, name]) => (name ?? '').trim()))].filter((name) => /\p{L}/u.test(name))
}

export interface Count {
  count: number
  /** As it is written: `musées`. */
  noun: string
}

/** `1 221 musées`, `35 000 lignes`: a number, and the word that it counts. A bare year isn't a count. */
export const countsIn = (text: string): Count[] =>
  [
    ...proseOf(text).matchAll(
      /(?<![\d.,/-])(\d{1,3}(?:[  .]\d{3})+|\d{2,9})\s+(?:de |d['’])?(\p{Ll}[\p{L}'’-]{2,30})/gu,
    ),
  ]
    .map(([, digits = '', noun = '']) => ({ digits, count: Number(digits.replace(/\D/g, '')), noun }))
    .filter(({ digits, count, noun }) => !isYearOrDay(digits, count, noun))
    .map(({ count, noun }) => ({ count, noun }))

/** `2024 musées` may be the museums of 2024; `12 mars` is a day. */
const isYearOrDay = (digits: string, count: number, noun: string): boolean =>
  (/^\d{4}$/.test(digits) && count >= 1500 && count <= 2100) || MONTHS.includes(withoutAccents(noun))

/** Days that the text says it is of: `mise à jour le 12 mars 2021`, `au 31/12/2022`, `au 1er janvier 2023`. */
export const daysAsOfIn = (text: string): string[] =>
  [...proseOf(text).matchAll(AS_OF)].flatMap(([, day, month, year]) => {
    const number = /^\d+$/.test(month ?? '')
      ? Number(month)
      : MONTHS.indexOf(withoutAccents(month ?? '').toLowerCase()) + 1
    const date = new Date(Date.UTC(Number(year), number - 1, Number(day)))
    return number >= 1 && number <= 12 && date.getUTCDate() === Number(day) ? [date.toISOString().slice(0, 10)] : []
  })
const AS_OF =
  /(?:(?:mise? à jour|màj|maj|actualisée?s?|arrêtée?s?|situation|état|données|liste|extrait)[^.\n]{0,30}?\s(?:le|au|du)|(?<!\p{L})à jour (?:au|le))\s+(\d{1,2})(?:er)?[\s/.-]+([\p{L}]{3,9}|\d{1,2})[\s/.-]+((?:19|20)\d\d)/giu
const MONTHS = 'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' ')

/** Words that mean something, without accents, in the singular, each once: `les Musées de France` → musee, france. */
export const significantWords = (text: string): string[] => [
  ...new Set(
    withoutAccents(text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 2 && !STOP_WORDS.has(word) && !/^\d+$/.test(word))
      .map(singularOf),
  ),
]

/** Near enough for comparing: `musées` and `musée`, `locaux` and `local`. */
export const singularOf = (word: string): string =>
  word.length > 4 && word.endsWith('aux')
    ? `${word.slice(0, -3)}al`
    : word.length > 3
      ? word.replace(/[sx]$/, '')
      : word

const STOP_WORDS = new Set(
  (
    'les des une aux par pour sur dans avec sans sous entre vers chez est sont ont ete etre avoir fait ses son sa leur leurs ' +
    'nos vos mes mon ton que qui quoi dont ou cet cette ces elle elles ils nous vous plus moins tres tout tous toute toutes ' +
    'ainsi afin comme mais donc car pas non oui lors selon chaque autre autres meme the and for from with data donnees ' +
    'donnee jeu jeux fichier fichiers liste listes csv xlsx xls ods json pdf zip export nom type code date total nombre ' +
    'numero valeur export final copie version'
  ).split(' '),
)

/** Texts of a few words that say nothing: written to get past a required field. */
export const isPlaceholder = (text: string): boolean =>
  !/[\p{L}\d]/u.test(text) ||
  (text.length < 60 && SAYS_NOTHING.test(text.trim())) ||
  /\blorem ipsum dolor\b/i.test(text)
const SAYS_NOTHING =
  /^\W*(lorem ipsum|à compléter|a completer|à venir|à remplir|todo|tbd|test|xxx+|description|n\/?a|néant|aucune?|sans objet)\W*$/i

/** Whether a text of some length has more of English's little words than of French's. */
export const looksEnglish = (text: string): boolean => {
  const words =
    proseOf(text)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  const share = (little: Set<string>): number => words.filter((word) => little.has(word)).length / words.length
  return words.length >= 25 && share(ENGLISH) > 0.15 && share(FRENCH) < 0.08
}
const FRENCH = new Set(
  'le la les de des du un une et en au aux dans par pour sur est sont qui que ce cette ces l d'.split(' '),
)
const ENGLISH = new Set('the of and to in is are for by with this that on from as it be or which was'.split(' '))

/** How many letters to change, add or take away at least; anything beyond 2 is 3. */
export const editDistance = (a: string, b: string): number => {
  if (Math.abs(a.length - b.length) > 2) return 3
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next[j] = Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1)
    }
    row = next
  }
  return Math.min(3, row[b.length] ?? 3)
}

import type { Text } from '../../lib/text.ts'
import { inField } from '../finding.rules.ts'
import type { DatasetRule } from '../model.ts'
import { isPlaceholder, looksEnglish, proseOf } from '../words.rules.ts'
import { withoutAccents } from '../../analysis/index.ts'

const plain = (text: string): string =>
  withoutAccents(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** Of titles with the same numbers: years and editions tell datasets of one series apart. */
const isNearlySame = (a: string, b: string): boolean => {
  if (plain(a) === plain(b)) return true
  if (digitsOf(a) !== digitsOf(b)) return false
  // All of them: “hors du territoire” and “au sein du territoire” are two datasets.
  const [first, second] = [a, b].map((title) => new Set(plain(title).split(' '))) as [Set<string>, Set<string>]
  const shared = [...first].filter((word) => second.has(word)).length
  return shared >= 4 && shared / (first.size + second.size - shared) >= 0.9
}
const digitsOf = (title: string): string => (title.match(/\d+/g) ?? []).toSorted().join(' ')

/** C25. At the same producer's. */
export const duplicateTitle: DatasetRule = {
  id: 'duplicate-title',
  check: ({ dataset, neighbours }) => {
    const twin =
      plain(dataset.title) === ''
        ? undefined
        : neighbours.datasets.find(({ id, title }) => id !== dataset.id && isNearlySame(title, dataset.title))
    if (!twin) return []
    const same = plain(twin.title) === plain(dataset.title)
    return [
      inField('dataset', 'title', {
        ...{ rule: 'duplicate-title', severity: 'warning' },
        message: {
          fr: `Un jeu de données du même producteur porte ${same ? 'le' : 'presque le'} même titre : « ${twin.title} ».`,
          en: `A dataset of the same producer has ${same ? 'the' : 'nearly the'} same title: “${twin.title}”.`,
        },
      }),
    ]
  },
}

/** C25 for files: nobody tells them apart in the list. */
export const duplicateFileTitle: DatasetRule = {
  id: 'duplicate-file-title',
  check: ({ files }) => {
    // The same words in another format are the usual way to name a file's forms.
    const keys = files.map(({ title, format, type }) => `${plain(title)} ${format?.toLowerCase() ?? ''} ${type}`)
    const twin = files.find((_, index) => keys.indexOf(keys[index] ?? '') < index)
    if (!twin) return []
    return [
      inField('resource', 'title', {
        ...{ rule: 'duplicate-file-title', severity: 'warning' },
        message: {
          fr: `Plusieurs fichiers s’appellent « ${twin.title} » : dites ce qui les distingue.`,
          en: `Several files are called “${twin.title}”: say what tells them apart.`,
        },
      }),
    ]
  },
}

/** C26. */
export const titleQuality: DatasetRule = {
  id: 'title-quality',
  check: ({ dataset: { title } }) => {
    const why = whyPoor(title.trim())
    if (!why || title.trim() === '') return []
    return [
      inField('dataset', 'title', {
        ...{ rule: 'title-quality', severity: 'advice' },
        message: { fr: `Titre à préciser : ${why[0]}.`, en: `A title to make clearer: ${why[1]}.` },
      }),
    ]
  },
}

const whyPoor = (title: string): [string, string] | null => {
  const letters = title.match(/\p{L}/gu) ?? []
  const capitals = letters.filter((letter) => letter !== letter.toLowerCase())
  if (
    /^[\w.-]+\.(csv|xlsx?|ods|json|geojson|zip|pdf|xml|parquet)$/i.test(title) ||
    /^[\p{L}\d]+(_[\p{L}\d]+){2,}$/u.test(title)
  )
    return ['c’est le nom d’un fichier', 'it is the name of a file']
  if (title.length < 10) return ['il est très court', 'it is very short']
  if (title.length > 150) return ['il dépasse 150 caractères', 'it is longer than 150 characters']
  if (letters.length >= 12 && capitals.length > 0.9 * letters.length)
    return ['il est tout en capitales', 'it is all in capitals']
  if (
    /(?:\bau |\ble |[-–(] ?)\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d\d\)?$|\d{8}$|(màj|maj|mise à jour)[^\p{L}]*$/iu.test(
      title,
    )
  )
    return ['la date de mise à jour n’y a pas sa place', 'the date of the update doesn’t belong in it']
  return null
}

/** C27. */
export const descriptionQuality: DatasetRule = {
  id: 'description-quality',
  check: ({ dataset }) => {
    const text = proseOf(dataset.description).replace(/\s+/g, ' ').trim()
    const isEmptyTalk = isPlaceholder(dataset.description)
    const isTitle = !isEmptyTalk && plain(text) === plain(dataset.title)
    if (text.length >= 200 && !isEmptyTalk && !isTitle) return []
    return [
      inField('dataset', 'description', {
        ...{ rule: 'description-quality', severity: text.length < 50 || isEmptyTalk || isTitle ? 'warning' : 'advice' },
        message: isEmptyTalk ? NO_DESCRIPTION : isTitle ? ONLY_TITLE : tooShort(text.length),
      }),
    ]
  },
}

const NO_DESCRIPTION: Text = {
  fr: 'La description n’en est pas une : dites d’où viennent les données, ce que dit une ligne, ce qui n’y est pas.',
  en: 'The description is none: say where the data come from, what a row says, what is left out.',
}
const ONLY_TITLE: Text = {
  fr: 'La description ne dit rien de plus que le titre.',
  en: 'The description says nothing more than the title.',
}
const tooShort = (length: number): Text => ({
  fr: `La description est trop courte (${length} caractères) pour être trouvée et comprise : d’où viennent les données, ce que dit une ligne, ce qui n’y est pas.`,
  en: `The description is too short (${length} characters) to be found and understood: where the data come from, what a row says, what is left out.`,
})

export const descriptionShortMissing: DatasetRule = {
  id: 'description-short-missing',
  check: ({ dataset }) =>
    dataset.descriptionShort?.trim() || dataset.description.length < 200
      ? []
      : [
          inField('dataset', 'description_short', {
            ...{ rule: 'description-short-missing', severity: 'advice' },
            message: {
              fr: 'Une description courte (200 caractères) dirait l’essentiel dans les listes.',
              en: 'A short description (200 characters) would tell the essential in lists.',
            },
          }),
        ],
}

export const descriptionLanguage: DatasetRule = {
  id: 'description-language',
  check: ({ dataset }) =>
    looksEnglish(dataset.description)
      ? [
          inField('dataset', 'description', {
            ...{ rule: 'description-language', severity: 'advice' },
            message: {
              fr: 'La description n’est qu’en anglais : quelques phrases en français la feraient trouver.',
              en: 'The description is in English only: a few sentences in French would make it findable.',
            },
          }),
        ]
      : [],
}

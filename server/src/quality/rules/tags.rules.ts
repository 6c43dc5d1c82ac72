import type { Finding, Severity } from '../../analysis/index.ts'
import { editDataset, inField, shortList } from '../finding.rules.ts'
import type { DatasetRule, TagPolicy } from '../model.ts'
import { VOCABULARIES } from '../vocabularies.ts'
import { editDistance } from '../words.rules.ts'

/** What a producer with these datasets asks of the next: said in its extras, or nine in ten of them have it. */
export const tagPolicyOf = (declared: unknown, others: { tags: string[]; private: boolean }[]): TagPolicy => {
  if (Array.isArray(declared))
    return { required: declared.filter((tag) => typeof tag === 'string').slice(0, 20), isDeclared: true }
  const shown = others.filter((dataset) => !dataset.private)
  if (shown.length < FEWEST) return { required: [], isDeclared: false }
  const counts = new Map<string, number>()
  for (const { tags } of shown) for (const tag of new Set(tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  const required = [...counts].filter(([, count]) => count >= 0.9 * shown.length).map(([tag]) => tag)
  return { required, isDeclared: false }
}
/** Fewer datasets are no habit. */
const FEWEST = 10

/** The extra of an organization that says which tags all its datasets have. */
export const REQUIRED_TAGS = 'cimaise:required_tags'

const said = (rule: string, severity: Severity, fr: string, en: string, tags?: string[]): Finding =>
  inField('dataset', 'tags', {
    ...{ rule, severity, message: { fr, en } },
    ...(tags && { fix: editDataset({ tags: [...new Set(tags)].toSorted() }) }),
  })

/** C29, the tags that all the datasets of this producer have. */
export const tagsRequired: DatasetRule = {
  id: 'tags-required',
  check: ({ dataset: { tags }, tagPolicy }) => {
    const missing = tagPolicy.required.filter((tag) => !tags.includes(tag))
    if (missing.length === 0) return []
    const list = missing.join(' », « ')
    // A habit may be the subject of nearly all: cinema, for a producer who once in a while counts television.
    const isHouse = tagPolicy.isDeclared || missing.some((tag) => VOCABULARIES.some(({ house }) => house.includes(tag)))
    return [
      said(
        'tags-required',
        isHouse ? 'warning' : 'advice',
        `Il manque ${missing.length > 1 ? 'les mots-clés' : 'le mot-clé'} « ${list} », que portent les jeux de données de ce producteur.`,
        `The ${missing.length > 1 ? 'tags' : 'tag'} “${missing.join('”, “')}”, which this producer’s datasets have, ${missing.length > 1 ? 'are' : 'is'} missing.`,
        [...tags, ...missing],
      ),
    ]
  },
}

/** C29, a form that other catalogues refuse: only those collected from elsewhere can have it. */
export const tagsForm: DatasetRule = {
  id: 'tags-form',
  check: ({ dataset: { tags } }) => {
    const wrong = tags.filter((tag) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(tag))
    if (wrong.length === 0) return []
    return [
      said(
        'tags-form',
        'advice',
        `Mots-clés à écrire en minuscules, sans accent ni espace : ${shortList(wrong)}.`,
        `Tags to write in lower case, without accents or spaces: ${shortList(wrong)}.`,
      ),
    ]
  },
}

/** C29, how many. */
export const tagsCount: DatasetRule = {
  id: 'tags-count',
  check: ({ dataset: { tags } }) => {
    if (tags.length >= 2 && tags.length <= 6) return []
    const few = tags.length < 2
    return [
      said(
        'tags-count',
        'advice',
        few
          ? 'Deux mots-clés au moins font trouver ce jeu de données.'
          : `${tags.length} mots-clés : six au plus, les plus justes.`,
        few ? 'Two tags at least make this dataset findable.' : `${tags.length} tags: six at most, the truest.`,
      ),
    ]
  },
}

const TECHNICAL = new Set(
  (
    'csv tsv xls xlsx excel ods json geojson xml kml shp shapefile pdf zip sql parquet api rest wms wfs rdf ' +
    'open-data opendata donnees-ouvertes donnee-ouverte data donnees dataset jeu-de-donnees fichier base-de-donnees'
  ).split(' '),
)

/** C29, words that say what every dataset is, or what the format already says. */
export const tagsTechnical: DatasetRule = {
  id: 'tags-technical',
  check: ({ dataset: { tags } }) => {
    const technical = tags.filter((tag) => TECHNICAL.has(tag))
    if (technical.length === 0) return []
    return [
      said(
        'tags-technical',
        'advice',
        `Un mot-clé dit de quoi parlent les données, pas leur forme : ${shortList(technical)}.`,
        `A tag tells what the data are about, not their form: ${shortList(technical)}.`,
        tags.filter((tag) => !TECHNICAL.has(tag)),
      ),
    ]
  },
}

/** C29, the list of the guide that the dataset's producer follows. */
export const tagsRecommended: DatasetRule = {
  id: 'tags-recommended',
  check: ({ dataset: { tags }, tagPolicy }) =>
    VOCABULARIES.filter(({ scope }) => tags.includes(scope) || tagPolicy.required.includes(scope)).flatMap(
      ({ tags: list }) => {
        const near = tags.flatMap((tag) => {
          const better = list.find((known) => known !== tag && isNear(tag, known))
          return better && !list.includes(tag) ? [{ tag, better }] : []
        })
        const better = new Map(near.map((one) => [one.tag, one.better]))
        if (near[0])
          return [
            said(
              'tags-recommended',
              'advice',
              near.map((one) => `Mot-clé « ${one.tag} » : préférez « ${one.better} ».`).join(' '),
              near.map((one) => `Tag “${one.tag}”: prefer “${one.better}”.`).join(' '),
              tags.map((tag) => better.get(tag) ?? tag),
            ),
          ]
        // The producer's own name says nothing of what the data are about.
        const ofSubject = list.filter((tag) => !tagPolicy.required.includes(tag))
        if (tags.some((tag) => ofSubject.includes(tag))) return []
        return [
          said(
            'tags-recommended',
            'advice',
            `Aucun mot-clé de la liste recommandée (${ofSubject.join(', ')}).`,
            `No tag of the recommended list (${ofSubject.join(', ')}).`,
          ),
        ]
      },
    ),
}

/** Its plural, or a letter away in a word long enough for that to be a slip. */
const isNear = (tag: string, known: string): boolean =>
  tag.replace(/s\b/g, '') === known.replace(/s\b/g, '') || (known.length >= 7 && editDistance(tag, known) === 1)

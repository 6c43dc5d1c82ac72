import type { Dataset, DatasetInput } from '@cimaise/client'

/** What the metadata form holds: every value a string, as fields do. */
export type MetadataForm = {
  title: string
  acronym: string
  description_short: string
  description: string
  tags: string[]
  frequency: string
  license: string
  start: string
  end: string
}

export const SHORT_MAX = 200
const DESCRIPTION_GOOD = 100
/** Open Licence 2.0: the State's own, and the one to recommend. */
export const RECOMMENDED_LICENSE = 'lov2'

export const FIELD_NAMES: Record<string, string> = {
  title: 'Titre',
  acronym: 'Sigle',
  description_short: 'Description courte',
  description: 'Description',
  tags: 'Mots-clés',
  frequency: 'Fréquence de mise à jour',
  license: 'Licence',
  temporal_coverage: 'Période couverte',
}

export const formOf = (dataset: Dataset): MetadataForm => ({
  title: dataset.title,
  acronym: dataset.acronym ?? '',
  description_short: dataset.description_short ?? '',
  description: dataset.description,
  tags: [...dataset.tags],
  frequency: dataset.frequency,
  license: dataset.license,
  start: dataset.temporal_coverage?.start.slice(0, 10) ?? '',
  end: dataset.temporal_coverage?.end?.slice(0, 10) ?? '',
})

/** Only what changed: what others changed elsewhere stays. */
export const changesOf = (form: MetadataForm, before: MetadataForm): DatasetInput => {
  const { start, end, tags, ...words } = form
  const changed = Object.entries(words).filter(([name, value]) => value !== before[name as keyof typeof words])
  const input: DatasetInput = Object.fromEntries(
    changed.map(([name, value]) => [name, OPTIONAL.has(name) ? value || null : value]),
  )
  if (tags.join('\n') !== before.tags.join('\n')) input.tags = tags
  if (start !== before.start || end !== before.end) input.temporal_coverage = start ? { start, end: end || null } : null
  return input
}

/** What forbids saving, by field. */
export const errorsOf = (form: MetadataForm, isPrivate: boolean): Record<string, string> => {
  const errors: Record<string, string> = {}
  if (!isPrivate && form.title.trim() === '') errors.title = 'Un jeu de données public doit avoir un titre.'
  if (!isPrivate && form.description.trim() === '')
    errors.description = 'Un jeu de données public doit avoir une description.'
  if (form.description_short.length > SHORT_MAX) errors.description_short = `${SHORT_MAX} caractères au plus.`
  if (form.end && !form.start) errors.temporal_coverage = 'Donnez aussi la date de début.'
  if (form.start && form.end && form.end < form.start) errors.temporal_coverage = 'La fin précède le début.'
  return errors
}

/** What makes data harder to find or to reuse, without forbidding anything. */
export const warningsOf = (form: MetadataForm): { field: string; text: string }[] => [
  ...(form.description.trim().length < DESCRIPTION_GOOD
    ? [{ field: 'description', text: `Décrivez les données en ${DESCRIPTION_GOOD} caractères au moins.` }]
    : []),
  ...(form.tags.length === 0 ? [{ field: 'tags', text: 'Ajoutez un mot-clé : c’est ainsi qu’on vous trouve.' }] : []),
  ...(['', 'unknown'].includes(form.frequency)
    ? [{ field: 'frequency', text: 'Dites à quelle fréquence les données changent.' }]
    : []),
  ...(['', 'notspecified'].includes(form.license)
    ? [{ field: 'license', text: 'Choisissez une licence : sans elle, personne ne sait s’il peut réutiliser.' }]
    : []),
]

export const HELP: Record<string, { title: string; text: string }> = {
  title: {
    title: 'Un bon titre',
    text: 'Dites ce que c’est, où et quand : « Fréquentation des musées de France, 2001-2024 ». Pas de sigle seul, pas de nom de fichier.',
  },
  acronym: {
    title: 'Le sigle',
    text: 'S’il existe et qu’on le cherche : « Muséofile », « Joconde ». Sinon, laissez vide.',
  },
  description_short: {
    title: 'En une phrase',
    text: 'Elle apparaît dans les résultats de recherche et sous le titre. 200 caractères au plus.',
  },
  description: {
    title: 'Une description utile',
    text: 'D’où viennent les données, ce qu’une ligne représente, ce qui manque, comment les lire. La mise en forme Markdown est acceptée : titres, listes, liens.',
  },
  tags: {
    title: 'Les mots-clés',
    text: 'Trois à six mots que chercherait quelqu’un qui ignore votre organisation. Entrée ou virgule pour ajouter.',
  },
  frequency: { title: 'La fréquence', text: 'Elle dit aux lecteurs quand revenir. Choisissez ce que vous tiendrez.' },
  license: {
    title: 'La licence',
    text: 'La Licence Ouverte 2.0 laisse tout réutiliser, à condition de citer la source. C’est celle de l’administration.',
  },
  temporal_coverage: {
    title: 'La période couverte',
    text: 'Le premier et le dernier jour dont parlent les données, pas ceux de leur publication. La fin peut rester vide.',
  },
}

const OPTIONAL = new Set(['acronym', 'description_short', 'frequency', 'license'])

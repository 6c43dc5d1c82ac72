import { words } from '../../../language.ts'

/** What forbids saving, and what only makes data harder to find. */
export const w = words({
  fr: {
    errors: {
      title: 'Un jeu de données public doit avoir un titre.',
      titleLong: '350 caractères au plus.',
      description: 'Un jeu de données public doit avoir une description.',
      short: (max: number) => `${max} caractères au plus.`,
      day: 'Écrivez une année (2024), un mois (03/2024) ou un jour (31/12/2024).',
      start: 'Donnez aussi le début.',
      order: 'La fin précède le début.',
      address: 'Une adresse web commence par https:// ou http://.',
    },
    warnings: {
      title: 'Un titre dit ce que c’est, où et quand : évitez le nom de fichier et le sigle seul.',
      description: (min: number) => `Décrivez les données en ${min} caractères au moins.`,
      description_short: 'Une phrase suffit : elle paraît dans les résultats de recherche.',
      tags: 'Ajoutez un mot-clé : c’est ainsi qu’on vous trouve.',
      required: (tags: string) => `Votre organisation demande aussi : ${tags}.`,
      frequency: 'Dites à quelle fréquence les données changent.',
      license: 'Choisissez une licence : sans elle, personne ne sait s’il peut réutiliser.',
      contact_points: 'Dites à qui écrire : les questions arriveront à la bonne personne.',
      temporal_coverage: 'Dites de quand parlent les données.',
      spatial: 'Dites de quels lieux parlent les données.',
    },
  },
  en: {
    errors: {
      title: 'A public dataset needs a title.',
      titleLong: 'At most 350 characters.',
      description: 'A public dataset needs a description.',
      short: (max: number) => `At most ${max} characters.`,
      day: 'Write a year (2024), a month (03/2024) or a day (31/12/2024).',
      start: 'Give the beginning too.',
      order: 'The end comes before the beginning.',
      address: 'A web address begins with https:// or http://.',
    },
    warnings: {
      title: 'A title says what, where and when: no file name, no acronym alone.',
      description: (min: number) => `Describe the data in at least ${min} characters.`,
      description_short: 'One sentence is enough: search results show it.',
      tags: 'Add a keyword: that is how people find you.',
      required: (tags: string) => `Your organization also asks for: ${tags}.`,
      frequency: 'Say how often the data change.',
      license: 'Choose a licence: without one, nobody knows whether they may reuse.',
      contact_points: 'Say whom to write to: questions will reach the right person.',
      temporal_coverage: 'Say what period the data are about.',
      spatial: 'Say what places the data are about.',
    },
  },
})

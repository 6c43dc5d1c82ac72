import { words } from '../../../language.ts'

type Topic = { title: string; text: string; points?: string[] }
export type TopicName =
  | 'title'
  | 'acronym'
  | 'description_short'
  | 'description'
  | 'tags'
  | 'frequency'
  | 'license'
  | 'contact_points'
  | 'temporal_coverage'
  | 'spatial'
  | 'access_type'

/** The help that follows the field where one is, in the order of the form. */
export const HELP: Record<TopicName, Topic> = words({
  fr: {
    title: {
      title: 'Un bon titre',
      text: 'Dites ce que c’est, où et quand : « Fréquentation des musées de France, 2001-2024 ». Pas de sigle seul, pas de nom de fichier.',
    },
    acronym: {
      title: 'Le sigle',
      text: 'S’il existe et qu’on le cherche : « Muséofile », « Joconde ». Sinon, laissez vide.',
    },
    description_short: {
      title: 'En une phrase',
      text: 'Elle paraît dans les résultats de recherche et sous le titre. 200 caractères au plus.',
    },
    description: {
      title: 'Une description utile',
      text: 'Plus de 100 caractères, dans les mots de qui lira. Dites :',
      points: [
        'd’où viennent les données, et pourquoi elles existent ;',
        'ce qu’une ligne représente ;',
        'ce que veulent dire les colonnes ;',
        'ce qui manque, ce qui est estimé ;',
        'comment les lire : codes, unités, cas particuliers ;',
        'quand et comment elles sont mises à jour ;',
        'où en savoir plus.',
      ],
    },
    tags: {
      title: 'Les mots-clés',
      text: 'Trois à six mots que chercherait quelqu’un qui ignore votre organisation, en minuscules et sans accent : « musees-de-france ».',
    },
    frequency: { title: 'La fréquence', text: 'Elle dit aux lecteurs quand revenir. Choisissez ce que vous tiendrez.' },
    license: {
      title: 'La licence',
      text: 'La Licence Ouverte 2.0 laisse tout réutiliser, à condition de citer la source. C’est celle de l’administration.',
    },
    contact_points: {
      title: 'Le point de contact',
      text: 'Une adresse de service, lue par plusieurs personnes, reste juste quand quelqu’un s’en va.',
    },
    temporal_coverage: {
      title: 'La période couverte',
      text: 'Le premier et le dernier jour dont parlent les données, pas ceux de leur publication. La fin peut rester vide. Une année seule vaut du 1er janvier au 31 décembre.',
    },
    spatial: {
      title: 'Les lieux couverts',
      text: 'Le plus grand lieu suffit : « France » si tout le pays y est. La granularité dit le plus petit que les données distinguent : commune, point d’intérêt…',
    },
    access_type: {
      title: 'L’accès',
      text: 'Les données publiques sont ouvertes par défaut. Si elles ne le sont pas, dites pourquoi et à qui les demander.',
    },
  },
  en: {
    title: {
      title: 'A good title',
      text: 'Say what, where and when: “Visitors of the museums of France, 2001-2024”. No acronym alone, no file name.',
    },
    acronym: {
      title: 'The acronym',
      text: 'When there is one that people search for: “Muséofile”, “Joconde”. Otherwise leave it empty.',
    },
    description_short: {
      title: 'In one sentence',
      text: 'Search results show it, and the page under its title. At most 200 characters.',
    },
    description: {
      title: 'A useful description',
      text: 'More than 100 characters, in the words of who will read. Say:',
      points: [
        'where the data come from, and why they exist;',
        'what a row stands for;',
        'what the columns mean;',
        'what is missing, what is estimated;',
        'how to read them: codes, units, special cases;',
        'when and how they are updated;',
        'where to learn more.',
      ],
    },
    tags: {
      title: 'Keywords',
      text: 'Three to six words that somebody who doesn’t know your organization would search for, in lower case and without accents.',
    },
    frequency: { title: 'The frequency', text: 'It tells readers when to come back. Choose what you will keep to.' },
    license: {
      title: 'The licence',
      text: 'Open Licence 2.0 lets people reuse everything as long as they name the source. It is the French administration’s own.',
    },
    contact_points: {
      title: 'The contact point',
      text: 'A team’s address, read by several people, stays right when somebody leaves.',
    },
    temporal_coverage: {
      title: 'The period covered',
      text: 'The first and the last day that the data are about, not those of their publication. The end may stay empty. A year alone goes from 1 January to 31 December.',
    },
    spatial: {
      title: 'The places covered',
      text: 'The largest place is enough: “France” when the whole country is there. Granularity is the smallest that the data tell apart: town, point of interest…',
    },
    access_type: {
      title: 'Access',
      text: 'Public data are open by default. When they aren’t, say why and whom to ask.',
    },
  },
})

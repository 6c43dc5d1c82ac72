import { words } from '../../../language.ts'
import { count } from '../../words.ts'

/** What a run says. */
export const w = words({
  fr: {
    table: {
      title: 'Ce que chaque fichier est devenu',
      would: 'Serait',
      outcome: 'Résultat',
      see: 'Voir le fichier',
      file: 'Fichier',
      why: 'Pourquoi',
      size: 'Taille',
      time: 'Durée',
      decide: 'Décider',
      about: 'de',
      of: 'de',
      version: (n: number) => `Version ${n}`,
    },
    filter: {
      only: 'Montrer seulement',
    },
    decisions: {
      pages: 'Pages de fichiers',
      none: 'Aucun fichier de cette sorte.',
      empty: 'La source n’a montré aucun fichier.',
    },
    list: {
      none: 'Aucun passage encore.',
      pages: 'Pages de passages',
      title: 'Passages',
      runs: (n: number) => count(n, 'passage', 'passages'),
      dry: (n: number) => `Essai n°\u00a0${n}`,
      run: (n: number) => `Passage n°\u00a0${n}`,
      by: 'par',
    },
    progress: {
      soon: 'Il commence dans un instant.',
      label: 'Avancement du passage',
      of: (done: string, all: string) => `${done} sur ${all}`,
      now: 'En ce moment\u202f:',
    },
  },
  en: {
    table: {
      title: 'What became of each file',
      would: 'Would be',
      outcome: 'Outcome',
      see: 'See the file',
      file: 'File',
      why: 'Why',
      size: 'Size',
      time: 'Time',
      decide: 'Decide',
      about: 'about',
      of: 'of',
      version: (n) => `Version ${n}`,
    },
    filter: {
      only: 'Show only',
    },
    decisions: {
      pages: 'Pages of files',
      none: 'No file of this kind.',
      empty: 'The source showed no file.',
    },
    list: {
      none: 'No run yet.',
      pages: 'Pages of runs',
      title: 'Runs',
      runs: (n) => count(n, 'run', 'runs'),
      dry: (n) => `Trial no. ${n}`,
      run: (n) => `Run no. ${n}`,
      by: 'by',
    },
    progress: {
      soon: 'It begins in a moment.',
      label: 'Progress of the run',
      of: (done, all) => `${done} of ${all}`,
      now: 'At the moment:',
    },
  },
})

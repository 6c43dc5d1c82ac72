import { formatNumber } from '../format.ts'
import { words } from '../language.ts'
import type { ColumnProps } from '../props.ts'

type Types = Record<ColumnProps['type'], string>

/** Around the first rows of a file, on public pages and in the back-office. */
export const previewWords = words({
  fr: {
    of: (title: string) => `Aperçu de ${title}`,
    first: (shown: number, total: number) =>
      shown >= total
        ? 'Toutes les lignes sont affichées.'
        : `Les ${formatNumber(shown)} premières lignes sur ${formatNumber(total)}.`,
    missing: 'vide',
    types: {
      text: 'texte',
      integer: 'nombre entier',
      number: 'nombre',
      date: 'date',
      datetime: 'date et heure',
      boolean: 'oui ou non',
    } as Types,
  },
  en: {
    of: (title) => `Preview of ${title}`,
    first: (shown, total) =>
      shown >= total ? 'All rows are shown.' : `The first ${formatNumber(shown)} of ${formatNumber(total)} rows.`,
    missing: 'empty',
    types: {
      text: 'text',
      integer: 'whole number',
      number: 'number',
      date: 'date',
      datetime: 'date and time',
      boolean: 'yes or no',
    },
  },
})

import type { Language } from '../../lib/text.ts'

const DAY: Record<Language, Intl.DateTimeFormat> = {
  fr: new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Paris' }),
}

/** `1er mars 2026`, in Paris. */
export const day = (date: Date, language: Language): string =>
  DAY[language].format(date).replace(/^1 (?=\p{Ll})/u, '1er ')

export type Language = 'fr' | 'en'

/** A sentence for people, in the two languages of the product. */
export interface Text {
  fr: string
  en: string
}

/** What somebody wrote, inside one line: without line breaks nor other control characters, which headers obey. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()

/** A number in a sentence: with the spaces of French typography, and the commas of English. */
export const french = (count: number): string => count.toLocaleString('fr-FR')
export const english = (count: number): string => count.toLocaleString('en-GB')

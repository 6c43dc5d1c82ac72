export type Language = 'fr' | 'en'

/** A sentence for people, in the two languages of the product. */
export interface Text {
  fr: string
  en: string
}

/** A number in a sentence: with the spaces of French typography, and the commas of English. */
export const french = (count: number): string => count.toLocaleString('fr-FR')
export const english = (count: number): string => count.toLocaleString('en-GB')

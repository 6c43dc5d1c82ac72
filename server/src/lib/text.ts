export type Language = 'fr' | 'en'

/** A sentence for people, in the two languages of the product. */
export interface Text {
  fr: string
  en: string
}

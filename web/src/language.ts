export type Language = 'fr' | 'en'

/** The page's own, whatever the browser's: its document says it. Choosing another one opens the page again. */
export const language: Language =
  typeof document !== 'undefined' && document.documentElement.lang === 'en' ? 'en' : 'fr'

/** Words in the page's language. The compiler holds both to one shape: nothing can be missing in either. */
export const words = <T extends object>(both: { fr: T; en: NoInfer<T> }): T => both[language]

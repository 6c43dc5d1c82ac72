export type Language = 'fr' | 'en'

/** The page's own, whatever the browser's: its document says it. Choosing another one opens the page again. */
export const language: Language =
  typeof document !== 'undefined' && document.documentElement.lang === 'en' ? 'en' : 'fr'

/** The shape of words, whatever they say. */
type Shape<T> = T extends string
  ? string
  : T extends (...args: infer A) => infer R
    ? (...args: A) => Shape<R>
    : T extends readonly (infer E)[]
      ? Shape<E>[]
      : T extends object
        ? { [K in keyof T]: Shape<T[K]> }
        : T

/** Words in the page's language. The compiler holds both to one shape: nothing can be missing in either. */
export const words = <T extends object>(both: { fr: T; en: Shape<NoInfer<T>> }): Shape<T> =>
  language === 'fr' ? (both.fr as Shape<T>) : both.en

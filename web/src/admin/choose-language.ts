import type { Language } from '../language.ts'

/** For a year, on this device. The page is opened again: its guard asks first when something isn't saved. */
export const chooseLanguage = (language: Language): void => {
  document.cookie = `cimaise_lang=${language}; path=/admin; max-age=31536000; samesite=lax`
  window.location.reload()
}

import { updateMe } from '@cimaise/client'
import type { Language } from '../language.ts'
import { me } from './session.ts'

/**
 * For a year, on this device; kept on the account too, so that mails follow. The page is opened again: its guard asks
 * first when something isn't saved.
 */
export const chooseLanguage = async (language: Language): Promise<void> => {
  document.cookie = `cimaise_lang=${language}; path=/admin; max-age=31536000; samesite=lax`
  // The page speaks it at once, whether or not the account could be told.
  if (me.value) await updateMe({ lang: language }).catch(() => undefined)
  window.location.reload()
}

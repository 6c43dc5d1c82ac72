import { ApiError, getMe, logout as endSession, type Me } from '@cimaise/client'
import { ref, watch } from 'vue'

/** Who is signed in; null when nobody is, undefined until asked. */
export const me = ref<Me | null>()

/** True once a request said that the session is over: the layout then offers to sign in again. */
export const sessionEnded = ref(false)

/** Waits until somebody gave the password again; false when they left instead. */
export const signedInAgain = (): Promise<boolean> =>
  new Promise((resolve) => {
    const stop = watch(sessionEnded, (ended) => {
      if (ended) return
      stop()
      resolve(me.value !== null)
    })
  })

export const loadMe = async (): Promise<Me | null> => {
  try {
    me.value = await getMe()
    sessionEnded.value = false
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    me.value = null
  }
  return me.value
}

export const isSiteAdmin = (): boolean => me.value?.roles?.includes('admin') ?? false

export const signOut = async (): Promise<void> => {
  await endSession()
  me.value = null
}

/**
 * The page of the server that sent people here to sign in (`next`), when it is one of those that do: they go back to
 * it, out of this application.
 */
export const pageToGoBackTo = (wanted: unknown): string | null =>
  typeof wanted === 'string' && wanted.startsWith('/oauth/authorize?') ? wanted : null

/** Where to go after signing in: a path of ours, never another site. */
export const safeNext = (wanted: unknown): string => {
  if (typeof wanted !== 'string' || !wanted.startsWith('/')) return '/'
  try {
    const url = new URL(wanted, 'http://localhost')
    return url.origin === 'http://localhost' ? url.pathname + url.search + url.hash : '/'
  } catch {
    return '/'
  }
}

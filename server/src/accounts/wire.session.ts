import { randomBytes } from 'node:crypto'

/**
 * udata's envelope of a success (udata-api.md §4.1). No form of ours needs the token (http/server.ts tells where a
 * request comes from); udata's clients read the key.
 */
export const envelope = (response: object = {}) => ({
  meta: { code: 200 },
  response: { csrf_token: csrfToken(), ...response },
})

export const csrfToken = (): string => randomBytes(16).toString('base64url')

/** What a sign-in answers: done, or a second factor to give. */
export const presentSignIn = (half: boolean) =>
  half
    ? { tf_required: true, tf_state: 'ready', tf_primary_method: 'authenticator', user: {} }
    : { tf_required: false, user: {} }

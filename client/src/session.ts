import { request } from './request.ts'
import type { RegisterInput, SessionAnswer, SetupInput, SignInInput } from './types.ts'

/** `tf_required`: nobody is signed in until `validateCode` or `rescue`. */
export const login = async (input: SignInInput): Promise<SessionAnswer> =>
  (await request<{ response: SessionAnswer }>('/login/', { method: 'POST', body: input })).response

/** The code of an authenticator application, after the password. */
export const validateCode = (code: string): Promise<unknown> =>
  request('/tf-validate', { method: 'POST', body: { code } })

/** A recovery code instead. */
export const rescue = (code: string): Promise<unknown> => request('/tf-rescue', { method: 'POST', body: { code } })

/** Mails the link that sets a new password, if there is such an account. */
export const askPasswordReset = (email: string): Promise<unknown> =>
  request('/reset/', { method: 'POST', body: { email } })

export const resetPassword = (token: string, password: string, password_confirm: string): Promise<unknown> =>
  request(`/reset/${encodeURIComponent(token)}`, { method: 'POST', body: { password, password_confirm } })

export const logout = (): Promise<unknown> => request('/logout/', { method: 'POST', body: {} })

/** `confirmation_required`: nobody is signed in until the link that was mailed is followed. */
export const register = async (input: RegisterInput): Promise<SessionAnswer> =>
  (await request<{ response: SessionAnswer }>('/register/', { method: 'POST', body: input })).response

/** Whether the portal still lacks its first administrator. */
export const setupNeeded = async (): Promise<boolean> =>
  (await request<{ needed: boolean }>('/api/cimaise/setup/')).needed

export const setup = (input: SetupInput): Promise<unknown> =>
  request('/api/cimaise/setup/', { method: 'POST', body: input })

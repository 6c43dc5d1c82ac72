import { request } from './request.ts'
import type { RegisterInput, SetupInput, SignInInput } from './types.ts'

export const login = (input: SignInInput): Promise<unknown> => request('/login/', { method: 'POST', body: input })

export const logout = (): Promise<unknown> => request('/logout/', { method: 'POST', body: {} })

export const register = (input: RegisterInput): Promise<unknown> =>
  request('/register/', { method: 'POST', body: input })

/** Whether the portal still lacks its first administrator. */
export const setupNeeded = async (): Promise<boolean> =>
  (await request<{ needed: boolean }>('/api/cimaise/setup/')).needed

export const setup = (input: SetupInput): Promise<unknown> =>
  request('/api/cimaise/setup/', { method: 'POST', body: input })

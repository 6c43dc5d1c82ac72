import { request } from './request.ts'
import type { ApiKey, NewApiKey, User, UserInput } from './types.ts'

export const getMe = (): Promise<User> => request('/api/1/me/')

export const updateMe = (input: UserInput): Promise<User> => request('/api/1/me/', { method: 'PUT', body: input })

export const listApiKeys = (): Promise<ApiKey[]> => request('/api/1/me/api_tokens/')

export const createApiKey = (name: string): Promise<NewApiKey> =>
  request('/api/1/me/api_tokens/', { method: 'POST', body: { name } })

export const revokeApiKey = (id: string): Promise<unknown> =>
  request(`/api/1/me/api_tokens/${encodeURIComponent(id)}/`, { method: 'DELETE' })

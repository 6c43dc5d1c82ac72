import type { ApiKeyInput, Me, ProfileInput } from './account-types.ts'
import { request } from './request.ts'
import type { ApiKey, NewApiKey } from './types.ts'

export const getMe = (): Promise<Me> => request('/api/1/me/')

export const updateMe = (input: ProfileInput): Promise<Me> => request('/api/1/me/', { method: 'PUT', body: input })

export const listApiKeys = (): Promise<ApiKey[]> => request('/api/1/me/api_tokens/')

export const createApiKey = (input: ApiKeyInput): Promise<NewApiKey> =>
  request('/api/1/me/api_tokens/', { method: 'POST', body: input })

export const revokeApiKey = (id: string): Promise<unknown> =>
  request(`/api/1/me/api_tokens/${encodeURIComponent(id)}/`, { method: 'DELETE' })

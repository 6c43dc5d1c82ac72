import { queryOf, request } from './request.ts'
import type { Activity, Page } from './types.ts'

/** What happened to an object, newest first. */
export const listActivity = (query: {
  related_to: string
  page?: number
  page_size?: number
}): Promise<Page<Activity>> => request(`/api/1/activity/${queryOf(query)}`)

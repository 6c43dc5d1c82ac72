import type { Activity, ActivityQuery } from './activity-types.ts'
import { queryOf, request } from './request.ts'
import type { Page } from './types.ts'

/** What happened, newest first; what the caller may not see is left out of the page. */
export const listActivity = ({ mine, ...query }: ActivityQuery = {}): Promise<Page<Activity>> =>
  request(`/api/1/activity/${queryOf({ ...query, mine: mine ? 'true' : undefined })}`)

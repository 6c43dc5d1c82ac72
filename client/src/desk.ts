import type { Desk } from './desk-types.ts'
import { queryOf, request } from './request.ts'

/** What waits for me, and my week. `limit`: how many things to do, seven unless it says so. */
export const getDesk = (limit?: number): Promise<Desk> => request(`/api/1/me/desk/${queryOf({ limit })}`)

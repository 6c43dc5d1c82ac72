import { request } from './request.ts'
import type { Notification } from './notification-types.ts'

/** One's own, the newest first. `handled`: those that wait for nobody any more, or the others. */
export const listNotifications = (handled: boolean, pageSize = 20): Promise<{ data: Notification[]; total: number }> =>
  request(`/api/1/notifications/?handled=${handled}&page_size=${pageSize}`)

/** Says that one has seen it. */
export const readNotification = (id: string): Promise<Notification> =>
  request(`/api/1/notifications/${encodeURIComponent(id)}/read/`, { method: 'POST' })

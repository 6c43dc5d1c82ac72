import { listNotifications } from '@cimaise/client'
import { ref } from 'vue'

/** How many notifications wait; shown beside the link to them. */
export const unread = ref(0)

/** Asks again. Silence says nothing: the count is of no use alone, and the screen that fails says why. */
export const countUnread = async (): Promise<void> => {
  try {
    unread.value = (await listNotifications(false, 1)).total
  } catch {
    unread.value = 0
  }
}

import { getLimits } from '@cimaise/client'
import { Refused } from './failures.ts'

/** Whether it is a Cimaise: other servers of udata's API lack what is ours. */
export const isCimaise = async (): Promise<boolean> => {
  const limits = await getLimits().catch((error: unknown) => {
    if (error instanceof Refused) return null
    throw error
  })
  return typeof limits?.max_upload_bytes === 'number'
}

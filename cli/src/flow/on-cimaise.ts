import { type Api } from '../connection/api.ts'
import { Refused } from '../connection/failures.ts'
import { isCimaise } from '../connection/kind-of-server.ts'

/** What only a Cimaise does; elsewhere the refusal says why. */
export const onCimaise = async <T>({ server }: Api, call: () => Promise<T>): Promise<T> => {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof Refused) || ![404, 405].includes(error.status) || (await isCimaise())) throw error
    throw new Refused(error.status, `${server} has no automatic flows: it is not a Cimaise.`)
  }
}

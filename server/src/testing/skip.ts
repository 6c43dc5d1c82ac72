import type { TestContext } from 'vitest'

/** Skips a test and says why: `npm test` prints it. */
export const skipBecause = (context: TestContext, reason: string): void => {
  Object.assign(context.task.meta, { skipReason: reason })
  context.skip(reason)
}

import { getLimits, listExtensions, listFrequencies, listLicenses, listResourceTypes } from '@cimaise/client'

/** Lists that don't change while the page is open: asked once, and again after a failure. */
export const once = <T>(read: () => Promise<T>): (() => Promise<T>) => {
  let kept: Promise<T> | null = null
  return () => {
    kept ??= read().catch((error: unknown) => {
      kept = null
      throw error
    })
    return kept
  }
}

export const licenses = once(listLicenses)
export const frequencies = once(listFrequencies)
export const resourceTypes = once(listResourceTypes)
export const depositRules = once(async () => {
  const [limits, extensions] = await Promise.all([getLimits(), listExtensions()])
  return { maxBytes: limits.max_upload_bytes, extensions: new Set(extensions) }
})
export type DepositRules = Awaited<ReturnType<typeof depositRules>>

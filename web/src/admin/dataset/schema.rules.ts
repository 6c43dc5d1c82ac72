import type { ResourceSchema } from '@cimaise/client'

/** One field holds either: an address is an address, anything else is a name. The version stays with its schema. */
export const schemaOf = (typed: string, before: ResourceSchema | null): ResourceSchema | null => {
  const text = typed.trim()
  if (text === '') return null
  if (text === wordsOf(before)) return before
  return /^https?:\/\//i.test(text)
    ? { name: null, version: null, url: text }
    : { name: text, version: null, url: null }
}

export const wordsOf = (schema: ResourceSchema | null): string => schema?.name ?? schema?.url ?? ''

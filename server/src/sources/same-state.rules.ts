import type { SeenObject } from './model.ts'

/** Whether two looks at one file saw two states of it, by what both say: many sources say little. */
export const isAnother = (now: SeenObject, seen: SeenObject): boolean =>
  differ(now.sizeBytes, seen.sizeBytes) ||
  differ(now.versionId, seen.versionId) ||
  differ(now.etag, seen.etag) ||
  // Of a state that has a name, the date says nothing more, and is often another's.
  (now.etag === null && differ(timeOf(now), timeOf(seen)))

const differ = <T>(a: T | null, b: T | null): boolean => a !== null && b !== null && a !== b

const timeOf = ({ modifiedAt }: SeenObject): number | null => modifiedAt?.getTime() ?? null

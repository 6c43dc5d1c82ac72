import type { Db, Tx } from '../db/index.ts'
import type { Subject, SubjectClass, SubjectKind, SubjectRef } from './model.ts'

const kinds = new Map<SubjectClass, SubjectKind>()

/** Makes classes known, once for a process. */
export const registerSubjects = (all: SubjectKind[]): void => {
  for (const kind of all) kinds.set(kind.class, kind)
}

/** The class of this name, or undefined when nothing is called so. */
export const subjectKind = (name: string): SubjectKind | undefined => kinds.get(name as SubjectClass)

/** The object, deleted or not, or undefined. Says nothing of who may see it. */
export const findSubject = async (db: Db, ref: { class: string; id: string }): Promise<Subject | undefined> =>
  (await subjectKind(ref.class)?.find(db, [ref.id]))?.[0]

/** Objects by `Class:id`, one query a class. */
export const findSubjects = async (db: Db, refs: SubjectRef[]): Promise<Map<string, Subject>> => {
  const found = new Map<string, Subject>()
  for (const [name, kind] of kinds) {
    const ids = [...new Set(refs.filter((ref) => ref.class === name).map((ref) => ref.id))]
    if (ids.length === 0) continue
    for (const subject of await kind.find(db, ids)) found.set(`${name}:${subject.id}`, subject)
  }
  return found
}

/** Merges counters into the object's `metrics`; nothing when its class has none. */
export const setSubjectMetrics = async (tx: Tx, ref: SubjectRef, metrics: Record<string, unknown>): Promise<void> => {
  await subjectKind(ref.class)?.setMetrics?.(tx, ref.id, metrics)
}

/** Objects by class and id, for modules that point at them without knowing their module. */
export type { Subject, SubjectClass, SubjectKind, SubjectRef } from './model.ts'
export { findSubject, findSubjects, registerSubjects, setSubjectMetrics, subjectKind } from './registry.ts'
export { findRenamed, freeSlug, recordSlugChange, releaseSlugs } from './slugs.ts'

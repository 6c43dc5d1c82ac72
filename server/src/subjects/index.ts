/** Objects by class and id, for modules that point at them without knowing their module. */
export type { Holders, Subject, SubjectClass, SubjectKind, SubjectRef, SubjectScope } from './model.ts'
export { findSubject, findSubjects, registerSubjects, setSubjectMetrics, subjectKind } from './registry.ts'
export { followedIdsOf, registerFollowed } from './followed.ts'
export { findRenamed, freeSlug, recordSlugChange, releaseSlugs } from './slugs.ts'
export { idsOfOwned } from './store.ts'

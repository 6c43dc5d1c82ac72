/** What is to be published later, or once somebody agreed. */
export type { PublicationDeps } from './deps.ts'
export { isOpen, type Publication } from './model.ts'
export { findOpenPublications, listWaitingFor, type Shown } from './publications.ts'
export { publishPlanned } from './publish-planned.ts'

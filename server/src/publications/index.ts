/** What is to be published later, or once somebody agreed. */
export { isOpen, type Publication } from './model.ts'
export { findOpenPublications, listWaitingFor, type Shown } from './publications.ts'

/** Catalogues of other servers, copied here. */
export { mirrorCatalogue, releaseMirror } from './mirror-catalogue.ts'
export type { Mirror, MirrorDeps, MirrorEvent, MirrorObserver, MirrorOutcome, OnBytes } from './model.ts'

/** Catalogues of other servers, copied here. */
export { mirrorCatalogue, releaseMirror } from './mirror-catalogue.ts'
export type { Mirror, MirrorDeps, MirrorEvent, MirrorObserver, MirrorOutcome } from './model.ts'

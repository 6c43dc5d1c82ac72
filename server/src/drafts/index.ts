/** What people have typed in a form and not saved yet. */
export { forgetDraftsAbout, forgetDraftsBy, forgetSavedDraft, purgeDrafts } from './forget-drafts.ts'

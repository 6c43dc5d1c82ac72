import type { BulkChanges, Holding } from '@cimaise/client'

/** What is typed of an edit; an empty text changes nothing. */
export interface BulkForm {
  addTags: string[]
  removeTags: string[]
  license: string
  frequency: string
  contact: string
  visibility: '' | 'public' | 'draft'
  archiving: '' | 'archive' | 'unarchive'
  transferTo: Pick<Holding['producer'], 'id' | 'name'> | null
}

export const emptyForm = (): BulkForm => ({
  ...{ addTags: [], removeTags: [], license: '', frequency: '', contact: '', visibility: '', archiving: '' },
  transferTo: null,
})

/** Takes a value away, where an empty text changes nothing. */
export const NOTHING = '-'

export const changesOf = (form: BulkForm): BulkChanges => ({
  ...(form.addTags.length > 0 && { add_tags: form.addTags }),
  ...(form.removeTags.length > 0 && { remove_tags: form.removeTags }),
  ...(form.license && { license: form.license === NOTHING ? null : form.license }),
  ...(form.frequency && { frequency: form.frequency }),
  ...(form.contact && { contact_points: form.contact === NOTHING ? [] : [form.contact] }),
  ...(form.visibility && { private: form.visibility === 'draft' }),
  ...(form.archiving && { archived: form.archiving === 'archive' }),
  ...(form.transferTo && { organization: form.transferTo.id }),
})

export const isEmpty = (form: BulkForm): boolean => Object.keys(changesOf(form)).length === 0

import { presentUserRef } from '../accounts/wire.v1.ts'
import { etagOf } from '../catalog/wire.dataset.ts'
import { presentDate } from '../lib/dates.ts'
import type { Desk } from './drafts.ts'
import type { Draft } from './model.ts'

/** Of the others, names only: what they type is theirs until they save it. */
export const presentDesk = ({ dataset, mine, others }: Desk, baseUrl: string) => ({
  draft: mine && { fields: mine.fields, before: mine.before, revision: mine.revision, ...datesOf(mine) },
  others: others.map(({ user, ...draft }) => ({
    user: presentUserRef(user, baseUrl),
    fields: Object.keys(draft.fields).toSorted(),
    ...datesOf(draft),
  })),
  etag: etagOf(dataset),
})

const datesOf = ({ begunAt, updatedAt }: Draft) => ({
  begun_at: presentDate(begunAt),
  updated_at: presentDate(updatedAt),
})

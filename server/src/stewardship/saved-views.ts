import { randomUUID } from 'node:crypto'
import { demandPerson, type Actor } from '../lib/actor.ts'
import { Forbidden, invalidField, NotFound } from '../lib/errors.ts'
import { isUuid } from '../lib/ids.ts'
import type { Db } from '../db/index.ts'
import { canAdministerOrganization, canPublishFor } from '../organizations/index.ts'
import { getOwnOrganization } from './holdings.ts'
import type { SavedView } from './model.ts'
import { deleteViewRow, insertView, selectView, selectViews, updateView } from './store.saved-views.ts'

export type SavedViewInput = Pick<SavedView, 'name' | 'query' | 'shared'>

/** The caller's views of an organization's list with those that others share, or of their own list. */
export const listSavedViews = async (db: Db, actor: Actor, organization: string | null): Promise<SavedView[]> => {
  const { userId } = demandPerson(actor)
  return selectViews(db, userId, organization && (await getOwnOrganization(db, actor, organization)).id)
}

/** Keeps filters under a name. Throws `Unauthorized`, `NotFound`, `Forbidden`, `Invalid`. */
export const createSavedView = async (
  db: Db,
  actor: Actor,
  { organization, ...input }: SavedViewInput & { organization: string | null },
): Promise<SavedView> => {
  const { userId } = demandPerson(actor)
  const organizationId = organization && (await getOwnOrganization(db, actor, organization)).id
  const view = { ...checked(input, organizationId), id: randomUUID(), userId, organizationId, createdAt: new Date() }
  await insertView(db, view)
  return view
}

/** Changes what is given. Throws `Unauthorized`, `NotFound`, `Forbidden`, `Invalid`. */
export const updateSavedView = async (
  db: Db,
  actor: Actor,
  id: string,
  changes: Partial<SavedViewInput>,
): Promise<SavedView> => {
  const view = await getChangeable(db, actor, id)
  const after = { ...view, ...checked({ ...view, ...changes }, view.organizationId) }
  await updateView(db, after)
  return after
}

/** Throws `Unauthorized`, `NotFound`, `Forbidden`. */
export const deleteSavedView = async (db: Db, actor: Actor, id: string): Promise<void> => {
  await deleteViewRow(db, (await getChangeable(db, actor, id)).id)
}

/** Whoever made it; a shared one is its organization's administrators' too. Others don't know what isn't shared. */
const getChangeable = async (db: Db, actor: Actor, id: string): Promise<SavedView> => {
  const { userId } = demandPerson(actor)
  const view = isUuid(id) ? await selectView(db, id) : undefined
  if (!view) throw new NotFound()
  if (view.userId === userId) return view
  const { organizationId } = view
  if (!view.shared || !organizationId || !canPublishFor(actor, organizationId)) throw new NotFound()
  if (!canAdministerOrganization(actor, { id: organizationId })) throw new Forbidden()
  return view
}

const checked = (input: SavedViewInput, organizationId: string | null): SavedViewInput => {
  const name = input.name.trim()
  if (name === '') throw invalidField('name', NEEDS_NAME)
  return { name, query: input.query, shared: input.shared && organizationId !== null }
}

const NEEDS_NAME = { fr: 'Donnez un nom à cette vue.', en: 'Give this view a name.' }

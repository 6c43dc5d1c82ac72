import { isSiteAdmin, type Actor } from '../lib/actor.ts'
import { Forbidden, Gone, invalidFields, NotFound, Unauthorized, type FieldErrors } from '../lib/errors.ts'
import { newObjectId } from '../lib/ids.ts'
import { findDatasets } from '../catalog/index.ts'
import { inTransaction, type Db, type Tx } from '../db/index.ts'
import {
  assignToCreator,
  canEditOwned,
  dropAssignments,
  ownersAfterChange,
  ownersForCreation,
} from '../organizations/index.ts'
import { freeSlug, recordSlugChange } from '../subjects/index.ts'
import { changedFields } from './changed-fields.rules.ts'
import { wordProblems } from './listing.rules.ts'
import type { ListingKind } from './kind.ts'
import type { Listing, ListingInput } from './model.ts'
import { saveListing } from './save-listing.ts'
import { insertListing, listingSlugIsTaken, lockListing } from './store.ts'
import { tell } from './tell.ts'

/** Creates one, owned by the caller or by one of their organizations. Throws `Unauthorized`, `Invalid` by field. */
export const createListing = <F>(
  db: Db,
  actor: Actor,
  kind: ListingKind<F>,
  input: ListingInput<F>,
): Promise<Listing<F>> =>
  inTransaction(db, async (tx) => {
    if (actor.kind === 'anonymous') throw new Unauthorized()
    const { datasetIds = [], fields, ...words } = input
    const owners = await ownersForCreation(tx, actor, input)
    const listing = { ...emptyListing(kind), ...words, ...owners, fields: { ...kind.initial, ...fields } }
    listing.tags = kind.tagsOf(listing.tags)
    // Before the checks: it makes two writers of one class wait for each other, so that what must be unique is.
    listing.slug = await slugFor(tx, kind, listing)
    await check(tx, kind, listing, input)
    await insertListing(tx, listing)
    await assignToCreator(tx, actor, listing)
    const created = await saveListing(tx, kind, undefined, listing, datasetIds)
    await tell(tx, `${kind.name}:created`, actor, created, { extras: { datasets: datasetIds } })
    return created
  })

/** Changes what is given; absent keys keep their value. Throws `NotFound`, `Gone`, `Forbidden`, `Invalid`. */
export const updateListing = <F>(
  db: Db,
  actor: Actor,
  kind: ListingKind<F>,
  id: string,
  input: ListingInput<F>,
): Promise<Listing<F>> =>
  changeListing(db, actor, kind, id, async (tx, before) => {
    if (before.deletedAt && input.deletedAt !== null) throw new Gone()
    const { datasetIds, fields, ...words } = input
    const owners = await ownersAfterChange(tx, actor, before, input, { intoOrganization: false })
    const after = { ...before, ...words, ...owners, fields: { ...before.fields, ...fields }, lastModified: new Date() }
    if (input.tags) after.tags = kind.tagsOf(input.tags)
    if (after.title !== before.title) after.slug = await slugFor(tx, kind, after)
    await check(tx, kind, after, input)
    await recordSlugChange(tx, kind.class, id, { from: before.slug, to: after.slug })
    if (after.organizationId !== before.organizationId) await dropAssignments(tx, id)
    const saved = await saveListing(tx, kind, before, after, datasetIds)
    const changes = changedFields(before, after, datasetIds !== undefined)
    if (changes.length > 0) await tell(tx, `${kind.name}:updated`, actor, saved, { changes })
    return saved
  })

/** Takes it away from the public; it can be restored for 30 days. Throws `NotFound`, `Gone`, `Forbidden`. */
export const deleteListing = async <F>(db: Db, actor: Actor, kind: ListingKind<F>, id: string): Promise<void> => {
  await changeListing(db, actor, kind, id, async (tx, before) => {
    if (before.deletedAt) throw new Gone()
    const now = new Date()
    const deleted = await saveListing(tx, kind, before, { ...before, deletedAt: now, lastModified: now })
    await tell(tx, `${kind.name}:deleted`, actor, deleted)
    return deleted
  })
}

/** Puts it forward, or no longer. For site administrators. Throws `Forbidden`, `NotFound`. */
export const featureListing = <F>(
  db: Db,
  actor: Actor,
  kind: ListingKind<F>,
  id: string,
  featured: boolean,
): Promise<Listing<F>> =>
  inTransaction(db, async (tx) => {
    if (!isSiteAdmin(actor)) throw new Forbidden()
    const before = await lock(tx, kind, id)
    return saveListing(tx, kind, before, { ...before, featured })
  })

/** Locks it, checks that the caller may change it, and does so. Throws `NotFound`, `Forbidden`. */
export const changeListing = <F, T>(
  db: Db,
  actor: Actor,
  kind: ListingKind<F>,
  id: string,
  change: (tx: Tx, before: Listing<F>) => Promise<T>,
): Promise<T> =>
  inTransaction(db, async (tx) => {
    const before = await lock(tx, kind, id)
    if (!canEditOwned(actor, before)) throw new Forbidden()
    return change(tx, before)
  })

const lock = async <F>(tx: Tx, kind: ListingKind<F>, id: string): Promise<Listing<F>> => {
  const listing = await lockListing(tx, kind.class, id)
  if (!listing) throw new NotFound()
  return listing as Listing<F>
}

const check = async <F>(tx: Tx, kind: ListingKind<F>, listing: Listing<F>, given: ListingInput<F>): Promise<void> => {
  const fields: FieldErrors = { ...wordProblems(listing), ...(await kind.problems(tx, listing, given)) }
  const wanted = given.datasetIds ?? []
  if ((await findDatasets(tx, wanted)).length < wanted.length) fields.datasets = [UNKNOWN_DATASET]
  if (Object.keys(fields).length > 0) throw invalidFields(fields)
}

const slugFor = <F>(tx: Tx, kind: ListingKind<F>, { id, title }: Listing<F>): Promise<string> =>
  freeSlug(tx, kind.class, title, {
    fallback: kind.fallback,
    isTaken: (slug) => listingSlugIsTaken(tx, kind.class, slug, id),
  })

const emptyListing = <F>(kind: ListingKind<F>): Listing<F> => {
  const now = new Date()
  return {
    id: newObjectId(),
    class: kind.class,
    slug: '',
    title: '',
    description: '',
    tags: [],
    private: false,
    featured: false,
    organizationId: null,
    ownerId: null,
    fields: kind.initial,
    extras: {},
    metrics: {},
    createdAt: now,
    lastModified: now,
    archivedAt: null,
    deletedAt: null,
  }
}

const UNKNOWN_DATASET = { fr: 'Un des jeux de données n’existe pas.', en: 'A dataset does not exist.' }

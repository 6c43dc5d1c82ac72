import { randomUUID } from 'node:crypto'
import { demandPerson, type Actor, type UserActor } from '../../lib/actor.ts'
import { AppError, Conflict, Forbidden, invalidField, NotFound, sentenceOf } from '../../lib/errors.ts'
import { findDatasets, findFrequency, findLicense, type Dataset } from '../../catalog/index.ts'
import { inTransaction, isUniqueViolation, type Db } from '../../db/index.ts'
import { enqueue } from '../../jobs/index.ts'
import type { Organization } from '../../organizations/index.ts'
import { getOwnOrganization, listHoldingsOf } from '../holdings.ts'
import type { BulkChanges, BulkEdit, BulkEntry, HoldingFilters } from '../model.ts'
import { previewChange } from './apply-change.ts'
import { getBulkEdit } from './bulk-edits.ts'
import { insertEdit, selectChanged, selectEdit } from './store.bulk-edits.ts'

/** Datasets by id, or those that a filter finds. */
export type Chosen = { ids: string[] } | { filters: HoldingFilters }

export const RUN_BULK_EDIT = 'run-bulk-edit'
/** One edit at most: its preview is computed while somebody waits. */
export const MAX_EDITED = 2_000

/** What an edit would do to each dataset, or why it can't. Throws `Unauthorized`, `NotFound`, `Forbidden`, `Invalid`. */
export const previewBulkEdit = async (
  db: Db,
  actor: Actor,
  organization: string,
  { chosen, changes }: { chosen: Chosen; changes: BulkChanges },
): Promise<BulkEntry[]> => {
  const person = signedIn(actor)
  const { datasets } = await choose(db, person, organization, chosen, changes)
  const entries: BulkEntry[] = []
  for (const dataset of datasets) entries.push(await previewOf(db, person, dataset, changes))
  return entries
}

/** Asks for an edit, which a task does: what it did is in the ledger. Throws as `previewBulkEdit` does. */
export const startBulkEdit = async (
  db: Db,
  actor: Actor,
  organization: string,
  { chosen, changes }: { chosen: Chosen; changes: BulkChanges },
): Promise<BulkEdit> => {
  const person = signedIn(actor)
  const { organizationId, datasets } = await choose(db, person, organization, chosen, changes)
  const entries = datasets.map(({ id, title }) => ({ datasetId: id, title, before: {}, after: {} }))
  return begin(db, person, { organizationId, changes, undoes: null, entries })
}

/**
 * Takes an edit back, where what it wrote is still there: an edit itself. Throws `Unauthorized`, `NotFound`,
 * `Forbidden`, `Conflict` (under way, taken back already, or an undo).
 */
export const undoBulkEdit = async (db: Db, actor: Actor, organization: string, id: string): Promise<BulkEdit> => {
  const person = signedIn(actor)
  const edit = await getBulkEdit(db, actor, organization, id)
  if (edit.endedAt === null) throw new Conflict(UNDER_WAY)
  if (edit.undoes !== null) throw new Conflict(IS_UNDO)
  if (edit.undoneBy !== null) throw new Conflict(UNDONE)
  const { organizationId, changes } = edit
  const entries = await selectChanged(db, edit.id)
  try {
    return await begin(db, person, { organizationId, changes, undoes: edit.id, entries })
  } catch (error) {
    // Two who click at once.
    throw isUniqueViolation(error) ? new Conflict(UNDONE) : error
  }
}

type NewEdit = Pick<BulkEdit, 'organizationId' | 'changes' | 'undoes'> & {
  entries: Pick<BulkEntry, 'datasetId' | 'title' | 'before' | 'after'>[]
}

const begin = (db: Db, actor: UserActor, { entries, ...edit }: NewEdit): Promise<BulkEdit> =>
  inTransaction(db, async (tx) => {
    const id = randomUUID()
    await insertEdit(tx, { ...edit, id, authorId: actor.userId, asSiteAdmin: actor.siteAdmin }, entries)
    await enqueue(tx, RUN_BULK_EDIT, { id })
    const begun = await selectEdit(tx, id)
    if (!begun) throw new NotFound()
    return begun
  })

const choose = async (db: Db, actor: UserActor, idOrSlug: string, chosen: Chosen, changes: BulkChanges) => {
  const organization = await getOwnOrganization(db, actor, idOrSlug)
  checkChanges(changes)
  const ids =
    'ids' in chosen
      ? [...new Set(chosen.ids)]
      : (await listHoldingsOf(db, actor, organization.id, chosen.filters)).found.map(({ id }) => id)
  if (ids.length === 0) throw invalidField('ids', NOTHING)
  if (ids.length > MAX_EDITED) throw invalidField('ids', TOO_MANY)
  const datasets = await findDatasets(db, ids)
  requireTheirs(ids, datasets, organization)
  return { organizationId: organization.id, datasets }
}

const requireTheirs = (ids: string[], datasets: Dataset[], { id }: Organization): void => {
  const theirs = datasets.filter(({ organizationId }) => organizationId === id)
  if (theirs.length < ids.length) throw invalidField('ids', NOT_THEIRS)
}

const previewOf = async (db: Db, actor: UserActor, dataset: Dataset, changes: BulkChanges): Promise<BulkEntry> => {
  const about = { datasetId: dataset.id, title: dataset.title }
  try {
    return { ...about, ...(await previewChange(db, actor, dataset, changes)) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ...about, state: 'refused', before: {}, after: {}, kept: [], reason: sentenceOf(error) }
  }
}

const checkChanges = ({ license, frequency, ...others }: BulkChanges): void => {
  if (license && !findLicense(license)) throw invalidField('license', UNKNOWN)
  if (frequency && !findFrequency(frequency)) throw invalidField('frequency', UNKNOWN)
  const wanted = [license, frequency, ...Object.values(others)].filter(
    (value) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  )
  if (wanted.length === 0 && !others.contactPointIds) throw invalidField('changes', NOTHING_ASKED)
}

/** It goes on after the request, with all the rights of who asked: nobody else may lend them. */
const signedIn = (actor: Actor): UserActor => {
  const person = demandPerson(actor)
  if (person.throughFlow) throw new Forbidden()
  return person
}

const NOTHING = { fr: 'Choisissez au moins un jeu de données.', en: 'Choose at least one dataset.' }
const TOO_MANY = {
  fr: `${MAX_EDITED} jeux de données au plus à la fois.`,
  en: `At most ${MAX_EDITED} datasets at once.`,
}
const NOT_THEIRS = {
  fr: 'Un de ces jeux de données n’existe pas, ou n’est pas de cette organisation.',
  en: 'One of these datasets does not exist, or belongs to another producer.',
}
const NOTHING_ASKED = { fr: 'Dites ce qui doit changer.', en: 'Say what has to change.' }
const UNKNOWN = { fr: 'Cette valeur n’existe pas.', en: 'Unknown value.' }
const UNDER_WAY = { fr: 'Cette modification n’est pas terminée.', en: 'This edit has not ended.' }
const IS_UNDO = { fr: 'Une annulation ne s’annule pas.', en: 'An undo is not undone.' }
const UNDONE = { fr: 'Cette modification est déjà annulée.', en: 'This edit was undone already.' }
